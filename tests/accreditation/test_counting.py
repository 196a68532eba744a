"""The counting rule, case by case: what is one outlet, and what is none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from press.accreditation.models import Application
from press.accreditation.queries import progress
from press.accreditation.services import deciding
from press.accreditation.states import ApplicationState as S
from press.accreditation.states import EvidenceKind, Grade
from press.db import db
from press.events.queries import event_by_slug
from press.outlets.models import OwnMedium
from press.outlets.services import absorb
from press.outlets.states import Medium
from tests.support.people import EVENT, OFFICER, answers, applied, brought_to, verify

pytestmark = pytest.mark.usefixtures("in_transaction")


@dataclass
class Seat:
    """Somebody with an application for this outlet."""

    outlet: str
    medium: Medium = Medium.TV
    country: str = "TH"
    state: S = S.APPROVED
    grade: Grade = Grade.B
    verified: bool = True
    owner: str = ""
    came: bool = False
    more: dict[str, Any] = field(default_factory=dict)


def seated(seats: list[Seat], at: datetime) -> list[Application]:
    made = []
    for seat in seats:
        application = applied(answers(outlet=seat.outlet, medium=seat.medium, country=seat.country, **seat.more), at)
        if seat.verified:
            verify(application, at, owner=seat.owner)
        brought_to(application, seat.state, at, seat.grade)
        if seat.came:
            deciding.record_arrival(application, by=OFFICER, at=at)
        made.append(application)
    return made


def figures(at: datetime) -> dict[str, Any]:
    return progress(event_by_slug(EVENT), at=at).as_json()


CASES: dict[str, tuple[list[Seat], dict[str, int]]] = {
    "nobody": ([], {"outlets": 0, "owners": 0, "people": 0, "self_declared": 0, "thai": 0, "foreign": 0}),
    "one person of one outlet": ([Seat("A")], {"outlets": 1, "owners": 1, "people": 1, "thai": 1, "foreign": 0}),
    "a crew of three is one outlet": ([Seat("A"), Seat("A"), Seat(" a ")], {"outlets": 1, "people": 3}),
    "two brands of one owner are two outlets": (
        [Seat("A", owner="Group"), Seat("B", owner="Group")],
        {"outlets": 2, "owners": 1},
    ),
    "outlets without a known owner are their own": ([Seat("A"), Seat("B")], {"outlets": 2, "owners": 2}),
    "not verified": ([Seat("A", verified=False)], {"outlets": 0, "people": 1, "self_declared": 1}),
    "grade C is self-declared": ([Seat("A", grade=Grade.C)], {"outlets": 0, "people": 1, "self_declared": 1}),
    "one colleague confirmed is enough": (
        [Seat("A", grade=Grade.C), Seat("A", grade=Grade.A)],
        {"outlets": 1, "people": 2, "self_declared": 0},
    ),
    "pending": ([Seat("A", state=S.SUBMITTED)], {"outlets": 0, "people": 0, "self_declared": 0}),
    "under review": ([Seat("A", state=S.IN_REVIEW)], {"outlets": 0, "people": 0}),
    "declined": ([Seat("A", state=S.DECLINED)], {"outlets": 0, "people": 0, "self_declared": 0}),
    "revoked": ([Seat("A", state=S.REVOKED)], {"outlets": 0, "people": 0, "self_declared": 0}),
    "withdrawn": ([Seat("A", state=S.WITHDRAWN)], {"outlets": 0, "people": 0}),
    "one revoked, one left": ([Seat("A", state=S.REVOKED), Seat("A")], {"outlets": 1, "people": 1}),
    "a foreign newsroom, whatever the passport": (
        [Seat("A", country="JP"), Seat("B", country="TH")],
        {"outlets": 2, "thai": 1, "foreign": 1},
    ),
    "attended counts outlets, not people": (
        [Seat("A", came=True), Seat("A", came=True), Seat("B")],
        {"outlets": 2, "people": 3, "attended": 1},
    ),
    "who came for an outlet that is not counted": (
        [Seat("A", grade=Grade.C, came=True)],
        {"outlets": 0, "attended": 0, "self_declared": 1},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_rule(case: str, at: datetime) -> None:
    seats, expected = CASES[case]
    seated(seats, at)
    found = figures(at)
    assert {name: found[name] for name in expected} == expected


def test_the_jobs_medium_is_the_outlets_not_what_was_ticked(at: datetime) -> None:
    seated([Seat("A", Medium.TV), Seat("A", Medium.SOCIAL), Seat("B", Medium.RADIO)], at)
    # The second one ticked another medium for the same outlet: the officer verified it so at last.
    assert sum(figures(at)["by_medium"].values()) == 2


def test_the_organisers_own_media_count_nothing(at: datetime) -> None:
    own, _other = seated([Seat("Own Channel"), Seat("B")], at)
    db.session.add(OwnMedium(event_id=own.event_id, outlet_id=own.outlet_id))
    db.session.flush()
    found = figures(at)
    assert (found["outlets"], found["self_declared"], found["people"]) == (1, 0, 2)


def test_a_merged_name_counts_once(at: datetime) -> None:
    real, typed = seated([Seat("ไทยรัฐ"), Seat("Thai Rath", verified=False)], at)
    assert figures(at)["outlets"] == 1
    assert real.outlet is not None
    deciding.match_outlet(typed, real.outlet, by=OFFICER, at=at)
    found = figures(at)
    assert (found["outlets"], found["people"], found["self_declared"]) == (1, 2, 0)


def test_two_verified_outlets_merged_are_one(at: datetime) -> None:
    first, second = seated([Seat("A"), Seat("B")], at)
    assert figures(at)["outlets"] == 2
    assert first.outlet is not None
    assert second.outlet is not None
    absorb(second.outlet, first.outlet, by=OFFICER, at=at)
    assert figures(at)["outlets"] == 1


def test_a_later_look_can_lower_the_grade(at: datetime) -> None:
    [application] = seated([Seat("A")], at)
    deciding.grade_evidence(
        application, kind=EvidenceKind.OTHER, grade=Grade.C, note="the letter was not theirs", by=OFFICER, at=at
    )
    assert (figures(at)["outlets"], figures(at)["self_declared"]) == (0, 1)


def test_the_figures_have_the_names_that_outsiders_rely_on(at: datetime) -> None:
    seated([Seat("A", Medium.TV), Seat("B", Medium.PRINT), Seat("C", Medium.DIGITAL, "JP")], at)
    assert figures(at) == {
        "event": EVENT,
        "goal": 20,
        "outlets": 3,
        "owners": 3,
        "people": 3,
        "attended": 0,
        "self_declared": 0,
        "by_medium": {"tv": 1, "radio": 0, "print": 1, "magazine": 0, "digital": 1, "social": 0},
        "thai": 2,
        "foreign": 1,
        "as_of": "2019-03-04T09:00:00+07:00",
    }
    assert list(figures(at)["by_medium"]) == ["tv", "radio", "print", "magazine", "digital", "social"]


def test_it_costs_the_same_for_one_outlet_and_for_thirty(
    app: Flask, at: datetime, count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    seated([Seat("A")], at)
    few = count_queries(lambda: figures(at))
    seated([Seat(f"Outlet {number}") for number in range(30)], at)
    assert count_queries(lambda: figures(at)) == few
    assert figures(at)["outlets"] == 31
