from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask, url_for
from sqlalchemy import select

from press.accreditation.queries import application_for_staff
from press.accreditation.services import deciding
from press.accreditation.states import ApplicationState
from press.clock import now
from press.db import db, db_transaction
from press.distribution.views import check, deadline, feeds, file, formats, logo, release, shared
from press.distribution.views import kit as kit_page
from press.kits.models import Asset, AssetRevision, Kit, Release, ReleaseEnding
from press.kits.states import EndingKind
from tests.kits.folders import edit, write_kit
from tests.kits.test_publish import publish
from tests.support import people
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


LIFT = datetime(2030, 1, 2, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the time at which the kit's pages believe to be asked."""

    def put(moment: datetime) -> None:
        for view in (check, deadline, feeds, file, formats, kit_page, logo, release, shared):
            monkeypatch.setattr(view, "now", lambda: moment)

    return put


@pytest.fixture
def embargoed(folder: Path, republish: Callable[[], None]) -> str:
    """The kit, lifted at LIFT."""
    edit(folder, "kit.toml", f"embargo_until = {LIFTED}", "embargo_until = 2030-01-02T09:00:00+07:00")
    republish()
    return "sample-kit"


@pytest.fixture
def hold(app: Flask) -> Callable[[], None]:
    """Puts the clock of the published kit to a distant year, as if it had never lifted: no verb of the product does."""

    def run() -> None:
        with app.app_context(), db_transaction():
            db.session.scalars(select(Kit)).one().embargo_until = datetime(2999, 1, 1, 2, 0, tzinfo=UTC)

    return run


@pytest.fixture
def public_kit(folder: Path, republish: Callable[[], None]) -> str:
    """The kit, open to all."""
    edit(folder, "kit.toml", 'audience = "accredited"', 'audience = "public"')
    republish()
    return "sample-kit"


@pytest.fixture
def revoke(app: Flask) -> Callable[[Person], None]:
    """Ends somebody's accreditation."""

    def run(person: Person) -> None:
        with app.test_request_context(), db_transaction():
            held = application_for_staff(person.ref)
            deciding.revoke(held, version=held.version, reason="Left.", by=people.OFFICER, at=now())

    return run


@pytest.fixture
def end_release(app: Flask) -> Callable[..., None]:
    """Takes a release out of the kit, with a word on it."""

    def run(slug: str, at: datetime, kind: EndingKind = EndingKind.WITHDRAWN) -> None:
        with app.app_context(), db_transaction():
            number = db.session.scalars(select(Release.id).where(Release.slug == slug)).one()
            said = {"title_th": "เปิดตัว", "title_en": "Launch", "reason_th": "ผิด", "reason_en": "It was wrong."}
            db.session.add(ReleaseEnding(release_id=number, kind=kind, at=at, **said))

    return run
