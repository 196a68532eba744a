"""What the worker does for those who hold something of a kit: it tells them, and seals a kit for whoever keeps it."""

from datetime import timedelta
from typing import Any

from flask import Flask, current_app, url_for

from press.accounts.tokens import hash_token, made_token
from press.clock import now
from press.db import db, db_transaction
from press.distribution import holder_mails, sealing
from press.distribution.models import HandOver, Notice, NoticeReceipt
from press.distribution.queries.told_files import rights_ended
from press.distribution.services import handing_over, telling
from press.distribution.states import HandOverState, NoticeKind
from press.jobs.services import GiveUp
from press.jobs.worker import handles, repeats
from press.kits.services.telling import tell_holders as leave_to_tell
from press.mail import delivery
from press.storage.errors import ObjectNotFound, StorageUnavailable
from press.storage.keys import content_key
from press.storage.store import current_store

TELL = "distribution.tell_holders"
RIGHTS = "distribution.rights_ended"
RIGHTS_EVERY = timedelta(minutes=1)


def tell_holders(payload: dict[str, Any]) -> None:
    """The job: a notice, a receipt for each who is to know, and their mails, some in each transaction."""
    with db_transaction():
        notice = _begun(payload["kit_id"], NoticeKind(payload["kind"]), payload["row_id"])
        number = notice.id if notice else 0
    told = 1
    while told:
        with db_transaction():
            told = telling.tell_some(number, holder_mails.notices, at=now())


def find_ended_rights() -> None:
    """The job: who holds a file whose right of use has ended is to be told. The notice is begun in the same transaction
    as its mails are left for later, so that each day is told of once."""
    if not rights_ended(now()):
        db.session.rollback()  # no lock of anybody's for nothing
        return
    with db_transaction():
        at = now()
        for entry in rights_ended(at):
            kit_id = entry.kit_revision.kit_id
            _begun(kit_id, NoticeKind.RIGHTS_ENDED, entry.id)
            leave_to_tell(kit_id, NoticeKind.RIGHTS_ENDED, entry.id, at=at)


def _begun(kit_id: int, kind: NoticeKind, row_id: int) -> Notice | None:
    config = current_app.extensions["press.config"]
    return telling.begin_notice(kit_id, kind, row_id, secret_key=config.secret_key, at=now())


def seal(payload: dict[str, Any]) -> None:
    """The job: seals a kit and puts it into the store. While the store does not answer it is tried again; when a file
    is gone from there, it cannot be made."""
    number = payload["hand_over_id"]
    made = db.session.get_one(HandOver, number)
    if made.state is not HandOverState.WAITING:
        return
    plan = sealing.plan(made, at=now())
    db.session.rollback()  # ends the reading
    store = current_store()
    try:
        with sealing.sealed(plan, store) as zipped:
            key = content_key(zipped.sha256)
            store.put(key, zipped.file, content_type="application/zip", sha256=zipped.sha256)
    except (StorageUnavailable, ObjectNotFound) as fault:
        is_gone = isinstance(fault, ObjectNotFound)
        with db_transaction():
            handing_over.note_fault(db.session.get_one(HandOver, number), type(fault).__name__, final=is_gone)
        if is_gone:
            raise GiveUp("a file of the kit is not in the store") from fault
        raise
    with db_transaction():
        made = db.session.get_one(HandOver, number)
        handing_over.finish(made, sha256=zipped.sha256, size=zipped.size, at=now())


def notice_url(receipt_id: int) -> str:
    """The address that a notice's mail carries, made again with the key that it was made with."""
    config = current_app.extensions["press.config"]
    receipt = db.session.get_one(NoticeReceipt, receipt_id)
    tokens = [made_token(receipt.nonce, purpose=telling.PURPOSE, secret_key=key) for key in config.secret_keys]
    token = next((each for each in tokens if hash_token(each) == receipt.token_hash), tokens[0])
    with current_app.test_request_context(base_url=config.base_url):
        return str(config.base_url) + url_for("distribution.notice", token=token)


def init_app(app: Flask) -> None:
    handles(app, TELL, tell_holders)
    repeats(app, RIGHTS, find_ended_rights, every=RIGHTS_EVERY)
    handles(app, handing_over.JOB, seal)
    delivery.fills_secret(app, holder_mails.SECRET, notice_url)
