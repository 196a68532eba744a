"""A forgotten password is set anew by a mailed link."""

from datetime import datetime

from press.accounts.errors import LinkSpent
from press.accounts.models import MailedLink
from press.accounts.queries import account_by_email
from press.accounts.services import links, staff
from press.accounts.states import LinkPurpose
from press.audit.services import By


def reset_wanted(token: str, *, at: datetime) -> MailedLink:
    """The link that sets a new password. Raises LinkSpent."""
    return links.find_link(token, purpose=LinkPurpose.RESET, at=at)


def reset_password(link: MailedLink, *, password: str, at: datetime) -> None:
    """Spends the link and sets the password: every session ends, and the person is told. It opens nothing by itself.

    Raises LinkSpent when the account was disabled or is staff no more, and PasswordRefused: the caller then undoes
    it all, and the link still works."""
    account = account_by_email(link.email, for_update=True)
    if account is None or account.disabled_at is not None or not account.grants:
        raise LinkSpent
    links.spend(link, browser=None, code="", at=at)
    links.close_links(account.email, purpose=LinkPurpose.RESET, at=at)
    staff.change_password(
        account, password=password, by=By(account.id, account.name), at=at, action="account.password_reset"
    )
