"""What accounts refuse."""

from press.errors import Conflict, Gone, Invalid, NotFound, TooMany


class LinkSpent(Gone):
    """The link was used already, or its time is over; a new one can be asked for."""


class WrongCode(Invalid):
    """The code does not match."""


class WrongPassword(Invalid):
    """Address and password do not belong together; which of the two is not said."""


class PasswordRefused(Invalid):
    """A new password is too short or too long."""


class WeakPassword(PasswordRefused):
    """A new password is among those that are tried first: common, or the person's own name or address."""


class PasskeyRefused(Invalid):
    """What a browser answered with is no passkey of ours, or its challenge was answered already."""


class TooManyTries(TooMany):
    """Too many wrong passwords or codes for this account."""


class TooManyLinks(TooMany):
    """This address has had its share of mailed links for this hour."""


class LastAdmin(Conflict):
    """Nobody would be left who can give roles for all events."""


class AccountDisabled(Conflict):
    """The account is disabled; enabling it comes first."""


class AccountNotFound(NotFound):
    """There is no such account, or it is nothing to the asker."""
