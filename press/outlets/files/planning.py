"""What an import would do, row by row, before anything is done."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from press.db import db
from press.outlets.files.reading import Row
from press.outlets.files.typed import Filed, RowFault, Typed, read_row
from press.outlets.files.writing import by_outlet
from press.outlets.models import Outlet, OutletEvidence, OutletPlatform
from press.outlets.names import fold
from press.outlets.services.evidence import Proof
from press.outlets.services.platforms import Place, place_of
from press.outlets.states import LEGAL_MOVES, OutletState

KINDS = ("new", "changed", "same", "refused")


@dataclass(frozen=True)
class Known:
    """An outlet with everything that a row may add to."""

    outlet: Outlet
    platforms: frozenset[Place]
    evidence: frozenset[tuple[Any, ...]]


@dataclass(frozen=True)
class Planned:
    """One row: "new", "changed" (which columns), "same", or "refused" (why, to be translated)."""

    line: int
    kind: str
    name: str
    changes: tuple[str, ...] = ()
    why: Any = ""
    typed: Typed | None = None
    known: Known | None = None


@dataclass
class Plan:
    rows: list[Planned] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {kind: sum(row.kind == kind for row in self.rows) for kind in KINDS}

    @property
    def fingerprint(self) -> str:
        """Changes when the registry has changed so that the file would do something else."""
        said = [(row.line, row.kind, row.changes, row.known.outlet.id if row.known else 0) for row in self.rows]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def plan_import(rows: Sequence[Row], *, today: date) -> Plan:
    """Finds each row's outlet by its names: first among those of its medium and country, then the only one that
    bears the name. A file adds and corrects; it takes nothing away."""
    typed: dict[int, Typed] = {}
    refused: dict[int, Any] = {}
    for row in rows:
        try:
            typed[row.line] = read_row(row, today=today)
        except RowFault as fault:
            refused[row.line] = fault.text
    found = _Finder(typed)
    plan = Plan()
    for row in rows:
        name = row.cells.get("name_th") or row.cells.get("name_en") or ""
        why = refused.get(row.line) or found.faults.get(row.line)
        if why is not None:
            plan.rows.append(Planned(row.line, "refused", name, why=why))
        else:
            plan.rows.append(_planned(row.line, typed[row.line], found.known.get(row.line)))
    return plan


def filed_key(proof: Proof, checked_at: Any, checked_by: str) -> tuple[Any, ...]:
    """Two pieces of evidence with one key are the same."""
    return proof, checked_at, checked_by


class _Finder:
    """Which outlet each row means."""

    def __init__(self, typed: dict[int, Typed]) -> None:
        self.known: dict[int, Known] = {}
        self.faults: dict[int, Any] = {}
        self._registry = _registry()
        claimed: dict[int, int] = {}
        for exactly in (True, False):
            for line, row in typed.items():
                if line not in self.known and line not in self.faults:
                    self._claim(line, row, claimed, exactly=exactly)
        self._refuse_twins({line: row for line, row in typed.items() if line not in self.known})

    def _claim(self, line: int, row: Typed, claimed: dict[int, int], *, exactly: bool) -> None:
        bearers = {known.outlet.id: known for name in row.folds for known in self._registry.get(name, ())}
        if exactly:
            bearers = {
                number: known
                for number, known in bearers.items()
                if (known.outlet.medium, known.outlet.country) == (row.medium, row.country)
            }
            own = {number: known for number, known in bearers.items() if known.outlet.own_folds & row.folds}
            bearers = own or bearers
        else:
            bearers = {number: known for number, known in bearers.items() if number not in claimed}
        if len(bearers) > 1:
            self.faults[line] = _l("Several outlets in the registry have this name. Change it there.")
        for number, known in bearers.items() if len(bearers) == 1 else ():
            if number in claimed:
                self.faults[line] = _l("Line %(line)s is about the same outlet.", line=claimed[number])
            else:
                claimed[number] = line
                self.known[line] = known

    def _refuse_twins(self, new: dict[int, Typed]) -> None:
        seen: dict[tuple[str, Any, str], int] = {}
        for line, row in new.items():
            keys = [(name, row.medium, row.country) for name in row.folds]
            first = next((seen[key] for key in keys if key in seen), None)
            if first is not None and line not in self.faults:
                self.faults[line] = _l("Line %(line)s is about the same outlet.", line=first)
            for key in keys:
                seen.setdefault(key, line)


def _registry() -> dict[str, list[Known]]:
    platforms, evidence = by_outlet(OutletPlatform), by_outlet(OutletEvidence)
    query = select(Outlet).where(Outlet.state != OutletState.MERGED).options(selectinload(Outlet.aliases))
    bearers: dict[str, list[Known]] = defaultdict(list)
    for outlet in db.session.scalars(query.order_by(Outlet.id)):
        known = Known(
            outlet,
            frozenset(place_of(each) for each in platforms[outlet.id]),
            frozenset(_key_of(each) for each in evidence[outlet.id]),
        )
        for alias in outlet.aliases:
            bearers[alias.folded].append(known)
    return bearers


def _key_of(each: OutletEvidence) -> tuple[Any, ...]:
    proof = Proof(each.kind, each.grade, each.words, each.note, each.valid_until)
    return filed_key(proof, each.checked_at, each.checked_by)


def _planned(line: int, row: Typed, known: Known | None) -> Planned:
    if known is None:
        return Planned(line, "new", row.name, typed=row)
    to = row.state
    if to is not None and to is not known.outlet.state and to not in LEGAL_MOVES[known.outlet.state]:
        why = _l("An outlet that is %(now)s cannot become %(to)s.", now=known.outlet.state.value, to=to.value)
        return Planned(line, "refused", row.name, why=why)
    changes = tuple(_changes(row, known))
    return Planned(line, "changed" if changes else "same", row.name, changes=changes, typed=row, known=known)


def _changes(row: Typed, known: Known) -> Iterable[str]:
    outlet = known.outlet
    owner = outlet.owner.name if outlet.owner else ""
    now = {
        "name_th": outlet.name_th,
        "name_en": outlet.name_en,
        "medium": outlet.medium,
        "country": outlet.country,
        "owner": owner,
        "state": outlet.state,
        "state_reason": outlet.state_reason,
        "verified_how": outlet.verified_how or "",
    }
    for name, value in now.items():
        wanted = getattr(row, name)
        if wanted and wanted != value:
            yield name
    if {fold(alias) for alias in row.aliases} - {alias.folded for alias in outlet.aliases}:
        yield "aliases"
    if set(row.platforms) - known.platforms:
        yield "platforms"
    if new_evidence(row, known):
        yield "evidence"


def new_evidence(row: Typed, known: Known | None) -> list[Filed]:
    """What the registry has not. Evidence without a day is new unless the same words are there."""
    if known is None:
        return list(row.evidence)
    proofs = {key[0] for key in known.evidence}
    return [
        filed
        for filed in row.evidence
        if (
            filed_key(filed.proof, filed.checked_at, filed.checked_by) not in known.evidence
            if filed.checked_at
            else filed.proof not in proofs
        )
    ]
