"""What events refuse."""

from flask_babel import lazy_gettext as _l

from press.errors import Conflict, Invalid, NotFound


class EventNotFound(NotFound):
    """No event has this address."""


class EventFileFault(Invalid):
    """An event file that cannot be used; the message names the file and the key."""


class EditedInBrowser(Conflict):
    """The event was changed in the browser after its file was loaded: the file may not undo that by itself."""


class WindowClosed(Conflict):
    """The event takes no applications now."""


class UnknownPlaceholder(Invalid):
    """A mail's own words name something that this mail does not know."""


class ChangedMeanwhile(Conflict):
    """Somebody else changed the event after this form was opened."""


class _Said(Conflict):
    text = _l("This was changed in the meantime. Open it again to see how it stands.")

    def __init__(self) -> None:
        super().__init__(str(self.text))


class AddressTaken(_Said):
    """Another event has this address, or these letters before its numbers."""

    text = _l("Another event has this address.")


class AddressFixed(_Said):
    """The address of an open event stands in links that people have."""

    text = _l("The address of an open event cannot be changed.")


class ContactMissing(_Said):
    """No event is open without a data-protection contact."""

    text = _l("An event does not open without a data-protection contact.")


class NotReady(_Said):
    """Something is missing that must be there before the public sees the event."""

    text = _l("Something is missing before this event can open.")
