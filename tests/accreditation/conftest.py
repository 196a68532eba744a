"""People of more than one module here: with papers in hand, or of an outlet whose newsroom is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from press.clock import now
from press.db import db, db_transaction
from press.events.models import Event
from press.events.queries import event_by_slug
from press.outlets.domains import register_domain
from press.outlets.models import Outlet
from press.storage.s3 import S3Store
from tests.support import files
from tests.support.databases import EVENT
from tests.support.people import OFFICER, Person
from tests.support.uploading import Sender

Applicant = Callable[..., Person]
Deliver = Callable[[], int]


@pytest.fixture
def handed_in(applicant: Applicant, store: S3Store, deliver: Deliver) -> Person:
    """Somebody with a photo, a letter of two pages that holds a script, and tear sheets."""
    person = applicant(role="photographer")
    sender = Sender(person)
    sender.send(files.jpeg(), name=files.THAI_NAME)
    sender.send(files.pdf_with_script(), "letter", "letter.pdf")
    sender.send(files.pdf(2), "tear_sheets", "sheets.pdf")
    deliver()
    return person


@pytest.fixture
def later_event(app: Flask) -> str:
    """A second event, three months after the first."""
    with app.app_context(), db_transaction():
        first = event_by_slug(EVENT)
        columns = {
            column.name: getattr(first, column.name) for column in Event.__table__.columns if column.name != "id"
        }
        columns |= {"slug": "second-event", "name_en": "Second Event", "name_th": "งานที่สอง"}
        columns |= {"starts_at": first.starts_at + timedelta(days=90), "ends_at": first.ends_at + timedelta(days=90)}
        db.session.add(Event(**columns))
    return "second-event"


@pytest.fixture
def reporter(app: Flask, applicant: Applicant) -> Person:
    """Of a verified outlet, self-declared so far."""
    return applicant(outlet="Thai Morning", verified=True, name_en="Rin Reporter", email="rin@freelance.example")


@pytest.fixture
def known_domain(app: Flask, reporter: Person) -> None:
    with app.app_context(), db_transaction():
        register_domain(db.session.query(Outlet).one(), "thaimorning.co.th", source="imprint", by=OFFICER, at=now())
