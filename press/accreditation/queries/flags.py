"""What should be looked at twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from press.accreditation.models import Application, Flag
from press.accreditation.states import FlagKind
from press.db import db


def flags_on(ids: Sequence[int]) -> dict[int, list[FlagKind]]:
    """Why to look twice, for each of these applications that has a reason."""
    rows = db.session.execute(
        select(Flag.application_id, Flag.kind)
        .where(Flag.application_id.in_(ids), Flag.settled_at.is_(None))
        .distinct()
        .order_by(Flag.application_id, Flag.kind)
    )
    found: dict[int, list[FlagKind]] = {}
    for row in rows:
        found.setdefault(row.application_id, []).append(row.kind)
    return found


@dataclass(frozen=True)
class Alike:
    """Another application that may be the same person's (None: it is the outlet), and why."""

    other: Application | None
    kinds: tuple[FlagKind, ...]


def alike(application: Application) -> list[Alike]:
    """Everything flagged on this application that nobody has settled."""
    rows = db.session.execute(
        select(Flag.kind, Application)
        .outerjoin(Application, Application.id == Flag.other_id)
        .where(Flag.application_id == application.id, Flag.settled_at.is_(None))
        .order_by(Flag.other_id, Flag.kind)
    )
    kinds: dict[int | None, list[FlagKind]] = {}
    others: dict[int | None, Application | None] = {}
    for kind, other in rows:
        number = other.id if other is not None else None
        others[number] = other
        kinds.setdefault(number, []).append(kind)
    return [Alike(others[number], tuple(kinds[number])) for number in others]
