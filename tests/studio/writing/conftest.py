from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from press.accounts.states import Role
from press.clock import now
from press.kits.queries import draft_file, kit_row, open_draft_of
from press.storage.s3 import S3Store
from tests.kits.folders import SLUG, write_kit
from tests.kits.test_publish import publish
from tests.support import people
from tests.support.people import Person


@pytest.fixture
def editor(app: Flask) -> Person:
    """Somebody who writes kits."""
    return people.staff(app, Role.EDITOR, now(), email="one@press.example")


@pytest.fixture
def other_editor(app: Flask) -> Person:
    return people.staff(app, Role.EDITOR, now(), email="two@press.example")


@pytest.fixture
def in_app(app: Flask) -> Iterator[Flask]:
    """Lets the test read the database."""
    with app.app_context():
        yield app


@pytest.fixture
def kit(app: Flask, store: S3Store, tmp_path: Path, editor: Person) -> str:
    """The address in the studio of a published kit with an open draft."""
    with app.app_context():
        publish(app, write_kit(tmp_path))
    page = editor.browser.get(f"/studio/{SLUG}/write")
    assert editor.browser.send(page, f"/studio/{SLUG}/write").status == 303
    return f"/studio/{SLUG}"


@pytest.fixture
def text_of(app: Flask) -> Callable[[str], str]:
    """What stands in a file of the draft now; empty when there is none."""

    def read(path: str, slug: str = SLUG) -> str:
        with app.app_context():
            kit = kit_row(slug)
            assert kit is not None
            draft = open_draft_of(kit.id)
            file = draft_file(draft.id, path) if draft else None
            return (file.text or "") if file else ""

    return read
