"""What the worker does for those who hold something of a kit: it tells them of changes."""

from typing import Any

from flask import Flask, current_app, url_for

from press.accounts.tokens import hash_token, made_token
from press.clock import now
from press.db import db, db_transaction
from press.distribution import holder_mails
from press.distribution.models import NoticeReceipt
from press.distribution.services import telling
from press.distribution.states import NoticeKind
from press.jobs.worker import handles
from press.mail import delivery

TELL = "distribution.tell_holders"


def tell_holders(payload: dict[str, Any]) -> None:
    """The job: a notice, a receipt for each who is to know, and their mails, some in each transaction."""
    config = current_app.extensions["press.config"]
    with db_transaction():
        notice = telling.begin_notice(
            payload["kit_id"],
            NoticeKind(payload["kind"]),
            payload["row_id"],
            secret_key=config.secret_key,
            at=now(),
        )
        number = notice.id if notice else 0
    told = 1
    while told:
        with db_transaction():
            told = telling.tell_some(number, holder_mails.notices, at=now())


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
    delivery.fills_secret(app, holder_mails.SECRET, notice_url)
