"""Accounts made when an address is proven or invited, and what their owners change themselves."""

from datetime import datetime

from press.accounts.models import Account
from press.accounts.queries import account_by_email
from press.db import db


def account_for_address(*, email: str, name: str, locale: str | None, at: datetime) -> Account:
    """The account of this address, made without a password if there is none yet."""
    account = account_by_email(email, for_update=True)
    if account is None:
        account = Account(email=email, name=name, locale=locale, created_at=at, grants=[])
        db.session.add(account)
        db.session.flush()
    return account


def edit_own(account: Account, *, name: str, locale: str) -> None:
    """The name that others see, and the language of pages and mails."""
    account.name, account.locale = name, locale
    db.session.flush()
