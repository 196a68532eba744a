"""Journalists' accounts: made when an address is proven, without a password."""

from datetime import datetime

from press.accounts.models import Account
from press.accounts.queries import account_by_email
from press.db import db


def account_for_address(*, email: str, name: str, locale: str, at: datetime) -> Account:
    """The account of a proven address, made if there is none yet."""
    account = account_by_email(email, for_update=True)
    if account is None:
        account = Account(email=email, name=name, locale=locale, created_at=at, grants=[])
        db.session.add(account)
        db.session.flush()
    return account
