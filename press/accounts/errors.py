"""What accounts refuse."""

from press.errors import Gone, Invalid, TooMany


class LinkSpent(Gone):
    """The link was used already, or its 15 minutes are over; a new one can be asked for."""


class WrongCode(Invalid):
    """The code does not match."""


class WrongPassword(Invalid):
    """Address and password do not belong together; which of the two is not said."""


class TooManyTries(TooMany):
    """Too many wrong passwords or codes for this account."""
