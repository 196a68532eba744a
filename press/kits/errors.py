"""What kits refuse."""

from flask_babel import gettext as _

from press.errors import Conflict, Invalid, NotFound, Unavailable
from press.kits.models import DraftFile, Kit


class KitNotFound(NotFound):
    """No such kit, release or file, or none that this reader may know of now."""


class EventMissing(Invalid):
    """The kit belongs to an event that is not there yet."""


class WrongClock(Conflict):
    """A folder says a moment that the kit cannot have. `key`: which one, as kit.toml calls it."""

    def __init__(self, message: str, key: str = "embargo_until") -> None:
        super().__init__(message)
        self.key = key


class EmbargoMovedEarlier(WrongClock):
    """Publishing never brings an embargo, or the opening before it, forward: that is a person's act."""


class EmbargoPutBack(WrongClock):
    """A kit that has lifted stays lifted: what was published is published, and taking back is an act of its own."""


class DraftNotThere(NotFound):
    """Nothing is being written for this kit."""


class DraftFaulty(Invalid):
    """The draft has faults, or has not been checked as it now is."""

    def __init__(self) -> None:
        super().__init__(_("The draft has faults. They are listed below; nothing was done."))


class BaseMoved(Conflict):
    """Another revision has been published since this draft was begun."""

    def __init__(self) -> None:
        super().__init__(
            _("Another revision has been published since this draft was begun. Go on deliberately, or discard it.")
        )


class OneselfTwice(Conflict):
    """A second pair of eyes is needed, and these are the first."""

    def __init__(self) -> None:
        super().__init__(_("This needs somebody else: you have written it or asked for it yourself."))


class AlreadySeen(Conflict):
    """Somebody else has approved this already, or it waits for nobody."""


class ReleaseHasEnded(Conflict):
    """The release or file is taken back already."""


class ReleaseNotThere(NotFound):
    """The revision that holds has no such release or file."""


class ClockStands(Conflict):
    """The clock stands at this time already."""

    def __init__(self) -> None:
        super().__init__(_("It is already set to this time."))


class ClockMoved(Conflict):
    """The move of the clock was decided on in the meantime."""


class ClockPassed(Conflict):
    """The clock's time is past: nothing can be brought forward any more."""

    def __init__(self) -> None:
        super().__init__(_("This time is past already: there is nothing left to bring forward."))


class MoveWaits(Conflict):
    """Another move of this kit's clock waits for a second person."""

    def __init__(self) -> None:
        super().__init__(_("Another change of this time is waiting for a second person. Decide on that one first."))


class OpensAfterLift(Invalid):
    """A kit cannot open to its readers after its embargo has lifted."""

    def __init__(self) -> None:
        super().__init__(_("The kit cannot open after its embargo has lifted."))


class BeingMadeAnew(Unavailable):
    """The file holds something that was taken back, and is being made anew without it."""

    def __init__(self) -> None:
        super().__init__(
            _("Part of this file has been withdrawn. It is being rebuilt without it: try again in a few minutes.")
        )


class FolderChanged(Conflict):
    """The folder was changed while it was being read."""


class DraftOpen(Conflict):
    """A draft of the kit's next revision is open already."""


class DraftMoved(Conflict):
    """The draft is no longer where this act begins: somebody else has moved it."""


class NoDraftOpen(DraftMoved):
    """Nothing is being written for this kit, so that nothing can be changed."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(_("No draft of this kit is open: it was published or discarded. Open the next one first."))
        self.kit = kit


class NothingKept(Conflict):
    """The folder of the revision that holds was not kept; publish it once more, and it is."""


class DraftChanged(Conflict):
    """Somebody has changed the draft, and the folder would undo it."""


class FolderNotEmpty(Conflict):
    """A kit is written into a folder of its own."""


class FolderUnfit(Invalid):
    """The folder of a revision cannot be written as it is named."""


class KitNameTaken(Conflict):
    """A kit has this name in addresses already."""


class TextUnreadable(Invalid):
    """A text of the draft is no TOML, or says something else where a value is to go: a person has to mend it first."""

    def __init__(self, path: str) -> None:
        super().__init__(
            _(
                "Nothing was saved: %(file)s cannot be read as it stands. Mend the file itself under “Other texts”.",
                file=path,
            )
        )


class FileChanged(Conflict):
    """Somebody else saved this file in the meantime. `file` is what stands there now, None when it was
    removed; `mine` is what was to be written."""

    def __init__(self, file: DraftFile | None, mine: str = "") -> None:
        super().__init__()
        self.file = file
        self.mine = mine
