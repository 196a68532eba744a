"""Readers with a session and a credential, as many as are wanted."""

from flask import Flask
from sqlalchemy import select

from press.accounts.models import Account
from press.accounts.states import Strength
from press.accreditation.models import Application, Credential
from press.clock import now
from press.db import db
from tests.support.people import signed_in


def cookies_of_readers(app: Flask, number: int) -> list[str]:
    """The `Cookie` header of a session of each who has a credential; some have several, until there are enough."""
    with app.app_context():
        held = db.session.scalars(
            select(Account.id)
            .join(Application, Application.account_id == Account.id)
            .join(Credential, Credential.application_id == Application.id)
            .where(Credential.revoked_at.is_(None))
            .distinct()
        ).all()
    cookies = []
    for each in range(number):
        cookie = signed_in(app, held[each % len(held)], Strength.LINK, now()).client.get_cookie("press")
        assert cookie is not None
        cookies.append(f"press={cookie.value}")
    return cookies
