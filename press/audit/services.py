"""Write to the audit, in the transaction of the act itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import func, insert, select

from press.audit.chain import GENESIS, canonical_details, entry_hash
from press.audit.models import AuditEntry
from press.db import db

_LOCK = 0x5052_4553_5301  # the name of PostgreSQL's lock on the chain's end; any number that nobody else takes
_AT_ONCE = 1_000


@dataclass(frozen=True)
class By:
    """Who acts: an account's id and the name it bore, or no account (`system`, `command line`)."""

    account_id: int | None
    name: str


SYSTEM = By(None, "system")
COMMAND_LINE = By(None, "command line")


@dataclass(frozen=True)
class Act:
    """What an entry will say. `subject` is "kind:name" (such as "application:SCT-4F7K2M"); details must hold no
    secret and nothing that a person could ask to have erased."""

    action: str
    subject: str
    by: By
    at: datetime
    details: dict[str, Any] = field(default_factory=dict)


def record(action: str, subject: str, *, by: By, at: datetime, **details: Any) -> None:
    """Adds one entry; see `Act`. Call it after the act has changed its rows: from here to the end of the
    transaction, every other one that records must wait."""
    record_many([Act(action, subject, by, at, details)])


def record_many(acts: Iterable[Act]) -> None:
    """Adds entries, in this order, to the end of the chain."""
    db.session.flush()  # locks on rows come first, the audit's last, in every transaction: none waits for the other
    rows = _chained(acts, *_end_of_chain())
    while part := list(islice(rows, _AT_ONCE)):
        db.session.execute(insert(AuditEntry), part)


def _end_of_chain() -> tuple[int, str]:
    """The last entry's number and hash, which stay the last ones until this transaction ends or adds to them. SQLite's
    lock is held already, or the first write is refused when another has written since."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    last = db.session.execute(select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)).first()
    return (last.id, last.hash) if last else (0, GENESIS)


def _chained(acts: Iterable[Act], number: int, previous: str) -> Iterator[dict[str, Any]]:
    for act in acts:
        number += 1
        said: dict[str, Any] = {
            "id": number,
            "at": act.at,
            "actor_id": act.by.account_id,
            "actor": act.by.name,
            "action": act.action,
            "subject": act.subject,
            "details": canonical_details(act.details),
        }
        this = entry_hash(previous, **said)
        yield {**said, "previous": previous, "hash": this}
        previous = this
