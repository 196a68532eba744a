"""Mails to officers."""

from flask import current_app, url_for

from press.accounts.models import Account
from press.accreditation.models import Application
from press.mail.message import Message, compose
from press.web.language import locale


def mentioned(application: Application, account: Account, by_name: str) -> Message:
    """Somebody's note calls this officer. It carries neither the note nor the applicant's name."""
    base = str(current_app.extensions["press.config"].base_url)
    return compose(
        "accreditation/mentioned",
        to=account.email,
        about=f"account:{account.id}",
        first=account.locale,
        ref=application.ref,
        by_name=by_name,
        event=lambda: application.event.name(locale()),
        desk_url=base + url_for("desk.application", ref=application.ref),
    )
