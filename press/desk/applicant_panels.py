"""What the page of one application shows of the applicant's side: what was asked and answered, what was changed, the
appeal, and who is coming."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _

from press.accounts.actor import Actor
from press.accreditation import item_words
from press.accreditation.models import Application
from press.accreditation.queries.appeals import appeal_of, open_appeal
from press.accreditation.queries.asking import requests_of
from press.accreditation.queries.changes import changes_of
from press.accreditation.services.appealing import declined_by
from press.accreditation.services.asking import latest_deadline
from press.accreditation.states import LEGAL_MOVES, ApplicationState
from press.clock import BANGKOK, now
from press.desk.forms import AskForm

USUAL_DEADLINE = timedelta(days=3)
_S = ApplicationState


def asking(found: Application, _actor: Actor) -> dict[str, Any]:
    """What was asked for, and the form that asks."""
    requests = requests_of(found)
    waiting = found.state is _S.NEEDS_INFO
    return {
        "asked": [(request, item_words.items(request.items)) for request in requests],
        "waits_for_answer": waiting,
        "answer_overdue": waiting and bool(requests) and requests[0].deadline < now(),
        "may_ask": _S.NEEDS_INFO in LEGAL_MOVES[found.state],
        "forms": {"ask": ask_form(found, formdata=None)},
    }


def changes(found: Application, _actor: Actor) -> dict[str, Any]:
    """The differences, and whether the person is coming."""
    rows = changes_of(found)
    return {
        "changes": [
            (
                change,
                item_words.item(change.field),
                item_words.value(change.field, change.before),
                item_words.value(change.field, change.after),
            )
            for change in rows
        ],
        "coming_words": _coming(found),
    }


def appeal(found: Application, actor: Actor) -> dict[str, Any]:
    """The appeal, and whether this officer may not decide on it."""
    waiting = open_appeal(found)
    return {
        "appeal": waiting or appeal_of(found),
        "appeal_waits": waiting is not None,
        "appeal_not_yours": declined_by(waiting, actor.by),
    }


def ask_form(found: Application, **given: Any) -> AskForm:
    """The form, with the usual deadline filled in where nothing is typed."""
    at = now()
    latest = latest_deadline(found, at)
    usual = min(filter(None, (at + USUAL_DEADLINE, latest))).astimezone(BANGKOK)
    return AskForm(
        earliest=at,
        latest=latest,
        version=found.version,
        day=str(usual.day),
        month=str(usual.month),
        year=str(usual.year),
        **given,
    )


def _coming(found: Application) -> str:
    """What the person answered; empty without an answer."""
    if found.coming is None:
        return ""
    return _("Says: I am coming") if found.coming else _("Says: I cannot come. The place is free.")
