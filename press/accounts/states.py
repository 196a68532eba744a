"""Roles, and how strongly a person has proven who they are."""

from datetime import timedelta
from enum import StrEnum


class Role(StrEnum):
    ADMIN = "admin"
    OFFICER = "officer"
    EDITOR = "editor"
    GATE = "gate"
    DPO = "dpo"  # data protection: sees requests and audit, decides nothing


class Strength(StrEnum):
    """What was shown at sign-in: a mailed link, a password, or a password and a second factor."""

    LINK = "link"
    PASSWORD = "password"  # noqa: S105 - a grade, not a secret
    SECOND_FACTOR = "second_factor"


class LinkPurpose(StrEnum):
    SIGN_IN = "sign_in"
    PROVE = "prove"
    INVITE = "invite"
    RESET = "reset"
    DRAFT = "draft"


# How long a mailed link works. An invitation may lie over a weekend and a holiday.
_QUICKLY = timedelta(minutes=15)
LINK_LIFETIME = {
    LinkPurpose.SIGN_IN: _QUICKLY,
    LinkPurpose.PROVE: _QUICKLY,
    LinkPurpose.INVITE: timedelta(days=7),
    LinkPurpose.RESET: _QUICKLY,
    LinkPurpose.DRAFT: timedelta(days=1),
}


# Staff see everyone's papers: theirs are short. A journalist's outlives the weeks before an event.
LONGEST = {
    Strength.LINK: timedelta(days=60),
    Strength.PASSWORD: timedelta(hours=12),
    Strength.SECOND_FACTOR: timedelta(hours=12),
}
IDLE = {
    Strength.LINK: timedelta(days=30),
    Strength.PASSWORD: timedelta(hours=2),
    Strength.SECOND_FACTOR: timedelta(hours=2),
}
