"""How the studio says what kits and drafts are."""

from flask_babel import gettext as _

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
