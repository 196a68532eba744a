"""What the registry refuses."""

from flask_babel import lazy_gettext as _l

from press.errors import Conflict, Invalid, NotFound


class OutletNotFound(NotFound):
    """No such outlet, owner, alias, platform or merge."""


class IllegalOutletMove(Conflict):
    """An outlet in this state cannot go to that one."""

    def __init__(self) -> None:
        super().__init__(_l("The outlet's state has changed since. Open it again to see it."))


class EditedMeanwhile(Conflict):
    """Somebody else changed the outlet after this officer's page was opened."""


class NotUndone(Conflict):
    """This merge was undone already."""

    def __init__(self) -> None:
        super().__init__(_l("This merge has already been undone."))


class OwnName(Invalid):
    """An outlet's own name, or one that a platform gives, is not taken away as an alias."""

    def __init__(self) -> None:
        super().__init__(_l("This is the outlet's own name, or that of a platform. Change it there."))


class OutletFileFault(Conflict):
    """A file of outlets that cannot be read; the message names line and column."""
