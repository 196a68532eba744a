"""Papers, as an applicant's browser and the queue see them."""

from __future__ import annotations

from flask import Flask

from press.accreditation.queries import application_for_staff
from press.accreditation.queries.papers import papers_state
from press.clock import now
from press.db import db_transaction
from tests.support import people
from tests.support.browser import Page
from tests.support.people import Person


def page_of(person: Person) -> Page:
    return person.browser.get(f"{person.status_page}/papers")


def missing(app: Flask, person: Person) -> int:
    """As the queue will filter by it; the same as when it is counted anew."""
    with app.app_context():
        application = application_for_staff(person.ref)
        assert application.papers_missing == papers_state(application).missing
        return application.papers_missing


def next_time(app: Flask, person: Person, event: str) -> Person:
    """The same person applies to the other event."""
    with app.test_request_context(), db_transaction():
        ref = people.applied(people.answers(email=person.email), now(), event).ref
    return Person(person.browser, person.account_id, person.email, ref)
