"""What kits refuse."""

from press.errors import Conflict, Invalid, NotFound
from press.kits.models import DraftFile


class KitNotFound(NotFound):
    """No such kit, release or file, or none that this reader may know of now."""


class EventMissing(Invalid):
    """The kit belongs to an event that is not there yet."""


class EmbargoMovedEarlier(Conflict):
    """Publishing never brings an embargo forward: that is a person's act."""


class FolderChanged(Conflict):
    """The folder was changed while it was being read."""


class DraftOpen(Conflict):
    """A draft of the kit's next revision is open already."""


class DraftMoved(Conflict):
    """The draft is no longer where this act begins: somebody else has moved it."""


class NothingKept(Conflict):
    """The folder of the revision that holds was not kept; publish it once more, and it is."""


class DraftChanged(Conflict):
    """Somebody has changed the draft, and the folder would undo it."""


class FolderNotEmpty(Conflict):
    """A kit is written into a folder of its own."""


class FolderUnfit(Invalid):
    """The folder of a revision cannot be written as it is named."""


class FileChanged(Conflict):
    """Somebody else saved this file in the meantime. `file` is what stands there now; None when it was removed."""

    def __init__(self, file: DraftFile | None) -> None:
        super().__init__()
        self.file = file
