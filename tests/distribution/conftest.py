from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, url_for
from sqlalchemy import select

from press.accreditation.states import ApplicationState
from press.db import db
from press.kits.models import Asset, AssetRevision
from tests.kits.folders import edit, write_kit
from tests.kits.test_publish import publish
from tests.support.people import Person

LIFTED = "2019-03-11T09:00:00+07:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small kit, its embargo long over."""
    folder = write_kit(tmp_path)
    edit(folder, "kit.toml", "2030-01-01T09:00:00+07:00", LIFTED)
    edit(folder, "kit.toml", "2030-01-02T09:00:00+07:00", LIFTED)
    return folder


@pytest.fixture
def republish(app: Flask, folder: Path, store: object) -> Callable[[], None]:
    """Publishes the folder as it now is."""

    def run() -> None:
        with app.app_context():
            done = publish(app, folder)
            assert done.exit_code == 0, done.output

    return run


@pytest.fixture
def kit(republish: Callable[[], None]) -> str:
    """The published kit's slug."""
    republish()
    return "sample-kit"


@pytest.fixture
def address(app: Flask) -> Callable[[str], str]:
    """The address of an asset in its newest revision."""

    def of(path: str) -> str:
        found = select(AssetRevision).join(AssetRevision.asset).where(Asset.path == path)
        with app.test_request_context():
            held = db.session.scalars(found.order_by(AssetRevision.number.desc())).first()
            assert held is not None
            return url_for("distribution.file", ref=held.asset.ref, number=held.number, name=held.file_name)

    return of


@pytest.fixture
def reporter(applicant: Callable[..., Person]) -> Person:
    """An approved journalist."""
    return applicant(ApplicationState.APPROVED)
