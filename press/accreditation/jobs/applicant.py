"""What repeats for applicants: reminders before a deadline, and the end of forms that nobody goes on with."""

from datetime import timedelta

from flask import Flask, current_app

from press.accreditation.services import asking
from press.accreditation.services.form_drafts import forget_old
from press.clock import now
from press.db import db_transaction
from press.jobs.worker import repeats

REMIND = "accreditation.remind"
FORGET_DRAFTS = "accreditation.forget_form_drafts"


def remind() -> None:
    """Mails whoever has a day left to answer."""
    # Mails name addresses of ours, which are made in a request's context.
    with current_app.test_request_context(base_url=current_app.extensions["press.config"].base_url), db_transaction():
        asking.remind(at=now())


def forget_drafts() -> None:
    """Deletes forms that were begun and left."""
    with db_transaction():
        forget_old(at=now())


def init_app(app: Flask) -> None:
    repeats(app, REMIND, remind, every=timedelta(hours=1))
    repeats(app, FORGET_DRAFTS, forget_drafts, every=timedelta(days=1))
