"""Who sees what, to the second: one clock for the whole kit."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from press.db import db
from press.kits.errors import KitNotFound
from press.kits.models import Asset
from press.kits.queries import (
    Reader,
    known_kits_of_event,
    may_see_kit,
    visible_asset,
    visible_entries,
    visible_kit,
    visible_release,
    visible_texts,
)
from press.kits.states import AssetKind
from tests.kits.folders import SLUG, edit
from tests.kits.pictures import PHOTOS, add_photo
from tests.kits.test_publish import publish

LIFT = datetime(2030, 1, 2, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MICROSECOND = timedelta(microseconds=1)
ANYONE = Reader()
CREDENTIALED = Reader(credentialed=True)
STAFF = Reader(staff=True)
EVERY_KIND = list(AssetKind)


@pytest.fixture
def published(in_app: Flask, folder: Path, store: object) -> None:
    publish(in_app, folder)


def there(look: Callable[[], object]) -> bool:
    try:
        return bool(look())
    except KitNotFound:
        return False


def ref(path: str) -> str:
    return db.session.scalars(select(Asset.ref).where(Asset.path == path)).one()


def surfaces(reader: Reader, at: datetime) -> set[str]:
    """Everything of the kit that shows to this reader at this moment."""
    asked = {
        "kit": lambda: visible_kit(SLUG, reader, at),
        "page": lambda: may_see_kit(SLUG, reader, at),
        "link": lambda: any(one.revision for one in known_kits_of_event(1, reader, at)),
        "texts": lambda: visible_texts(SLUG, reader, at),
        "release": lambda: visible_release(SLUG, "01-launch", reader, at),
        "document": lambda: visible_asset(ref("documents/ข้อมูล น้ำ.txt"), reader, at),
        "logo": lambda: visible_asset(ref("assets/logo/mark-en.svg"), reader, at),
        "rendition": lambda: visible_asset(ref("assets/logo/mark-en.svg@png-64"), reader, at),
        "zip": lambda: visible_asset(ref("zips/all@accredited"), reader, at),
        "open logo": lambda: visible_asset(ref("assets/logo/mark-open.svg"), reader, at),
        "open rendition": lambda: visible_asset(ref("assets/logo/mark-open.svg@png-64"), reader, at),
        "open zip": lambda: visible_asset(ref("zips/all@public"), reader, at),
    }
    shown = {name for name, look in asked.items() if there(look)}
    return shown | {f"listed {entry.asset.path}" for entry in visible_entries(SLUG, EVERY_KIND, reader, at)}


OPEN = {"open logo", "open rendition", "open zip"} | {
    f"listed {path}"
    for path in (
        "assets/logo/mark-open.svg",
        "assets/logo/mark-open.svg@png-64",
        "assets/logo/mark-open.svg@png-128",
        "zips/all@public",
    )
}


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("before", [SECOND, MICROSECOND, timedelta(days=400)])
def test_nothing_shows_before_the_lift(before: timedelta) -> None:
    assert surfaces(ANYONE, LIFT - before) == set()
    assert surfaces(CREDENTIALED, LIFT - before) == set()


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("after", [timedelta(), SECOND])
def test_everything_shows_from_the_lift_on(after: timedelta) -> None:
    everything = surfaces(STAFF, LIFT + after)

    assert len(everything) == 12 + 9 + 6
    assert surfaces(CREDENTIALED, LIFT + after) == everything
    assert surfaces(ANYONE, LIFT + after) == OPEN


@pytest.mark.usefixtures("published")
def test_staff_see_it_before() -> None:
    assert surfaces(STAFF, LIFT - SECOND) == surfaces(STAFF, LIFT)


@pytest.mark.usefixtures("published")
def test_public_kit_is_open_to_all_after_the_lift(app: Flask, folder: Path) -> None:
    edit(folder, "kit.toml", '"accredited"', '"public"')
    publish(app, folder)

    assert surfaces(ANYONE, LIFT - SECOND) == set()
    assert {"kit", "texts", "release", "document", "logo"} <= surfaces(ANYONE, LIFT)


@pytest.mark.usefixtures("published")
def test_an_embargo_moved_later_counts_for_every_file(app: Flask, folder: Path) -> None:
    edit(folder, "kit.toml", "embargo_until = 2030-01-02", "embargo_until = 2030-01-03")
    publish(app, folder)

    assert surfaces(CREDENTIALED, LIFT + SECOND) == set()
    assert surfaces(CREDENTIALED, LIFT + timedelta(days=1)) == surfaces(STAFF, LIFT)


@pytest.mark.usefixtures("published")
def test_a_file_that_left_the_kit_is_gone(app: Flask, folder: Path) -> None:
    taken = ref("documents/ข้อมูล น้ำ.txt")
    (folder / "documents/documents.toml").unlink()
    publish(app, folder)

    for reader in (CREDENTIALED, STAFF):
        with pytest.raises(KitNotFound):
            visible_asset(taken, reader, LIFT + SECOND)


@pytest.mark.usefixtures("in_app")
def test_unknown_names_nothing() -> None:
    for look in (
        lambda: visible_kit("nothing", STAFF, LIFT),
        lambda: visible_release("nothing", "x", STAFF, LIFT),
        lambda: visible_asset("nothing", STAFF, LIFT),
    ):
        with pytest.raises(KitNotFound):
            look()


def test_a_photo_is_given_to_nobody_from_the_second_in_which_its_rights_end(
    in_app: Flask, folder: Path, store: object
) -> None:
    end = LIFT + timedelta(days=30)
    add_photo(folder, manifest=PHOTOS.replace("taken = 2030-01-01", f"usable_until = {end.isoformat()}"))
    publish(in_app, folder)
    paths = ("assets/photos/square.jpg", "assets/photos/square.jpg@jpg-800")

    for reader in (CREDENTIALED, STAFF):
        for path in paths:
            assert there(lambda: visible_asset(ref(path), reader, end - MICROSECOND))  # noqa: B023 - called at once
            assert not there(lambda: visible_asset(ref(path), reader, end))  # noqa: B023
        before, after = (visible_entries(SLUG, EVERY_KIND, reader, at) for at in (end - MICROSECOND, end))
        assert {entry.asset.path for entry in before} - {entry.asset.path for entry in after} == {
            *paths,
            "assets/photos/square.jpg@jpg-1200",
        }
