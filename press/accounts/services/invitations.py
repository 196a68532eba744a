"""Staff are invited by mail, and get in by the link alone: nobody sets a password for somebody else."""

from collections.abc import Collection
from datetime import datetime

from press.accounts import mails, passwords
from press.accounts.errors import AccountDisabled, LinkSpent, TooManyLinks
from press.accounts.models import Account, MailedLink
from press.accounts.queries import account_by_email
from press.accounts.services import links
from press.accounts.services.people import account_for_address
from press.accounts.services.roles import give_roles
from press.accounts.states import LinkPurpose, Role
from press.audit.services import By, record
from press.db import db
from press.mail import outbox


def invite(
    *, email: str, roles: Collection[Role], event_id: int | None, secret_key: str, by: By, at: datetime
) -> Account:
    """Gives this address roles, for one event or (None) for all, and mails the link to set a password with; somebody
    who has one is told of the roles. Raises AccountDisabled or TooManyLinks."""
    account = account_for_address(email=email, name="", locale=None, at=at)
    if account.disabled_at is not None:
        raise AccountDisabled
    give_roles(account, roles, event_id=event_id, by=by, at=at)
    if account.password_hash is None:
        mail_invitation(account, secret_key=secret_key, by=by, at=at)
    return account


def mail_invitation(account: Account, *, secret_key: str, by: By, at: datetime) -> None:
    """Mails the link, or a new one in place of those before. Raises TooManyLinks, and LinkSpent when it was accepted
    already."""
    if account.password_hash is not None:
        raise LinkSpent
    links.close_links(account.email, purpose=LinkPurpose.INVITE, at=at)
    link = links.new_link(email=account.email, purpose=LinkPurpose.INVITE, secret_key=secret_key, at=at)
    if link is None:
        raise TooManyLinks
    outbox.queue(mails.invitation(link), at=at)
    record("account.invited", f"account:{account.id}", by=by, at=at)


def invited(link: MailedLink) -> Account:
    """Whom this link invites. Raises LinkSpent when the person has come in, was disabled, or lost every role."""
    account = account_by_email(link.email, for_update=True)
    if account is None or account.password_hash is not None or account.disabled_at is not None or not account.grants:
        raise LinkSpent
    return account


def accept(link: MailedLink, *, name: str, password: str, locale: str, at: datetime) -> Account:
    """Spends the link: the person has a name and a password from now on. Raises LinkSpent or PasswordRefused."""
    account = invited(link)
    passwords.check_new(password, email=account.email, name=name)
    links.spend(link, browser=None, code="", at=at)
    links.close_links(account.email, purpose=LinkPurpose.INVITE, at=at)
    account.name, account.locale = name, account.locale or locale
    account.password_hash = passwords.hashed(password)
    db.session.flush()
    record("account.invitation_accepted", f"account:{account.id}", by=By(account.id, name), at=at)
    return account
