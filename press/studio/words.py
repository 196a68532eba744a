"""How the studio says what kits and drafts are."""

from datetime import datetime

from flask_babel import gettext as _

from press.kits.models import Kit
from press.kits.states import Clock, DraftState, ReleaseState


def release_state(state: ReleaseState) -> str:
    return {
        ReleaseState.DRAFT: _("Draft"),
        ReleaseState.IN_REVIEW: _("In review"),
        ReleaseState.APPROVED: _("Approved"),
        ReleaseState.EMBARGOED: _("Under embargo"),
        ReleaseState.PUBLISHED: _("Published"),
        ReleaseState.CORRECTED: _("Corrected"),
        ReleaseState.WITHDRAWN: _("Withdrawn"),
        ReleaseState.KILLED: _("Killed"),
    }[state]


def draft_state(state: DraftState) -> str:
    return {
        DraftState.DRAFT: _("Draft"),
        DraftState.IN_REVIEW: _("In review"),
        DraftState.APPROVED: _("Approved"),
        DraftState.PUBLISHED: _("Published"),
        DraftState.DISCARDED: _("Discarded"),
    }[state]


def clock(which: Clock) -> str:
    return {
        Clock.OPENING: _("Open to accredited media from"),
        Clock.EMBARGO: _("Embargo until"),
    }[which]


def kit_clock(kit: Kit, at: datetime) -> str:
    """Who reads the kit at this moment."""
    if not kit.current_number:
        return _("Not published: only its editors see it")
    if kit.is_lifted(at):
        return _("Lifted: readers see it")
    if kit.available_from <= at:
        return _("Held: accredited media who have given the undertaking read it")
    return _("Held: readers do not see it")
