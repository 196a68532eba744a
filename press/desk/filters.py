"""What the queue's address asks for, and the address that asks for it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from press.accreditation.countries import country_names
from press.accreditation.queries import QueueFilter
from press.accreditation.queries.filtering import FOREIGN, THAI, Claimed, Papers, Seen, Sort
from press.accreditation.states import SHOWN_TO_STAFF, WAITING, ApplicationState, Grade
from press.outlets.states import Medium
from press.web.fields import one_line

ALL = "all"
WAITING_WORD = "waiting"
LONGEST_SEARCH = 100
LONGEST_QUERY = 1_000
MOST_DAYS = 3_650
MOST_PARTS = 40
_Choice = TypeVar("_Choice", bound=StrEnum)
Args = MultiDict[str, str]


@dataclass(frozen=True)
class Wanted:
    """A filter as it was asked for. `fault` says which part of the address meant nothing and was left out."""

    filter: QueueFilter
    page: int
    fault: str = ""

    @property
    def query(self) -> str:
        """The part of an address that asks for this, in one form; the page is left out."""
        return urlencode(list(_pairs(self.filter)))

    def without_words(self) -> "Wanted":
        """The same, but for what was searched for."""
        return replace(self, filter=replace(self.filter, words=""))

    @property
    def narrowing(self) -> int:
        """How many things are asked for besides state, words and medium."""
        narrow = self.filter
        return sum(
            map(
                bool,
                (
                    narrow.country,
                    narrow.grade,
                    narrow.waiting_days is not None,
                    narrow.unverified,
                    narrow.flagged,
                    narrow.papers,
                    narrow.overdue,
                    narrow.crew,
                    narrow.claimed,
                    narrow.seen,
                ),
            )
        )


def read_filter(args: Args) -> Wanted:
    """Reads the queue's address. Without a state: whoever waits; with a search: everybody."""
    faults: list[str] = []
    searched = one_line(args.get("q", "").replace("\0", ""))[:LONGEST_SEARCH]
    wanted = QueueFilter(
        states=_states(args, searched, faults),
        medium=_medium(args, faults),
        words=searched,
        country=_country(args.get("country", "")),
        grade=_choice(Grade, args.get("grade", "")),
        waiting_days=_days(args.get("days", "")),
        unverified=args.get("unverified") == "1",
        flagged=args.get("flagged") == "1",
        papers=_choice(Papers, args.get("papers", "")),
        overdue=args.get("overdue") == "1",
        crew=args.get("crew") == "1",
        claimed=_choice(Claimed, args.get("claimed", "")),
        seen=_choice(Seen, args.get("seen", "")),
        sort=_choice(Sort, args.get("sort", "")) or Sort.OLDEST,
    )
    page = args.get("page", "1")
    return Wanted(wanted, page=int(page) if page.isdecimal() and len(page) < 7 else 1, fault=" ".join(faults))


def read_query(query: str) -> Wanted:
    """Reads an address that was kept or carried along. Whatever it holds, what comes out is a filter."""
    pairs = parse_qsl(query[:LONGEST_QUERY]) if query.count("&") < MOST_PARTS else []
    return read_filter(MultiDict(pairs))


def _pairs(wanted: QueueFilter) -> Iterator[tuple[str, Any]]:
    if wanted.states == WAITING:
        yield "state", WAITING_WORD
    else:
        yield from (("state", state.value) for state in wanted.states) if wanted.states else [("state", ALL)]
    words: dict[str, Any] = {
        "q": wanted.words,
        "medium": wanted.medium,
        "country": wanted.country,
        "grade": wanted.grade,
        "days": wanted.waiting_days,
        "unverified": int(wanted.unverified),
        "flagged": int(wanted.flagged),
        "papers": wanted.papers,
        "overdue": int(wanted.overdue),
        "crew": int(wanted.crew),
        "claimed": wanted.claimed,
        "seen": wanted.seen,
        "sort": wanted.sort if wanted.sort is not Sort.OLDEST else "",
    }
    for name, value in words.items():
        if value:
            yield name, value.value if isinstance(value, StrEnum) else value


def _states(args: Args, searched: str, faults: list[str]) -> tuple[ApplicationState, ...]:
    asked = [state for state in args.getlist("state") if state]
    known = {state.value: (state,) for state in SHOWN_TO_STAFF} | {WAITING_WORD: WAITING, ALL: ()}
    for unknown in [state for state in asked if state not in known][:1]:
        faults.append(_("There is no state “%(state)s”; all are shown.", state=unknown[:40]))
        return ()
    if not asked:
        return () if searched else WAITING
    chosen = {state for word in asked for state in known[word]}
    return tuple(state for state in SHOWN_TO_STAFF if state in chosen) if len(chosen) < len(SHOWN_TO_STAFF) else ()


def _medium(args: Args, faults: list[str]) -> Medium | None:
    asked = args.get("medium", "")
    found = _choice(Medium, asked)
    if asked and found is None:
        faults.append(_("There is no medium “%(medium)s”; all are shown.", medium=asked[:40]))
    return found


def _country(asked: str) -> str:
    return asked if asked in {THAI, FOREIGN} or asked in country_names("en") else ""


def _days(asked: str) -> int | None:
    return (
        min(int(asked), MOST_DAYS) if asked.isascii() and asked.isdecimal() and len(asked) < 7 and int(asked) else None
    )


def _choice(kind: type[_Choice], asked: str) -> _Choice | None:
    return kind(asked) if asked in set(kind) else None
