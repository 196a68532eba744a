"""Mails of accounts, each in its reader's language first where that is known. Those about security say what happened
and what to do, and name no one who did it."""

from datetime import datetime

from press.accounts.models import Account, MailedLink
from press.mail.message import Message, compose

SECRET = "accounts.link"  # noqa: S105 - a name, not a secret


def sign_in_link(link: MailedLink, *, first: str | None) -> Message:
    """The link that signs a journalist in. It carries nothing that anybody typed."""
    return _with_link("accounts/sign_in_link", link, first=first)


def invitation(link: MailedLink) -> Message:
    """The link by which a new member of staff comes in. It carries nothing that anybody typed."""
    return _with_link("accounts/invitation", link)


def reset_link(link: MailedLink, *, first: str | None) -> Message:
    """The link by which a member of staff sets a new password."""
    return _with_link("accounts/reset_link", link, first=first)


def roles_changed(account: Account) -> Message:
    """Somebody's roles are others than before."""
    return _told("accounts/roles_changed", account)


def password_changed(account: Account) -> Message:
    """The password is another than before."""
    return _told("accounts/password_changed", account)


def second_factor_reset(account: Account) -> Message:
    """An administrator has taken the second factors away."""
    return _told("accounts/second_factor_reset", account)


def new_browser(account: Account, *, device: str, at: datetime) -> Message:
    """Somebody signed in with a browser that was not seen before."""
    return compose(
        "accounts/new_browser",
        to=account.email,
        about=f"account:{account.id}",
        first=account.locale,
        device=device,
        at=at,
    )


def _with_link(template: str, link: MailedLink, *, first: str | None = None) -> Message:
    return compose(template, to=link.email, about=f"mailed_link:{link.id}", secret=(SECRET, link.id), first=first)


def _told(template: str, account: Account) -> Message:
    return compose(template, to=account.email, about=f"account:{account.id}", first=account.locale)
