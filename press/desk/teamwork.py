"""What officers tell each other on the page of one application: claim, flags, notes, ready-made reasons, news."""

from collections.abc import Mapping
from typing import Any

from flask import request

from press.accounts.actor import Actor
from press.accreditation.models import Application
from press.accreditation.queries.flags import alike
from press.accreditation.queries.looking import last_look
from press.accreditation.queries.notes import notes_on, reasons_for, team_of
from press.accreditation.states import CLAIM_LASTS, ApplicationState, FlagKind
from press.clock import now
from press.desk import words as desk_words
from press.desk.forms import NoteForm
from press.web.fields import Form
from press.web.language import clock_time

# The form of the page that a ready-made reason of an outcome fills, and the field that takes its words.
FILLS = {
    ApplicationState.APPROVED_LIMITED: ("limited", "reason"),
    ApplicationState.WAITLISTED: ("waitlist", "reason"),
    ApplicationState.DECLINED: ("decline", "reason"),
    ApplicationState.REVOKED: ("revoke", "reason"),
    ApplicationState.NEEDS_INFO: ("ask", "words"),
}


def panel(found: Application, actor: Actor) -> dict[str, Any]:
    """This room's part of the page."""
    holder = found.holder(now())
    reasons = reasons_for(found.event_id)
    notes = notes_on(found)
    return {
        "holder": holder,
        "is_held_by_another": holder is not None and holder.id != actor.account_id,
        "is_mine": holder is not None and holder.id == actor.account_id,
        "claimed_until": clock_time(found.claimed_at + CLAIM_LASTS) if found.claimed_at else "",
        "alike": alike(found),
        "flag_words": {kind: desk_words.flag(kind) for kind in FlagKind},
        "notes": notes,
        "calls_me": any(
            each.account_id == actor.account_id and each.seen_at is None for note in notes for each in note.mentions
        ),
        "note_form": NoteForm(formdata=None, team=team_of(found.event_id)),
        "last_look": last_look(actor.account_id, found.id),
        "reasons": {
            name: [each for each in reasons if each.outcome is outcome] for outcome, (name, _words) in FILLS.items()
        },
    }


def use_reason(found: Application, forms: Mapping[str, Form]) -> str:
    """Without script a ready-made reason is a link to this page, which comes back with the words in the form. Returns
    which form it filled; empty when none was asked for."""
    wanted = request.args.get("use", "")
    reason = next((each for each in reasons_for(found.event_id) if str(each.id) == wanted), None) if wanted else None
    if reason is None:
        return ""
    name, words = FILLS[reason.outcome]
    form = forms[name]
    form[words].data = reason.text(found.locale)
    if reason.code is not None and "code" in form:
        form["code"].data = reason.code.value
    return name
