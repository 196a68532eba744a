"""Where an upload lies in the store. Everything of one upload begins with its own random key and is shared with no
other, so that deleting one person's file can never take another's."""

import re

QUARANTINE = "quarantine/"
KEPT = "uploads/"
_PLACE = re.compile(rf"(?:{QUARANTINE}|{KEPT})([0-9a-f]{{32}})/")


def piece_place(key: str, number: int, sha256: str) -> str:
    """A piece in quarantine. It is named by its content too: the same piece sent twice is one object."""
    return f"{QUARANTINE}{key}/{number:03d}-{sha256}"


def kept_place(key: str, sha256: str) -> str:
    """The original, or what was drawn from it, by its own SHA-256."""
    return f"{KEPT}{key}/{sha256}"


def key_in(place: str) -> str:
    """Whose object this is; empty where it is nobody's."""
    found = _PLACE.match(place)
    return found[1] if found else ""
