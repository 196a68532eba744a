"""What distribution refuses."""

from dataclasses import dataclass
from typing import Any

from press.errors import Conflict, Gone, Invalid, NotFound, Unavailable
from press.kits.models import Tombstone
from press.web.language import in_language


@dataclass(frozen=True)
class PressContact:
    """Whom to call instead."""

    name: str
    phone: str
    email: str
    organisation: str

    @classmethod
    def from_json(cls, contact: dict[str, Any]) -> "PressContact":
        """From a contact as kits and events keep it."""
        return cls(
            contact.get("name", ""),
            contact.get("phone", ""),
            contact.get("email", ""),
            in_language(contact.get("organisation", {})),
        )


class EmblemRequestNotFound(NotFound):
    """There is no such request, or none that the asker may know of."""


class AskedAlready(Conflict):
    """This person's last request for the emblem still waits."""


class EmblemDecided(Conflict):
    """The request is no longer where this act begins: somebody else has decided on it."""


class EndsTooSoon(Invalid):
    """An approval must end after it begins."""


class ReportNotFound(NotFound):
    """There is no such report."""


class ReportDecided(Conflict):
    """Somebody else has decided on this report."""


class FileUnavailable(Unavailable):
    """The store does not hand out a file now; the page names the press contact."""

    def __init__(self, message: str, contact: PressContact | None) -> None:
        super().__init__(message)
        self.contact = contact


class TakenBack(Gone):
    """A release or file that the reader could have had and that was taken back: its tombstone is the answer. `kit` is
    the address of its press kit, where this reader has that still."""

    def __init__(self, tombstone: Tombstone, *, kit: str | None) -> None:
        super().__init__()
        self.tombstone = tombstone
        self.kit = kit


class SubscriptionNotFound(NotFound):
    """No subscription has this address, or has it any longer."""
