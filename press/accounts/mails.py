"""Mails of accounts."""

from press.accounts.models import MailedLink
from press.mail.message import Message, compose

SECRET = "accounts.link"  # noqa: S105 - a name, not a secret


def sign_in_link(link: MailedLink) -> Message:
    """The link that signs a journalist in. It carries nothing that anybody typed."""
    return compose("accounts/sign_in_link", to=link.email, about=f"mailed_link:{link.id}", secret=(SECRET, link.id))
