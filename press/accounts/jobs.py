"""What accounts leave to the worker: a known and an unknown address get the same answer, in the same time,
because the page does nothing but queue."""

from typing import Any

from flask import Flask, current_app, url_for

from press.accounts.mails import SECRET, reset_link, sign_in_link
from press.accounts.models import MailedLink
from press.accounts.queries import account_by_email
from press.accounts.services.links import new_link, token_of
from press.accounts.states import LinkPurpose
from press.accounts.tokens import hash_token
from press.clock import now
from press.db import db, db_transaction
from press.jobs.worker import handles
from press.mail import delivery, outbox

JOB = "accounts.sign_in_link"
RESET_JOB = "accounts.reset_link"
_ENDPOINTS = {
    LinkPurpose.SIGN_IN: "accounts.follow_link",
    LinkPurpose.PROVE: "accreditation.confirm",
    LinkPurpose.INVITE: "accounts.invitation",
    LinkPurpose.RESET: "accounts.reset",
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
            outbox.queue(sign_in_link(link, first=account.locale), at=at)


def mail_reset_link(payload: dict[str, Any]) -> None:
    """The job: mails a link to set a new password, if the address is that of staff who have one. Who was invited and
    has none yet is helped by whoever invites."""
    at = now()
    with db_transaction():
        account = account_by_email(payload["email"])
        if account is None or account.disabled_at is not None or account.password_hash is None or not account.grants:
            return
        link = new_link(
            email=account.email,
            purpose=LinkPurpose.RESET,
            secret_key=current_app.extensions["press.config"].secret_key,
            at=at,
        )
        if link is not None:
            outbox.queue(reset_link(link, first=account.locale), at=at)


def link_url(link_id: int) -> str:
    """The address that the mail carries, made again from the link's row, with the key that it was made with."""
    config = current_app.extensions["press.config"]
    link = db.session.get_one(MailedLink, link_id)
    tokens = [token_of(link, key) for key in config.secret_keys]
    token = next((each for each in tokens if hash_token(each) == link.token_hash), tokens[0])
    with current_app.test_request_context(base_url=config.base_url):
        return str(config.base_url) + url_for(_ENDPOINTS[link.purpose], token=token)


def init_app(app: Flask) -> None:
    handles(app, JOB, mail_sign_in_link)
    handles(app, RESET_JOB, mail_reset_link)
    delivery.fills_secret(app, SECRET, link_url)
