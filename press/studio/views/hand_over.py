"""Handing a kit over: the sealed copy, asked for, watched and taken along."""

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import may_administer_in
from press.clock import BANGKOK, now
from press.db import db_transaction
from press.distribution.disposition import attachment
from press.distribution.errors import FileUnavailable
from press.distribution.queries.handed_over import hand_over_of, hand_overs_of, locked_hand_over, taken_of
from press.distribution.services import handing_over
from press.distribution.states import HandOverState
from press.errors import NotAllowed
from press.kits.errors import KitNotFound
from press.kits.queries import kit_for_editor
from press.storage.errors import ObjectNotFound, StorageUnavailable
from press.storage.keys import content_key
from press.storage.store import current_store
from press.studio.forms.holding import HandOverForm
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.studio.waiting import all_waiting
from press.web.transaction import waits_outside


@blueprint.get("/<slug>/hand-over")
@kit_editors_only
def hand_over(slug: str) -> ResponseReturnValue:
    """Every sealed copy, and the form to ask for one."""
    kit = kit_for_editor(slug, actor=current_user)
    hand_overs = hand_overs_of(kit)
    to_make = [made.id for made in hand_overs if made.state is HandOverState.WAITING]
    return render_template(
        "studio/hand_over.html",
        kit=kit,
        event=kit.event,
        hand_overs=hand_overs,
        taken=taken_of(kit),
        waiting=all_waiting((handing_over.JOB,), "hand_over_id", to_make, now()),
        form=HandOverForm(formdata=None),
        may_name=may_administer_in(current_user, kit.event_id),
    )


@blueprint.post("/<slug>/hand-over")
@kit_editors_only
def ask_hand_over(slug: str) -> ResponseReturnValue:
    """Leaves it to the worker. Names are for administrators of the event to ask for."""
    kit = kit_for_editor(slug, actor=current_user)
    form = HandOverForm()
    if form.with_names.data and not may_administer_in(current_user, kit.event_id):
        raise NotAllowed
    handing_over.ask(kit, with_names=form.with_names.data, by=current_user.by, at=now())
    flash(_("The sealed copy is being created. It appears here when it is ready."), "success")
    return redirect(url_for("studio.hand_over", slug=kit.slug), 303)


@blueprint.post("/<slug>/hand-over/<int(max=2147483647):number>.zip")
@kit_editors_only
@waits_outside
def take_hand_over(slug: str, number: int) -> ResponseReturnValue:
    """The sealed copy itself. An act, not a look: it is noted who takes it."""
    kit = kit_for_editor(slug, actor=current_user)
    made = hand_over_of(kit, number)
    if made.state is not HandOverState.MADE:
        raise KitNotFound
    if made.with_names and not may_administer_in(current_user, kit.event_id):
        raise NotAllowed
    try:
        stored = current_store().get(content_key(made.sha256))
    except (StorageUnavailable, ObjectNotFound) as fault:
        current_app.logger.error("hand-over %s cannot be read: %s", made.id, type(fault).__name__)
        raise FileUnavailable(
            _("The files cannot be reached at the moment. Try again in a few minutes."), None
        ) from fault
    at = now()
    try:
        with db_transaction():
            made = locked_hand_over(hand_over_of(kit_for_editor(slug, actor=current_user), number).id)
            if made.state is not HandOverState.MADE:  # somebody in it was erased a moment ago
                raise KitNotFound
            handing_over.note_taken(made, by=current_user.by, at=at)
    except BaseException:
        stored.close()
        raise
    name = f"{slug}-{at.astimezone(BANGKOK):%Y-%m-%d}-hand-over-{number}.zip"
    response = Response(stored.chunks, content_type="application/zip")
    response.call_on_close(stored.close)
    response.headers["Content-Disposition"] = attachment(name)
    response.headers["Content-Length"] = str(stored.length)
    return response
