"""What distribution refuses."""

from dataclasses import dataclass
from typing import Any

from press.errors import NotFound, Unavailable
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


class FileUnavailable(Unavailable):
    """The store does not hand out a file now; the page names the press contact."""

    def __init__(self, message: str, contact: PressContact | None) -> None:
        super().__init__(message)
        self.contact = contact


class SubscriptionNotFound(NotFound):
    """No subscription has this address, or has it any longer."""
