"""Write to the audit, in the transaction of the act itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from press.audit.models import AuditEntry
from press.db import db


@dataclass(frozen=True)
class By:
    """Who acts: an account's id and the name it bore, or no account (`system`, `command line`)."""

    account_id: int | None
    name: str


SYSTEM = By(None, "system")
COMMAND_LINE = By(None, "command line")


def record(action: str, subject: str, *, by: By, at: datetime, **details: Any) -> None:
    """Adds one entry. `subject` is "kind:name" (such as "application:SCT-4F7K2M"); details must hold no
    secret and nothing that a person could ask to have erased."""
    entry = AuditEntry(at=at, actor_id=by.account_id, actor=by.name, action=action, subject=subject, details=details)
    db.session.add(entry)
