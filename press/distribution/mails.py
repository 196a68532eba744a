"""Mails of distribution."""

from datetime import datetime

from flask import current_app, url_for

from press.accounts.models import Account
from press.mail.message import Message, compose


def tripwire(account: Account, *, at: datetime) -> Message:
    """Somebody tries addresses before a lift. It names no kit, so that the mail itself gives nothing away."""
    base = str(current_app.extensions["press.config"].base_url)
    return compose(
        "distribution/tripwire",
        to=account.email,
        about=f"account:{account.id}",
        at=at,
        alarms_url=base + url_for("studio.alarms"),
    )
