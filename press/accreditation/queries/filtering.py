"""What an officer wants to see of the queue, as conditions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, or_, select

from press.accreditation.finding import sound_tokens
from press.accreditation.models import Application, CrewMember, Flag, Look
from press.accreditation.queries.asking import is_overdue
from press.accreditation.states import CLAIM_LASTS, SHOWN_TO_STAFF, ApplicationState, Grade
from press.outlets.models import Outlet
from press.outlets.names import fold
from press.outlets.states import Medium, OutletState

_MOST_WORDS = 6


class Sort(StrEnum):
    OLDEST = "oldest"
    NEWEST = "newest"
    NAME = "name"
    OUTLET = "outlet"
    STATE = "state"


class Claimed(StrEnum):
    MINE = "mine"
    NOBODY = "nobody"


class Seen(StrEnum):
    CHANGED = "changed"  # since this officer looked
    NEVER = "never"


class Papers(StrEnum):
    COMPLETE = "complete"
    MISSING = "missing"


THAI, FOREIGN = "thai", "foreign"


@dataclass(frozen=True)
class QueueFilter:
    """What an officer wants to see. No states means all that staff may see. `country` is THAI, FOREIGN or a code;
    `waiting_days` asks for those who were submitted longer ago."""

    states: tuple[ApplicationState, ...] = ()
    medium: Medium | None = None
    words: str = ""
    country: str = ""
    grade: Grade | None = None
    waiting_days: int | None = None
    unverified: bool = False
    flagged: bool = False
    papers: Papers | None = None
    overdue: bool = False
    crew: bool = False
    claimed: Claimed | None = None
    seen: Seen | None = None
    sort: Sort = Sort.OLDEST

    @property
    def narrows(self) -> bool:
        """Whether anything but the state is asked for."""
        return self != QueueFilter(states=self.states, sort=self.sort)


@dataclass(frozen=True)
class Reader:
    """Who looks, when, in which language: "mine", "longer than" and the order of names depend on it."""

    account_id: int
    at: datetime
    language: str = "th"


def matches(event_id: int, wanted: QueueFilter, reader: Reader) -> list[ColumnElement[bool]]:
    """The conditions of this filter."""
    states = Application.state.in_(wanted.states or SHOWN_TO_STAFF)
    return [Application.event_id == event_id, states, *narrowing(wanted, reader)]


def narrowing(wanted: QueueFilter, reader: Reader) -> list[ColumnElement[bool]]:
    """What is asked for besides event and state."""
    return [*_answers(wanted), *_officers(wanted, reader), *_search(wanted.words)]


def _answers(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.medium is not None:
        conditions.append(Application.medium == wanted.medium)
    if wanted.country == FOREIGN:
        conditions.append(Application.country != "TH")
    elif wanted.country:
        conditions.append(Application.country == ("TH" if wanted.country == THAI else wanted.country))
    if wanted.grade is not None:
        conditions.append(Application.grade == wanted.grade)
    if wanted.papers is not None:
        complete = Application.papers_missing == 0
        conditions.append(complete if wanted.papers is Papers.COMPLETE else ~complete)
    if wanted.crew:
        conditions.append(Application.id.in_(select(CrewMember.application_id)))
    if wanted.unverified:
        verified = select(Outlet.id).where(Outlet.state == OutletState.VERIFIED)
        conditions.append(or_(Application.outlet_id.is_(None), Application.outlet_id.not_in(verified)))
    return conditions


def _officers(wanted: QueueFilter, reader: Reader) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.waiting_days is not None:
        conditions.append(Application.submitted_at < reader.at - timedelta(days=wanted.waiting_days))
    if wanted.flagged:
        conditions.append(_flagged())
    if wanted.overdue:
        conditions.append(is_overdue(reader.at))
    if wanted.claimed is Claimed.MINE:
        conditions += [Application.claimed_by_id == reader.account_id, held(reader.at)]
    elif wanted.claimed is Claimed.NOBODY:
        conditions.append(free(reader.at))
    if wanted.seen is not None:
        conditions.append(_seen(wanted.seen, reader))
    return conditions


def held(at: datetime) -> ColumnElement[bool]:
    """Somebody has claimed it, and the claim has not run out."""
    return Application.claimed_at > at - CLAIM_LASTS


def free(at: datetime) -> ColumnElement[bool]:
    """Nobody holds it now."""
    return or_(Application.claimed_at.is_(None), Application.claimed_at <= at - CLAIM_LASTS)


def _flagged() -> ColumnElement[bool]:
    """Grouped in the order of an index: PostgreSQL then reads that, where it would put every flag into a hash."""
    number = Flag.application_id
    return Application.id.in_(select(number).where(Flag.settled_at.is_(None)).group_by(number).order_by(number))


def _seen(seen: Seen, reader: Reader) -> ColumnElement[bool]:
    look = select(Look.application_id).where(
        Look.account_id == reader.account_id, Look.application_id == Application.id
    )
    if seen is Seen.NEVER:
        return ~exists(look)
    return exists(look.where(Look.version != Application.version))


def _search(words: str) -> list[ColumnElement[bool]]:
    """Every word must be there: by its letters, or by how it sounds in either script."""
    conditions: list[ColumnElement[bool]] = []
    for word in words.split()[:_MOST_WORDS]:
        if not (folded := fold(word)):
            continue
        by_letters = Application.words.contains(folded, autoescape=True)
        heard = [Application.sounds.contains(f" {token}", autoescape=True) for token in sound_tokens(word)]
        conditions.append(or_(by_letters, *heard))
    return conditions
