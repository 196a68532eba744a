"""How one entry holds on to the one before it: the canonical form, and its hash."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64  # what the first entry follows


def canonical_details(details: dict[str, Any]) -> dict[str, Any]:
    """The details as they will be read back. Raises TypeError or ValueError for what JSON cannot hold."""
    read: dict[str, Any] = json.loads(json.dumps(details, allow_nan=False))
    return read


def entry_hash(
    previous: str,
    *,
    id: int,
    at: datetime,
    actor_id: int | None,
    actor: str,
    action: str,
    subject: str,
    details: Any,
) -> str:
    """SHA-256, in hexadecimal, of the hash before and every column of this entry: JSON in ASCII, keys sorted, without
    spaces, the moment in UTC to the microsecond. Migrations hold a copy: it can never change for what is chained."""
    content = {
        "action": action,
        "actor": actor,
        "actor_id": actor_id,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "details": details,
        "id": id,
        "previous": previous,
        "subject": subject,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()
