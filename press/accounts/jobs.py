"""What accounts leave to the worker: a known and an unknown address get the same answer, in the same time,
because the page does nothing but queue."""

from typing import Any

from flask import Flask, current_app, url_for

from press.accounts.mails import SECRET, sign_in_link
from press.accounts.models import MailedLink
from press.accounts.queries import account_by_email
from press.accounts.services.links import new_link, token_of
from press.accounts.states import LinkPurpose
from press.clock import now
from press.db import db, db_transaction
from press.jobs.worker import handles
from press.mail import delivery, outbox

JOB = "accounts.sign_in_link"
# The page that each kind of link opens.
_OPENED_BY = {
    LinkPurpose.SIGN_IN: "accounts.follow_link",
    LinkPurpose.PROVE: "accreditation.confirm",
    LinkPurpose.DRAFT: "accreditation.continue_draft",
}


def mail_sign_in_link(payload: dict[str, Any]) -> None:
    """The job: mails a link if the address has an account that may sign in."""
    at = now()
    with db_transaction():
        account = account_by_email(payload["email"])
        if account is None or account.disabled_at is not None:
            return
        link = new_link(
            email=account.email,
            purpose=LinkPurpose.SIGN_IN,
            secret_key=current_app.extensions["press.config"].secret_key,
            browser_hash=payload["browser_hash"],
            code_hash=payload["code_hash"],
            next_path=payload["next"],
            at=at,
        )
        if link is not None:
            outbox.queue(sign_in_link(link), at=at)


def link_url(link_id: int) -> str:
    """The address that the mail carries, made again from the link's row."""
    config = current_app.extensions["press.config"]
    link = db.session.get_one(MailedLink, link_id)
    token = token_of(link, config.secret_key)
    with current_app.test_request_context(base_url=config.base_url):
        return str(config.base_url) + url_for(_OPENED_BY[link.purpose], token=token)


def init_app(app: Flask) -> None:
    handles(app, JOB, mail_sign_in_link)
    delivery.fills_secret(app, SECRET, link_url)
