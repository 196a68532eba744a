"""The life of releases: what each is now, the kit's clocks, and what still needs a second pair of eyes."""

from collections.abc import Callable
from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.audit.words import actor
from press.clock import now
from press.errors import Refusal
from press.kits.errors import ClockMoved, EmbargoPutBack, KitNotFound
from press.kits.models import Kit
from press.kits.queries import (
    current_revision,
    ended_files,
    kit_for_editor,
    lock_kit,
    moves_of,
    revision_numbered,
    waiting_move,
)
from press.kits.services import clock as clocks
from press.kits.services import reviewing
from press.kits.services.telling import FOLLOW
from press.kits.source.parts import DOCUMENTS, LOGO, PHOTOS
from press.kits.states import AssetKind, Clock
from press.studio import kit_words, words
from press.studio.forms.life import DecideForm, MoveForm
from press.studio.lives import files_that_may_end, flagged_revisions, release_rows
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.studio.waiting import all_waiting
from press.web.fields import Form
from press.web.transaction import drop_changes

MOVES_SHOWN = 10


@blueprint.get("/<slug>/life")
@kit_editors_only
def life(slug: str) -> ResponseReturnValue:
    """Every release at this moment, and the clocks."""
    return _page(slug)


@blueprint.get("/<slug>/life/clock/<any(opening, embargo):which>")
@kit_editors_only
def clock(slug: str, which: str) -> ResponseReturnValue:
    """Another time for a clock."""
    return _clock_page(slug, Clock(which))


@blueprint.post("/<slug>/life/clock/<any(opening, embargo):which>")
@kit_editors_only
def move_clock(slug: str, which: str) -> ResponseReturnValue:
    """Moves a clock: later at once, earlier with a second person."""
    kit, form = kit_for_editor(slug, actor=current_user), MoveForm()
    if not form.validate_on_submit():
        return _clock_page(slug, Clock(which), form), 422
    at = _time_with(kit)
    to = at.replace(microsecond=0) if form.now.data or form.to.data is None else form.to.data
    try:
        change = clocks.move_clock(kit, Clock(which), to=to, reason=form.reason.data, by=current_user.by, at=at)
    except EmbargoPutBack as refusal:
        drop_changes()
        form.to.errors = [refusal.message]
        return _clock_page(slug, Clock(which), form), refusal.status
    except Refusal as refusal:
        drop_changes()
        return _clock_page(slug, Clock(which), form, refusal.message), refusal.status
    waits = change.decided_at is None
    flash(_("Asked for. It applies once somebody else has agreed.") if waits else _moved(), "success")
    return redirect(url_for("studio.life", slug=slug), 303)


@blueprint.post("/<slug>/life/clock/<int(max=2147483647):number>")
@kit_editors_only
def decide_move(slug: str, number: int) -> ResponseReturnValue:
    """A second person's word on an earlier time."""
    form = DecideForm()

    def verb(kit: Kit) -> str:
        waiting = waiting_move(kit.id)
        if waiting is None or waiting.id != number or not form.validate_on_submit():
            raise ClockMoved
        accept = form.accept.data == "yes"
        clocks.decide_move(waiting, accept=accept, by=current_user.by, at=_time_with(kit))
        return _moved() if accept else _("The time stays as it was.")

    return _act(slug, verb)


@blueprint.post("/<slug>/life/revisions/<int(max=2147483647):number>/approve")
@kit_editors_only
def approve_revision(slug: str, number: int) -> ResponseReturnValue:
    """A second person has read what one alone has published."""

    def verb(kit: Kit) -> str:
        revision = revision_numbered(kit.id, number)
        if revision is None:
            raise KitNotFound
        reviewing.approve_revision(revision, by=current_user.by, at=now())
        return _("Revision %(number)s is approved.", number=number)

    return _act(slug, verb)


def _act(slug: str, verb: Callable[[Kit], str]) -> ResponseReturnValue:
    kit = kit_for_editor(slug, actor=current_user)
    try:
        flash(verb(kit), "success")
    except Refusal as refusal:
        if not refusal.message:
            raise
        drop_changes()
        return _page(slug, refusal.message), refusal.status
    return redirect(url_for("studio.life", slug=slug), 303)


def _time_with(kit: Kit) -> datetime:
    """The time once the kit is ours to change: whoever waited for a publication to end may have waited past the
    lift."""
    lock_kit(kit.slug)
    return now()


def _page(slug: str, refusal: str = "") -> str:
    kit, at = kit_for_editor(slug, actor=current_user), now()
    return render_template(
        "studio/life.html",
        kit=kit,
        event=kit.event,
        revision=current_revision(kit.id),
        at=at,
        words=words,
        actor_words=actor,
        rows=release_rows(kit, at),
        files=files_that_may_end(kit, at),
        kit_words=kit_words,
        PARTS={AssetKind.DOCUMENT: DOCUMENTS, AssetKind.PHOTO: PHOTOS, AssetKind.LOGO: LOGO},
        file_endings=ended_files(kit.id).values(),
        flagged=flagged_revisions(kit),
        waiting=waiting_move(kit.id),
        moves=moves_of(kit.id)[:MOVES_SHOWN],
        decide_form=DecideForm(formdata=None),
        following=all_waiting((FOLLOW,), "kit_id", [kit.id], at)[kit.id],
        refusal=refusal,
    )


def _clock_page(slug: str, which: Clock, form: Form | None = None, refusal: str = "") -> str:
    kit = kit_for_editor(slug, actor=current_user)
    stands = getattr(kit, clocks.COLUMNS[which])
    return render_template(
        "studio/clock.html",
        kit=kit,
        event=kit.event,
        revision=current_revision(kit.id),
        which=which,
        words=words,
        stands=stands,
        form=form or MoveForm(formdata=None, to=stands),
        refusal=refusal,
    )


def _moved() -> str:
    return _("The time has been changed. It applies from this second on.")
