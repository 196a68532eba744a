"""What crews and confirmations leave to the worker: the links in their mails, and the reminders."""

from datetime import timedelta

from flask import Flask, current_app, url_for

from press.accreditation.mails.people import CONFIRMATION_SECRET, CREW_SECRET
from press.accreditation.models import Confirmation, CrewInvitation
from press.accreditation.services import confirming, inviting
from press.accreditation.services.reminding import remind_unanswered
from press.clock import now
from press.db import db, db_transaction
from press.jobs.worker import repeats
from press.mail import delivery

JOB = "accreditation.reminders"
EVERY = timedelta(hours=1)


def remind() -> None:
    """The job: reminds whoever has not answered."""
    with db_transaction():
        remind_unanswered(at=now())


def crew_url(invitation_id: int) -> str:
    """The address that an invitation's mail carries, made again from its row."""
    invitation = db.session.get_one(CrewInvitation, invitation_id)
    return _url("accreditation.crew_invitation", inviting.token_of(invitation, _secret_key()))


def confirmation_url(confirmation_id: int) -> str:
    """The address that a newsroom's mail carries, made again from its row."""
    asked = db.session.get_one(Confirmation, confirmation_id)
    return _url("accreditation.newsroom", confirming.token_of(asked, _secret_key()))


def _secret_key() -> str:
    return str(current_app.extensions["press.config"].secret_key)


def _url(endpoint: str, token: str) -> str:
    base_url = str(current_app.extensions["press.config"].base_url)
    with current_app.test_request_context(base_url=base_url):
        return base_url + url_for(endpoint, token=token)


def init_app(app: Flask) -> None:
    repeats(app, JOB, remind, every=EVERY)
    delivery.fills_secret(app, CREW_SECRET, crew_url)
    delivery.fills_secret(app, CONFIRMATION_SECRET, confirmation_url)
