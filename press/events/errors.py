"""What events refuse."""

from press.errors import Conflict, Invalid, NotFound


class EventNotFound(NotFound):
    """No event has this address."""


class EventFileFault(Invalid):
    """An event file that cannot be used; the message names the file and the key."""


class WindowClosed(Conflict):
    """The event takes no applications now."""
