"""Read the audit, and check that it is what was written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select

from press.audit.chain import GENESIS, entry_hash
from press.audit.models import AuditEntry
from press.db import Base, OperationalError, db
from press.web.pagination import Page

_AT_ONCE = 1_000
PAGE_SIZE = 100
_TABLE: Table = Base.metadata.tables[AuditEntry.__tablename__]
_Stored = tuple[int, dict[str, Any] | None]  # None: what is stored cannot be read


@dataclass(frozen=True)
class Chain:
    """What a walk along the chain has found: how many entries fit, and the hash of the last of them. Where one does
    not fit the walk ends: `broken_at` is its number, `fault` says why. `expected_at` says after how many entries the
    head that was asked for stood; None where it is not in the chain."""

    entries: int
    head: str
    broken_at: int | None = None
    fault: str = ""
    expected_at: int | None = None


def entries_about(*subjects: str, action: str = "") -> Sequence[AuditEntry]:
    """Every act on these subjects, or those of one kind, oldest first."""
    query = select(AuditEntry).where(AuditEntry.subject.in_(subjects)).order_by(AuditEntry.id)
    return db.session.scalars(query.where(AuditEntry.action == action) if action else query).all()


@dataclass(frozen=True)
class AuditFilter:
    """What a reader of the audit looks for; what is empty narrows nothing. `subject` is the beginning of one ("outlet:"
    is all outlets), `actor` a part of a name."""

    subject: str = ""
    actor: str = ""
    action: str = ""
    since: datetime | None = None


def entries(wanted: AuditFilter, *, number: int) -> Page[AuditEntry]:
    """One page of the acts that fit, newest first."""
    conditions = _conditions(wanted)
    total = db.session.scalar(select(func.count()).select_from(AuditEntry).where(*conditions)) or 0
    number = min(max(number, 1), max(1, -(-total // PAGE_SIZE)))
    rows = db.session.scalars(
        select(AuditEntry)
        .where(*conditions)
        .order_by(AuditEntry.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    return Page(rows=rows, number=number, size=PAGE_SIZE, total=total)


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.subject:
        conditions.append(AuditEntry.subject.startswith(wanted.subject, autoescape=True))
    if wanted.actor:
        conditions.append(AuditEntry.actor.icontains(wanted.actor, autoescape=True))
    if wanted.action:
        conditions.append(AuditEntry.action == wanted.action)
    if wanted.since is not None:
        conditions.append(AuditEntry.at >= wanted.since)
    return conditions


def head_of_chain() -> tuple[int, str]:
    """Number and hash of the last entry, as they are stored; 0 and GENESIS when there is none."""
    last = db.session.execute(select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)).first()
    return (last.id, last.hash) if last else (0, GENESIS)


def walk_chain(expected: str = "") -> Chain:
    """Walks the whole audit, a batch of rows in memory at a time, up to the first entry that does not fit.
    `expected` is a head that was written down earlier."""
    entries, head = 0, GENESIS
    expected_at = 0 if expected == GENESIS else None
    for number, entry in _stored():
        if fault := _fault(entry, head):
            return Chain(entries, head, number, fault, expected_at)
        assert entry is not None  # noqa: S101  (else there is a fault)
        entries, head = entries + 1, entry["hash"]
        if head == expected:
            expected_at = entries
    return Chain(entries, head, expected_at=expected_at)


def _fault(entry: dict[str, Any] | None, head: str) -> str:
    """Why this entry does not fit behind that head; empty if it does."""
    if entry is None:
        return "what is stored there cannot be read"
    content = {name: value for name, value in entry.items() if name != "hash"}
    try:
        matches = entry_hash(**content) == entry["hash"]
    except (ValueError, TypeError, AttributeError):  # SQLite lets any kind of value stand in any column
        matches = False
    if not matches:
        return "it is not what was recorded"
    if entry["previous"] != head:
        return "it does not follow the entry before it: one was removed, put in between or moved"
    return ""


def _stored() -> Iterator[_Stored]:
    """Every entry, in order."""
    numbers = _numbers(None)
    while numbers:
        yield from _batch(numbers)
        numbers = _numbers(numbers[-1])


def _numbers(after: int | None) -> Sequence[int]:
    query = select(_TABLE.c.id).order_by(_TABLE.c.id).limit(_AT_ONCE)
    return db.session.scalars(query if after is None else query.where(_TABLE.c.id > after)).all()


def _batch(numbers: Sequence[int]) -> list[_Stored]:
    """The entries of these numbers; read one by one where one of them cannot be read."""
    query = select(_TABLE).where(_TABLE.c.id.between(numbers[0], numbers[-1])).order_by(_TABLE.c.id)
    try:
        return [(row["id"], dict(row)) for row in db.session.execute(query).mappings()]
    except (ValueError, TypeError, RecursionError, OperationalError):
        if len(numbers) == 1:
            return [(numbers[0], None)]
        return [entry for number in numbers for entry in _batch([number])]
