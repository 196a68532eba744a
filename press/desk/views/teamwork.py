"""Claim, notes and flags of one application."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.queries import application_for_officer
from press.accreditation.queries.notes import team_of
from press.accreditation.services import claiming
from press.accreditation.services.flagging import settle
from press.accreditation.services.noting import see_mentions, write_note
from press.clock import now
from press.desk.forms import NoteForm
from press.desk.views.application import page
from press.desk.views.blueprint import blueprint, officers_only


@blueprint.post("/applications/<ref>/claim")
@officers_only
def claim(ref: str) -> ResponseReturnValue:
    """I look at it now; taken over from somebody else when that is said."""
    found = application_for_officer(ref, actor=current_user, for_update=True)
    take_over = request.form.get("take_over") == "1"
    if claiming.claim(found, take_over=take_over, by=current_user.by, at=now()):
        flash(_("You have this application for 30 minutes."), "success")
    else:
        flash(_("Somebody else has just claimed it."), "warning")
    return redirect(url_for("desk.application", ref=ref), 303)


@blueprint.post("/applications/<ref>/give-back")
@officers_only
def give_back(ref: str) -> ResponseReturnValue:
    """Gives my claim back."""
    found = application_for_officer(ref, actor=current_user, for_update=True)
    claiming.release(found, by=current_user.by, at=now())
    flash(_("Others may take it now."), "success")
    return redirect(url_for("desk.application", ref=ref), 303)


@blueprint.post("/applications/<ref>/notes")
@officers_only
def add_note(ref: str) -> ResponseReturnValue:
    """A note for colleagues."""
    found = application_for_officer(ref, actor=current_user, for_update=True)
    form = NoteForm(team=team_of(found.event_id))
    if not form.validate_on_submit():
        return page(found, note_form=form), 422
    write_note(found, text=form.text.data, called=form.everybody_called(), by=current_user.by, at=now())
    flash(_("The note has been saved."), "success")
    return redirect(url_for("desk.application", ref=ref, _anchor="notes"), 303)


@blueprint.post("/applications/<ref>/notes/read")
@officers_only
def read_notes(ref: str) -> ResponseReturnValue:
    """I have read what calls me."""
    found = application_for_officer(ref, actor=current_user)
    see_mentions(found, by=current_user.by, at=now())
    return redirect(url_for("desk.application", ref=ref, _anchor="notes"), 303)


@blueprint.post("/applications/<ref>/flags/settle")
@officers_only
def settle_flag(ref: str) -> ResponseReturnValue:
    """Looked at: not the same person; or, without another number, not that outlet."""
    found = application_for_officer(ref, actor=current_user, for_update=True)
    number = request.form.get("other", "")
    other = application_for_officer(number, actor=current_user) if number else None
    settle(found, other, by=current_user.by, at=now())
    flash(_("Settled. It will not be raised again."), "success")
    return redirect(url_for("desk.application", ref=ref), 303)
