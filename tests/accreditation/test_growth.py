"""The line of the counted outlets over time, and where it leads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from press.accreditation.models import Application, Credential
from press.accreditation.queries.growth import Outlook, counted_since, growth, outlook
from press.accreditation.states import ApplicationState as S
from press.clock import now
from press.db import db, db_transaction
from press.events.models import Event
from press.events.queries import event_by_slug
from press.outlets.states import Medium
from tests.support.people import Person

Make = Callable[..., Person]
NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)  # in Bangkok


def test_days_are_those_of_bangkok_and_the_line_ends_now() -> None:
    evening = NOON.replace(hour=16, minute=59)
    since = [evening - timedelta(days=3), evening, evening, evening + timedelta(minutes=1)]
    days = growth(since, at=NOON + timedelta(days=5))
    assert days == [(date(2026, 11, day), total) for day, total in ((17, 1), (20, 3), (21, 4), (25, 4))]
    assert growth(since[:1], at=since[0]) == [(date(2026, 11, 17), 1)]


def test_the_last_seven_days_go_on_until_the_event_begins() -> None:
    since = [NOON - timedelta(days=days) for days in (30, 8, 6, 1)]
    ahead = Event(starts_at=NOON + timedelta(days=14))
    assert outlook(since, ahead, at=NOON) == Outlook(lately=2, then=8)
    assert outlook([], ahead, at=NOON) == Outlook(lately=0, then=0)
    assert outlook(since, Event(starts_at=NOON), at=NOON) is None


def test_each_counted_outlet_stands_there_once_since_its_first_accreditation(
    app: Flask, applicant: Make, event: str
) -> None:
    first, second = applicant(S.APPROVED, outlet="A", verified=True), applicant(S.APPROVED, outlet="A")
    for state, outlet, verified in ((S.APPROVED, "B", False), (S.REVOKED, "C", True), (S.SUBMITTED, "D", True)):
        applicant(state, outlet=outlet, verified=verified)
    days = {first.ref: 3, second.ref: 5}
    at = now()
    with app.app_context(), db_transaction():
        for credential in db.session.query(Credential):
            ref = db.session.get_one(Application, credential.application_id).ref
            credential.issued_at = at - timedelta(days=days.get(ref, 9))
    with app.app_context():
        assert [round((at - since) / timedelta(days=1)) for since in counted_since(event_by_slug(event))] == [5]


@pytest.mark.sqlite_only
def test_the_overview_draws_it_toward_the_goal(
    app: Flask, applicant: Make, officer: Person, event: str, edit_event: Callable[..., None]
) -> None:
    assert "Outlets over time" not in officer.browser.get(f"/desk/{event}").text
    applicant(S.APPROVED, outlet="A", verified=True)
    applicant(S.APPROVED, outlet="B", verified=True, medium=Medium.RADIO)
    with app.app_context(), db_transaction():
        for credential, days in zip(db.session.query(Credential).order_by(Credential.id), (10, 2), strict=True):
            credential.issued_at = now() - timedelta(days=days)
    page = officer.browser.get(f"/desk/{event}").text
    assert "Outlets over time" in page
    assert "Goal 20" in page
    assert "In the last 7 days" not in page  # it is over
    edit_event(starts_at=now() + timedelta(days=70, hours=1), ends_at=now() + timedelta(days=71))
    ahead = officer.browser.get(f"/desk/{event}").text
    assert "In the last 7 days: 1. If it goes on like this: 12 of 20 outlets when the event begins." in ahead
