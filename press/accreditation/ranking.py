"""The arithmetic of a draw: criteria in order, then chance that anybody can compute again. Knows no database.

A row's digest is the SHA-256 of "seed:number of the application", in UTF-8 and hexadecimal. Rows are ordered by their
values, criterion by criterion, as text, and rows with equal values by their digest. The first ones get the places.
`tools/draw.py` does the same from the CSV alone."""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from press.accreditation.states import Criterion, DrawScope
from press.outlets.states import Medium

APPROVE, WAITLIST = "approve", "waitlist"
Values = tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """How many places, for whom, and by which criteria in which order."""

    places: int
    scope: DrawScope
    medium: Medium | None
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Candidate:
    """Who takes part, by number only, with a value for each criterion: the lesser comes first."""

    ref: str
    values: Values


@dataclass(frozen=True)
class Tie:
    """Candidates with equal values. `places` of them get one: all, none, or as many as chance must choose."""

    values: Values
    refs: tuple[str, ...]
    places: int

    @property
    def is_drawn(self) -> bool:
        return 0 < self.places < len(self.refs)


@dataclass(frozen=True)
class Drawn:
    """One row of the result."""

    rank: int
    ref: str
    values: Values
    digest: str
    outcome: str

    def as_json(self) -> dict[str, Any]:
        return {**self.__dict__, "values": list(self.values)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Drawn":
        return cls(**{**value, "values": tuple(value["values"])})


def seed_hash(seed: str) -> str:
    """What may be published before the draw, so that nobody can choose the seed afterwards."""
    return hashlib.sha256(seed.encode()).hexdigest()


def ties(candidates: Sequence[Candidate], places: int) -> list[Tie]:
    """The order before chance, with how many places fall to each group of equals."""
    found, left = [], places
    ordered = sorted(candidates, key=lambda each: (each.values, each.ref))
    for values, group in groupby(ordered, key=lambda each: each.values):
        refs = tuple(each.ref for each in group)
        given = min(left, len(refs))
        left -= given
        found.append(Tie(values, refs, given))
    return found


def draw(candidates: Sequence[Candidate], *, places: int, seed: str) -> list[Drawn]:
    """Everybody in order, with what becomes of them."""
    digests = {each.ref: seed_hash(f"{seed}:{each.ref}") for each in candidates}
    ordered = sorted(candidates, key=lambda each: (each.values, digests[each.ref]))
    return [
        Drawn(rank, each.ref, each.values, digests[each.ref], APPROVE if rank <= places else WAITLIST)
        for rank, each in enumerate(ordered, 1)
    ]


def fingerprint(rule: Rule, candidates: Sequence[Candidate]) -> str:
    """Changes with the rule, with who takes part, and with any value."""
    lines = [repr(rule), *sorted(f"{each.ref} {each.values}" for each in candidates)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def as_csv(criteria: Sequence[str], rows: Sequence[Drawn]) -> bytes:
    """The result for everybody: no names. The same bytes each time, so that its SHA-256 can be published, too."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(["rank", "ref", *criteria, "digest", "outcome"])
    for row in rows:
        lines.writerow([row.rank, row.ref, *row.values, row.digest, row.outcome])
    return out.getvalue().encode("ascii")
