"""The figures of an event as they were when it ended stay, whatever comes later."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from press.accreditation.states import ApplicationState as S
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db
from tests.support.browser import Browser
from tests.support.people import Person

Make = Callable[..., Person]
Edit = Callable[..., None]


def run(app: Flask) -> None:
    with app.app_context():
        app.extensions["press.jobs"]["accreditation.expire"]({})
        db.session.remove()


def frozen(app: Flask) -> list[int]:
    """The outlets of each entry."""
    with app.app_context():
        found = db.select(AuditEntry).filter_by(action="event.figures_frozen").order_by(AuditEntry.id)
        return [entry.details["outlets"] for entry in db.session.scalars(found)]


def test_a_revocation_after_the_end_changes_the_figure_of_today_alone(
    app: Flask, applicant: Make, officer: Person, visitor: Browser, event: str, edit_event: Edit
) -> None:
    person = applicant(S.APPROVED, outlet="A", verified=True)
    run(app)
    assert frozen(app) == []  # kept open: not over
    edit_event(kept_open=False)
    for _time in range(2):
        run(app)
    assert frozen(app) == [1]
    officer.browser.send(officer.browser.get(person.desk_page), "/revoke", reason="Left.")
    public, desk = visitor.get(f"/events/{event}").text, officer.browser.get(f"/desk/{event}").text
    for page in (public, desk):
        assert "0 of 20 outlets" in page
        assert "When the event ended: 1 of 20 outlets" in page
    assert "· people 1" in public.partition("When the event ended")[2]


@pytest.mark.sqlite_only
def test_the_public_sees_of_it_what_the_event_publishes(
    app: Flask, applicant: Make, officer: Person, visitor: Browser, event: str, edit_event: Edit
) -> None:
    applicant(S.APPROVED, outlet="A", verified=True)
    edit_event(kept_open=False, public_figures=["people"])
    run(app)
    assert "When the event ended" not in visitor.get(f"/events/{event}").text
    edit_event(public_figures=["outlets"])
    shown = visitor.get(f"/events/{event}").text
    assert "When the event ended: 1 of 20 outlets · " in shown
    edit_event(public_progress=False)
    assert "When the event ended" not in visitor.get(f"/events/{event}").text
    assert "When the event ended" in officer.browser.get(f"/desk/{event}").text


@pytest.mark.sqlite_only
def test_an_end_that_was_moved_to_a_later_day_is_frozen_anew(
    app: Flask, applicant: Make, visitor: Browser, event: str, edit_event: Edit
) -> None:
    edit_event(kept_open=False)
    run(app)
    edit_event(ends_at=now() + timedelta(days=1))
    applicant(S.APPROVED, outlet="A", verified=True)
    run(app)
    assert "When the event ended" not in visitor.get(f"/events/{event}").text
    edit_event(ends_at=now())
    run(app)
    assert frozen(app) == [0, 1]
    assert "When the event ended: 1 of 20 outlets" in visitor.get(f"/events/{event}").text


def test_two_workers_at_once_keep_one(app: Flask, edit_event: Edit) -> None:
    edit_event(kept_open=False)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _each: run(app), range(4)))
    assert frozen(app) == [0]
