"""Telling everybody who holds something of a kit that it has changed, and noting who has seen it.

The people are found once, in one transaction; the mails follow some at a time, so that a long list holds no lock. What
was begun is taken up again where it stopped, and nobody is mailed twice."""

import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import insert, select, update

from press.accounts.tokens import hash_token, made_token
from press.audit.services import SYSTEM, By, record
from press.db import OperationalError, db, separate_transaction
from press.distribution.models import Notice, NoticeReceipt
from press.distribution.queries.told import Cause, Recipient, cause_of, known_notice, recipients
from press.distribution.states import NoticeKind
from press.kits.models import AssetEnding, AssetEntry, Correction, EmbargoChange, Kit
from press.kits.queries import current_revision
from press.kits.states import Audience
from press.mail import outbox
from press.mail.message import Message

log = logging.getLogger(__name__)

PURPOSE = "kit-notice"
AT_ONCE = 50
Compose = Callable[[Notice, Sequence[NoticeReceipt], datetime], list[Message]]


def begin_notice(kit_id: int, kind: NoticeKind, row_id: int, *, secret_key: str, at: datetime) -> Notice | None:
    """The notice of this change with a receipt for each person who is to know, made once however often it is asked for.
    None when the change is not there."""
    cause = cause_of(kind, row_id)
    if cause is None:
        return None
    known = known_notice(kind, row_id)
    if known is not None:
        return known
    kit = db.session.get_one(Kit, kit_id)
    notice = Notice(kit=kit, kind=kind, cause_id=row_id, at=at, **_said_by(cause))
    db.session.add(notice)
    db.session.flush()
    people = [one for one in recipients(kit, kind, cause) if _is_to_know(one, kind, kit)]
    if people:
        db.session.execute(insert(NoticeReceipt), [_receipt(notice, one, secret_key) for one in people])
    record("notice.made", f"kit:{kit.slug}", by=SYSTEM, at=at, kind=kind, cause=row_id, people=len(people))
    return notice


def tell_some(notice_id: int, compose: Compose, *, at: datetime) -> int:
    """Puts the mails of the next people who were not told yet into the outbox; returns how many they were."""
    waiting = db.session.scalars(
        select(NoticeReceipt)
        .join(NoticeReceipt.account)
        .where(NoticeReceipt.notice_id == notice_id, NoticeReceipt.told_at.is_(None))
        .order_by(NoticeReceipt.id)
        .limit(AT_ONCE)
        .with_for_update(of=NoticeReceipt)
    ).all()
    if not waiting:
        return 0
    outbox.queue_many(compose(waiting[0].notice, waiting, at), at=at)
    for receipt in waiting:
        receipt.told_at = at
    db.session.flush()
    return len(waiting)


def token_of(receipt: NoticeReceipt, secret_key: str) -> str:
    """The link's token, made again."""
    return made_token(receipt.nonce, purpose=PURPOSE, secret_key=secret_key)


def mark_opened(receipt: NoticeReceipt, *, at: datetime) -> None:
    """The person says that they have seen it."""
    if receipt.opened_at is None:
        receipt.opened_at = at
        db.session.flush()


def mark_seen_signed_in(receipt: NoticeReceipt, *, at: datetime) -> None:
    """The person has opened it signed in. In a transaction of its own: the request that it belongs to only reads, and
    reading goes on while nothing can be written."""
    if receipt.opened_at is not None:
        return
    seen = update(NoticeReceipt).where(NoticeReceipt.id == receipt.id, NoticeReceipt.opened_at.is_(None))
    try:
        with separate_transaction() as connection:
            connection.execute(seen.values(opened_at=at))
    except OperationalError:  # the database is locked, or the disk is full: the next opening counts
        log.warning("a notice could not be noted as seen")


def note_telephoned(receipt: NoticeReceipt, *, remark: str, by: By, at: datetime) -> None:
    """Somebody of the PR team has told the person by telephone; `remark` is what was said. Again: what holds is new."""
    receipt.telephoned_at, receipt.telephoned_by_id, receipt.remark = at, by.account_id, remark
    notice = receipt.notice
    person = f"account:{receipt.account_id}"  # a name could not be erased from there
    record("notice.telephoned", f"kit:{notice.kit.slug}", by=by, at=at, notice=notice.id, person=person)


def _said_by(cause: Cause) -> dict[str, object]:
    if isinstance(cause, EmbargoChange):
        return {"release_id": None, "note_th": cause.reason, "note_en": cause.reason}
    if isinstance(cause, Correction):
        return {"release_id": cause.release_id, "note_th": cause.note_th, "note_en": cause.note_en}
    if isinstance(cause, AssetEntry):  # the day says all
        return {"release_id": None, "note_th": "", "note_en": ""}
    release_id = None if isinstance(cause, AssetEnding) else cause.release_id
    return {"release_id": release_id, "note_th": cause.reason_th, "note_en": cause.reason_en}


def _is_to_know(person: Recipient, kind: NoticeKind, kit: Kit) -> bool:
    """Who was revoked still holds the file, and is told not to use it or to wait; a correction leads to a text that is
    not theirs any more."""
    if kind is not NoticeKind.CORRECTED or person.credentialed:
        return True
    revision = current_revision(kit.id)
    return revision is not None and revision.audience is Audience.PUBLIC


def _receipt(notice: Notice, person: Recipient, secret_key: str) -> dict[str, object]:
    nonce = secrets.token_hex(16)
    token = made_token(nonce, purpose=PURPOSE, secret_key=secret_key)
    return {
        "notice_id": notice.id,
        "account_id": person.account_id,
        "nonce": nonce,
        "token_hash": hash_token(token),
        "remark": "",
    }
