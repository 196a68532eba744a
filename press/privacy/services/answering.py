"""The verbs of data requests."""

from datetime import datetime

from sqlalchemy import select

from press.accounts.models import Account
from press.audit.services import By, record
from press.db import db
from press.mail import outbox
from press.privacy import mails
from press.privacy.errors import AnsweredMeanwhile
from press.privacy.models import DataRequest
from press.privacy.states import LEGAL_MOVES, RequestKind, RequestState


def ask(account: Account, *, kind: RequestKind, words: str, by: By, at: datetime) -> DataRequest:
    """Keeps the wish, and confirms it by mail. One of this kind that is open already is that one: nothing twice.

    The caller holds the account's row, so that two forms in one moment make one request."""
    open_one = db.session.scalar(
        select(DataRequest).where(
            DataRequest.account_id == account.id, DataRequest.kind == kind, DataRequest.state == RequestState.OPEN
        )
    )
    if open_one is not None:
        return open_one
    made = DataRequest(account=account, kind=kind, words=words, asked_at=at)
    db.session.add(made)
    db.session.flush()
    record("data_request.asked", made.subject, by=by, at=at, kind=kind.value, account=account.id)
    outbox.queue(mails.received(made), at=at)
    return made


def answer(found: DataRequest, *, outcome: RequestState, words: str, by: By, at: datetime) -> None:
    """Says that it was done, or refused and why; the person is told by mail. Raises AnsweredMeanwhile.

    This verb erases nothing: `press/privacy/services/erasing.py` does."""
    if outcome not in LEGAL_MOVES[found.state]:
        raise AnsweredMeanwhile
    found.state, found.answer = outcome, words
    found.closed_at, found.closed_by = at, by.name
    db.session.flush()
    record(f"data_request.{outcome.value}", found.subject, by=by, at=at)
    outbox.queue(mails.answered(found), at=at)
