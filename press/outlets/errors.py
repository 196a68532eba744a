"""What the registry refuses."""

from press.errors import Conflict, NotFound


class OutletNotFound(NotFound):
    """No such outlet."""


class IllegalOutletMove(Conflict):
    """An outlet in this state cannot go to that one."""


class OutletFileFault(Conflict):
    """A file of outlets that cannot be read; the message names row and column."""
