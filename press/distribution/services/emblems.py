"""The verbs of certification emblems: asking, and what officers decide."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from press.accounts.models import Account
from press.audit.services import By, record
from press.db import db
from press.distribution import emblem_mails as mails
from press.distribution.errors import AskedAlready, EmblemDecided, EndsTooSoon
from press.distribution.models import EmblemRequest
from press.distribution.queries.emblems import emblems_ending
from press.distribution.states import EMBLEM_MOVES, EmblemState
from press.kits.models import Kit
from press.mail import outbox
from press.mail.message import Message

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is read wrongly over the telephone
TOLD_BEFORE = (timedelta(days=30), timedelta(days=7), timedelta(0))
_LENGTH = 10  # about 49 bits: nobody finds a code by trying


@dataclass(frozen=True)
class Wish:
    """What somebody types who asks for an emblem."""

    contact_name: str
    phone: str
    organisation_th: str
    organisation_en: str
    purpose: str


def ask(wish: Wish, *, kit: Kit, account: Account, by: By, at: datetime) -> EmblemRequest:
    """Keeps the request; its sender and the event's contact are told. Raises AskedAlready.

    The caller holds the account's row, so that two forms in one moment make one request."""
    waits = select(EmblemRequest.id).where(
        EmblemRequest.kit_id == kit.id,
        EmblemRequest.account_id == account.id,
        EmblemRequest.state == EmblemState.REQUESTED,
    )
    if db.session.scalar(waits) is not None:
        raise AskedAlready
    made = EmblemRequest(
        code="".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)),
        kit=kit,
        account=account,
        contact_name=wish.contact_name,
        phone=wish.phone,
        organisation_th=wish.organisation_th,
        organisation_en=wish.organisation_en,
        purpose=wish.purpose,
        state=EmblemState.REQUESTED,
        asked_at=at,
        reason="",
    )
    db.session.add(made)
    db.session.flush()
    record("emblem.requested", made.subject, by=by, at=at, kit=kit.slug, account=account.id)
    outbox.queue_many([mails.emblem_asked(made), *mails.emblem_waits(made)], at=at)
    return made


def approve(found: EmblemRequest, *, until: datetime, by: By, at: datetime) -> None:
    """Lets them use the emblem from now until a moment, and tells them. Raises EmblemDecided, EndsTooSoon."""
    if until <= at:
        raise EndsTooSoon
    _decide(found, EmblemState.APPROVED, reason="", by=by, at=at, until=until.isoformat())
    found.valid_from, found.valid_until, found.end_told_at = at, until, at
    _tell(mails.emblem_approved(found), at)


def decline(found: EmblemRequest, *, reason: str, by: By, at: datetime) -> None:
    """Says no, and why. Raises EmblemDecided."""
    _decide(found, EmblemState.DECLINED, reason=reason, by=by, at=at)
    _tell(mails.emblem_declined(found), at)


def revoke(found: EmblemRequest, *, reason: str, by: By, at: datetime) -> None:
    """Ends an approval: from the next request on its files are closed, and everyone who asks sees so. Raises
    EmblemDecided."""
    _decide(found, EmblemState.REVOKED, reason=reason, by=by, at=at)
    _tell(mails.emblem_revoked(found), at)


def tell_of_ends(*, at: datetime) -> None:
    """Tells holders that their right ends soon, as long before as `TOLD_BEFORE` says, and that it has ended. Of what
    came due while nobody looked the last is told; an approval for less time than that has told of its end itself."""
    for found in emblems_ending(at + max(TOLD_BEFORE), for_update=True):
        until, told = found.valid_until, found.end_told_at
        if until is None or told is None or told >= max(until - each for each in TOLD_BEFORE if until - each <= at):
            continue
        found.end_told_at = at
        _tell(mails.emblem_expired(found) if until <= at else mails.emblem_ends(found), at)


def _decide(found: EmblemRequest, state: EmblemState, *, reason: str, by: By, at: datetime, **details: str) -> None:
    if state not in EMBLEM_MOVES[found.state_at(at)]:
        raise EmblemDecided
    found.state, found.reason = state, reason
    found.decided_at, found.decided_by_id = at, by.account_id
    record(f"emblem.{state}", found.subject, by=by, at=at, kit=found.kit.slug, **details)


def _tell(message: Message, at: datetime) -> None:
    db.session.flush()
    outbox.queue(message, at=at)
