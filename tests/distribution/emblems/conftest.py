"""A kit whose mark is an emblem, and a city that asks for it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from press.clock import now
from press.db import db, db_transaction
from press.distribution.services import emblems as verbs
from press.mail.delivery import deliver
from press.mail.models import OutboxMail
from press.mail.states import MailState
from tests.distribution.emblems.asking import (
    Tell,
    asked,
    code_of,
    decide,
)
from tests.kits.folders import edit
from tests.support import people
from tests.support.mailbox import Letter, letters_in
from tests.support.people import Person


@pytest.fixture
def folder(folder: Path) -> Path:
    """The small kit, its mark an emblem."""
    edit(folder, "assets/logo/pack.toml", "programme_mark", "certification_emblem")
    return folder


@pytest.fixture
def city(app: Flask) -> Person:
    """Somebody of a city, who is no journalist and has proven an address."""
    return people.journalist(app, now(), email="mayor@city.example")


@pytest.fixture
def tell(app: Flask, tmp_path: Path, mails: Callable[[], list[Letter]]) -> Tell:
    """What the worker's job mails at this moment."""

    def run(at: datetime) -> list[Letter]:
        before = len(mails())
        with app.test_request_context(), db_transaction():
            verbs.tell_of_ends(at=at)
        with app.app_context():
            for number in db.session.scalars(select(OutboxMail.id).where(OutboxMail.state == MailState.QUEUED)).all():
                deliver({"mail_id": number})
        return letters_in(tmp_path / "mail")[before:]

    return run


@pytest.fixture
def subjects(tell: Tell) -> Callable[[datetime], list[str]]:
    return lambda at: [letter.subject.rpartition(" / ")[2] for letter in tell(at)]


@pytest.fixture
def granted(app: Flask, kit: str, city: Person, officer: Person) -> str:
    """The code of an approval until END."""
    asked(city)
    decide(officer, app, "approve", until="31/12/2600")
    return code_of(app)
