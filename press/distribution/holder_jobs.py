"""What the worker does for those who hold something of a kit: it tells them of changes."""

from datetime import timedelta
from typing import Any

from flask import Flask, current_app, url_for

from press.accounts.tokens import hash_token, made_token
from press.clock import now
from press.db import db, db_transaction
from press.distribution import holder_mails
from press.distribution.models import Notice, NoticeReceipt
from press.distribution.queries.told_files import rights_ended
from press.distribution.services import telling
from press.distribution.states import NoticeKind
from press.jobs.worker import handles, repeats
from press.kits.services.telling import tell_holders as leave_to_tell
from press.mail import delivery

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
    delivery.fills_secret(app, holder_mails.SECRET, notice_url)
