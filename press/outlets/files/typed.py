"""What a row of the file says of an outlet, checked."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l

from press.clock import BANGKOK
from press.outlets.files.cells import unpack
from press.outlets.files.reading import Row
from press.outlets.names import fold
from press.outlets.services.evidence import Proof
from press.outlets.services.platforms import Place
from press.outlets.states import EvidenceGrade, Medium, OutletEvidenceKind, OutletState, PlatformKind

_E = TypeVar("_E", bound=StrEnum)
LONGEST = {"name_th": 160, "name_en": 160, "owner": 160, "state_reason": 300, "verified_how": 300}
_REASONED = (OutletState.BLOCKED, OutletState.DORMANT)


class RowFault(Exception):
    """A row that cannot be taken; `text` says why, to be translated."""

    def __init__(self, text: Any) -> None:
        super().__init__()
        self.text = text


@dataclass(frozen=True)
class Filed:
    """A piece of evidence with who looked at it, and when."""

    proof: Proof
    checked_at: datetime | None
    checked_by: str


@dataclass(frozen=True)
class Typed:
    """One row. Empty text and no state mean: as it is."""

    name_th: str
    name_en: str
    medium: Medium
    country: str
    owner: str
    state: OutletState | None
    state_reason: str
    verified_how: str
    aliases: tuple[str, ...]
    platforms: tuple[Place, ...]
    evidence: tuple[Filed, ...]

    @property
    def name(self) -> str:
        return self.name_th or self.name_en

    @property
    def folds(self) -> frozenset[str]:
        return frozenset(filter(None, (fold(self.name_th), fold(self.name_en))))


def read_row(row: Row, *, today: date) -> Typed:
    """Raises RowFault. Moments without a time are noon in Bangkok."""
    cells = {name: row.cells.get(name, "") for name in ("country", "medium", "state", *LONGEST)}
    for name, most in LONGEST.items():
        if len(cells[name]) > most:
            raise RowFault(_l("%(column)s is longer than %(most)s characters.", column=name, most=most))
    if not fold(cells["name_th"] + cells["name_en"]):
        raise RowFault(_l("The row has no name."))
    country = cells["country"].upper()
    if len(country) != 2 or not (country.isascii() and country.isalpha()):
        raise RowFault(_l("The country must be a code of two letters, such as TH."))
    state = _one_of(OutletState, cells["state"]) if cells["state"] else None
    if state is OutletState.MERGED:
        raise RowFault(_l("A file cannot merge outlets."))
    if state in _REASONED and not cells["state_reason"]:
        raise RowFault(_l("This state needs a reason in the column state_reason."))
    return Typed(
        name_th=cells["name_th"],
        name_en=cells["name_en"],
        medium=_one_of(Medium, cells["medium"]),
        country=country,
        owner=cells["owner"],
        state=state,
        state_reason=cells["state_reason"],
        verified_how=cells["verified_how"],
        aliases=tuple(entry[0] for entry in unpack(row.cells.get("aliases", "")) if fold(entry[0])),
        platforms=tuple(_place(entry) for entry in unpack(row.cells.get("platforms", ""))),
        evidence=tuple(_filed(entry, today) for entry in unpack(row.cells.get("evidence", ""))),
    )


def _place(entry: list[str]) -> Place:
    kind, medium, name, address, followers = [*entry, "", "", "", ""][:5]
    if not name:
        raise RowFault(_l("A platform is written as kind ; medium ; name ; address ; followers."))
    if followers and not (followers.isascii() and followers.isdecimal() and len(followers) < 10):
        raise RowFault(_l("“%(text)s” is not a number of followers.", text=followers[:40]))
    count = int(followers) if followers else None
    return Place(_one_of(Medium, medium), _one_of(PlatformKind, kind), name, address, count)


def _filed(entry: list[str], today: date) -> Filed:
    kind, grade, words, checked_at, checked_by, until, note = [*entry, *[""] * 6][:7]
    if not words:
        raise RowFault(
            _l("Evidence is written as kind ; grade ; words ; checked on ; checked by ; valid until ; note.")
        )
    proof = Proof(
        kind=_one_of(OutletEvidenceKind, kind),
        grade=_one_of(EvidenceGrade, grade),
        words=words,
        note=note,
        valid_until=_day(until).date() if until else None,
    )
    looked = _day(checked_at) if checked_at else None
    if looked is not None and looked.astimezone(BANGKOK).date() > today:
        raise RowFault(_l("Evidence was checked on a day that is still to come."))
    return Filed(proof, looked, checked_by)


def _day(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise RowFault(_l("“%(text)s” is not a date; write 2026-12-31.", text=text[:40])) from None
    if moment.tzinfo is None:
        moment = moment.replace(hour=moment.hour or 12, tzinfo=BANGKOK)
    return moment


def _one_of(kind: type[_E], text: str) -> _E:
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(kind)
        raise RowFault(
            _l("“%(text)s” is not known here; use one of: %(known)s.", text=text[:40], known=known)
        ) from None
