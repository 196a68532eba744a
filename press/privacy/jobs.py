"""What privacy leaves to the worker: the last mail to somebody erased is deleted once it is sent."""

from datetime import timedelta

from flask import Flask

from press.db import db_transaction
from press.jobs.worker import repeats
from press.mail import outbox
from press.privacy.mails import ERASED

FORGET = "privacy.forget_told"


def forget_told() -> None:
    """The job: no address of an erased person outlives the mail that told them."""
    with db_transaction():
        outbox.forget_told(ERASED)


def init_app(app: Flask) -> None:
    repeats(app, FORGET, forget_told, every=timedelta(minutes=10))
