"""What kits refuse."""

from press.errors import Conflict, Invalid, NotFound


class KitNotFound(NotFound):
    """No such kit, release or file, or none that this reader may know of now."""


class EventMissing(Invalid):
    """The kit belongs to an event that is not there yet."""


class EmbargoMovedEarlier(Conflict):
    """Publishing never brings an embargo forward: that is a person's act."""


class FolderChanged(Conflict):
    """The folder was changed while it was being read."""
