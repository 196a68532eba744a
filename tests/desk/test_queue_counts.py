"""The numbers beside the views and states of the queue: true, and no dearer for a longer queue."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from press.accreditation.models import Application, Flag
from press.accreditation.queries import QueueFilter, Reader, count_each, shown
from press.accreditation.queries.filtering import Claimed, Seen, Sort
from press.accreditation.states import SHOWN_TO_STAFF, WAITING, FlagKind
from press.accreditation.states import ApplicationState as S
from press.clock import now
from press.db import db, db_transaction
from press.outlets.states import Medium
from tests.support.people import Person

Make = Callable[..., Person]


def test_a_longer_queue_takes_no_more_statements(
    officer: Person, event: str, applicant: Make, count_queries: Callable[..., int]
) -> None:
    def statements(query: str) -> int:
        return count_queries(lambda: officer.browser.get(f"/desk/{event}/applications?{query}"))

    def visit(person: Person) -> None:
        """Flagged, for they share a telephone; claimed; changed since the officer looked."""
        officer.browser.send(officer.browser.get(person.desk_page), "/claim")
        officer.browser.get(person.desk_page)
        page = person.browser.get(f"{person.status_page}/change")
        person.browser.send(page, phone="089 999 9999")

    views = ("state=all", "state=all&flagged=1", "state=all&seen=changed", "claimed=mine", "q=a")
    for outlet in ("One", "Two"):
        visit(applicant(outlet=outlet))
    short = [statements(query) for query in views]
    for outlet in ("Three", "Four", "Five"):
        visit(applicant(outlet=outlet))
    assert [statements(query) for query in views] == short


def test_kept_views_take_no_more_statements(
    officer: Person, event: str, applicant: Make, count_queries: Callable[..., int]
) -> None:
    applicant()

    def statements() -> int:
        return count_queries(lambda: officer.browser.get(f"/desk/{event}/applications"))

    without = statements()
    for query in ("medium%3Dradio", "grade%3DA", "state%3Ddeclined"):
        page = officer.browser.get(f"/desk/{event}/views?queue={query}")
        officer.browser.send(page, "/views", name=query)
    assert statements() == without


def test_each_filter_gets_its_own_counts_whatever_is_asked_beside_it(
    app: Flask, officer: Person, applicant: Make
) -> None:
    people = [
        applicant(S.SUBMITTED, medium=Medium.RADIO),
        applicant(S.APPROVED, medium=Medium.RADIO),
        applicant(S.DECLINED),
    ]
    flag_twice(app, people[0], people[2])
    radio = QueueFilter(medium=Medium.RADIO)
    asked = {
        QueueFilter(): {S.SUBMITTED: 1, S.APPROVED: 1, S.DECLINED: 1},
        QueueFilter(states=WAITING, sort=Sort.NAME): {S.SUBMITTED: 1, S.APPROVED: 1, S.DECLINED: 1},
        radio: {S.SUBMITTED: 1, S.APPROVED: 1},
        QueueFilter(states=(S.DECLINED,), medium=Medium.RADIO): {S.SUBMITTED: 1, S.APPROVED: 1},
        QueueFilter(flagged=True): {S.SUBMITTED: 1, S.DECLINED: 1},
        QueueFilter(seen=Seen.CHANGED): {},
        QueueFilter(claimed=Claimed.MINE): {},
    }
    with app.app_context():
        number = db.session.scalars(select(Application.event_id)).first() or 0
        found = count_each(number, list(asked), Reader(officer.account_id, now()))
    assert found == [{state: counts.get(state, 0) for state in SHOWN_TO_STAFF} for counts in asked.values()]
    sums = [shown(wanted, counts) for wanted, counts in zip(asked, found, strict=True)]
    assert sums == [3, 1, 2, 0, 2, 0, 0]


@pytest.mark.parametrize("settled", [False, True])
def test_a_settled_flag_flags_nothing(app: Flask, officer: Person, event: str, applicant: Make, settled: bool) -> None:
    one, other = applicant(outlet="One"), applicant(outlet="Two")
    flag_twice(app, one, other)
    if settled:
        with app.app_context(), db_transaction():
            for flag in db.session.scalars(select(Flag)):
                flag.settled_at, flag.settled_by = now(), "somebody"
    text = officer.browser.get(f"/desk/{event}/applications?state=all&flagged=1").text
    assert f"Applications found: {0 if settled else 2}" in text


def flag_twice(app: Flask, *people: Person) -> None:
    """Each of these has two open reasons to look twice, and nobody else has any."""
    with app.app_context(), db_transaction():
        for flag in db.session.scalars(select(Flag)):
            db.session.delete(flag)
        db.session.flush()
        for person in people:
            number = db.session.scalar(select(Application.id).where(Application.ref == person.ref))
            for kind in (FlagKind.SAME_NAME, FlagKind.SAME_PHONE):
                db.session.add(Flag(application_id=number, other_id=None, kind=kind, raised_at=now()))
