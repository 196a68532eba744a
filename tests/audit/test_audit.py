"""Every act is on record: who, what, when, on what."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import pytest
from flask import Flask

from press.accreditation.states import ApplicationState
from press.audit.queries import entries_about
from press.audit.services import SYSTEM, record
from press.db import db, db_transaction
from tests.support.people import Person


def test_an_entry_is_kept_as_it_was_said(app: Flask, at: datetime) -> None:
    with app.app_context():
        with db_transaction():
            record("thing.done", "thing:1", by=SYSTEM, at=at, why="ไทย")
            record("thing.done", "thing:2", by=SYSTEM, at=at)
        [entry] = entries_about("thing:1")
        assert (entry.at, entry.actor, entry.details) == (at, "system", {"why": "ไทย"})
        assert [each.id for each in entries_about("thing:1", "thing:2", action="thing.done")] == [
            entry.id,
            entry.id + 1,
        ]
        assert list(entries_about("thing:1", action="thing.undone")) == []


@pytest.mark.sqlite_only
def test_an_act_that_failed_leaves_no_entry(app: Flask, at: datetime) -> None:
    with app.app_context():
        with suppress(RuntimeError), db_transaction():
            record("thing.done", "thing:1", by=SYSTEM, at=at)
            raise RuntimeError
        assert list(entries_about("thing:1")) == []
        db.session.rollback()


def test_the_whole_way_of_an_application_is_on_record(app: Flask, applicant: Callable[..., Person]) -> None:
    person = applicant(ApplicationState.REVOKED)
    with app.app_context():
        acts = [entry.action for entry in entries_about(f"application:{person.ref}")]
    assert acts == [
        "application.submitted",
        "application.taken_up",
        "application.evidence",
        "application.approved",
        "application.revoked",
    ]


@pytest.mark.sqlite_only
def test_entries_hold_neither_addresses_nor_telephones(app: Flask, applicant: Callable[..., Person]) -> None:
    person = applicant(ApplicationState.APPROVED, phone="081 999 8888")
    with app.app_context():
        details = str([entry.details for entry in entries_about(f"application:{person.ref}")])
    assert person.email not in details
    assert [phone for phone in ("081 999 8888", "0819998888", "819998888") if phone in details] == []
