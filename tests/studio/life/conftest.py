from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from press.accounts.states import Role
from press.audit.services import By
from press.clock import now
from press.db import db, db_transaction
from press.jobs.worker import run_until_idle
from press.kits.models import Kit
from press.kits.queries import draft_file, open_draft_of
from press.kits.services import drafting
from press.kits.services.telling import FOLLOW, PUBLISH
from press.storage.store import ObjectStore
from tests.distribution.conftest import LIFTED
from tests.kits.folders import SLUG, edit, write_kit
from tests.kits.test_publish import publish
from tests.support import people
from tests.support.people import Person

EN = "releases/01-launch/en.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small kit, under embargo until 2030."""
    return write_kit(tmp_path)


@pytest.fixture
def lifted(folder: Path) -> None:
    """Asked for before `kit`: the embargo is long over."""
    edit(folder, "kit.toml", "2030-01-01T09:00:00+07:00", LIFTED)
    edit(folder, "kit.toml", "2030-01-02T09:00:00+07:00", LIFTED)


@pytest.fixture
def kit(app: Flask, folder: Path, store: ObjectStore) -> str:
    """The slug of the published kit."""
    with app.app_context():
        done = publish(app, folder)
        assert done.exit_code == 0, done.output
    return SLUG


@pytest.fixture
def author(app: Flask) -> Person:
    """Who writes."""
    return people.staff(app, Role.EDITOR, now(), email="author@press.example")


@pytest.fixture
def reviewer(app: Flask) -> Person:
    """Who reads what the author has written."""
    return people.staff(app, Role.EDITOR, now(), email="reviewer@press.example")


@pytest.fixture
def write(app: Flask, kit: str, store: ObjectStore, author: Person) -> Callable[..., None]:
    """Changes a text of the draft as its author, which is begun if there is none: `write(path, old, new)`."""

    def run(path: str = EN, old: str = "There are", new: str = "There were") -> None:
        change_draft(app, store, author, path, old, new)

    return run


def change_draft(app: Flask, store: ObjectStore, author: Person, path: str, old: str, new: str) -> None:
    """Changes a text of the kit's draft, which is begun if there is none."""
    by = By(author.account_id, "The editor")
    with app.app_context(), db_transaction():
        kit = db.session.scalars(select(Kit).where(Kit.slug == SLUG)).one()
        draft = open_draft_of(kit.id) or drafting.open_draft(kit, store, by=by, at=now())
        file = draft_file(draft.id, path)
        text = (file.text or "") if file else ""
        assert old in text
        seen = file.version if file else 0
        drafting.write_text(draft, path, text.replace(old, new, 1), seen=seen, by=by, at=now())


@pytest.fixture
def work(app: Flask) -> Callable[[], int]:
    """Lets the worker do what it does with kits; returns how many jobs it did."""

    def run() -> int:
        with app.app_context():
            return run_until_idle((PUBLISH, FOLLOW))

    return run
