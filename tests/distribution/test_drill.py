"""`kits drill`: every address asked for as everybody, around the second of a lift, and nothing is changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask, Response
from sqlalchemy import func, select

from press.accreditation.states import ApplicationState
from press.clock import now
from press.db import Base, db
from press.distribution.drill.canaries import FRAGMENT, canaries_of
from press.distribution.drill.roles import Player, players
from press.distribution.drill.surfaces import addresses_of, one_picture_of_each_kind
from press.distribution.drill.walking import Eyes
from press.kits.models import Asset, AssetEnding, Kit
from press.kits.queries import current_revision, kit_row, visible
from tests.kits.folders import edit, release
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only

LIFT = "2999-01-01T09:00:00+07:00"
WORDS = {"title_th": "ตรา", "title_en": "Mark", "reason_th": "ผิด", "reason_en": "Wrong"}


@pytest.fixture
def held(folder: Path, republish: Callable[[], None]) -> str:
    """The kit, to be read early and to lift in a distant year."""
    edit(folder, "kit.toml", "embargo_until = 2019-03-11T09:00:00+07:00", f"embargo_until = {LIFT}")
    (folder / "releases/01-launch/en.md").write_text(release("A canary that sings", "Fragment " * 9), "utf-8")
    republish()
    return "sample-kit"


def test_what_is_looked_for_in_pages_is_without_the_marks_of_lists(
    app: Flask, folder: Path, republish: Callable[[], None]
) -> None:
    line = "Fragment " * 9
    (folder / "releases/01-launch/en.md").write_text(release("Launch", f"* short\n\n1. {line}"), "utf-8")
    republish()

    with app.app_context():
        revision = current_revision(db.session.scalars(select(Kit.id)).one())
        assert revision is not None
        whole, _public = canaries_of(revision)

    assert line[:FRAGMENT].strip() in whole


def rows(app: Flask) -> dict[str, int]:
    with app.app_context():
        tables = Base.metadata.sorted_tables
        return {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_green_sheet_and_nothing_is_changed(
    app: Flask, held: str, applicant: Callable[..., Person], cli: Callable[..., Result]
) -> None:
    applicant()
    applicant(ApplicationState.APPROVED)
    applicant(ApplicationState.REVOKED)
    before = rows(app)

    done = cli("kits", "drill", held)

    assert done.exit_code == 0, done.output
    assert done.output.count("green") == 6 * 3
    assert "lifts on 2999-01-01 09:00:00 Bangkok time" in done.output
    assert "2 of 4 pictures drawn from them, one for each format, audience, licence and end of rights" in done.output
    assert "pending (made up)" not in done.output
    assert "revoked (made up)" not in done.output
    assert rows(app) == before


@pytest.mark.parametrize(
    ("player", "seen_as", "words"),
    [
        ("anonymous", visible.Reader(staff=True), "title of 01-launch: A canary that sings"),
        ("undertaken", visible.Reader(), "answered 404, although it is due"),
    ],
)
def test_what_is_early_and_what_is_missing_is_red(
    held: str,
    cli: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    player: str,
    seen_as: visible.Reader,
    words: str,
) -> None:
    rule = visible._open_to
    monkeypatch.setattr(visible, "_open_to", lambda _reader, at, audience: rule(seen_as, at, audience))
    monkeypatch.setattr(
        "press.distribution.cli.players", lambda kit: [one for one in players(kit) if one.name == player]
    )
    monkeypatch.setattr("press.distribution.cli.MOST_SHOWN", 500)

    done = cli("kits", "drill", held)

    assert done.exit_code == 1
    assert "RED" in done.output
    assert words in done.output


def test_who_is_approved_while_it_runs_is_not_red(
    held: str,
    applicant: Callable[..., Person],
    cli: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    applicant(ApplicationState.APPROVED)

    def found_before(kit: Kit) -> list[Player]:
        """The accredited person as somebody who waited when the drill looked them up."""
        [approved] = [one for one in players(kit) if one.name == "accredited"]
        return [Player("pending", approved.actor)]

    monkeypatch.setattr("press.distribution.cli.players", found_before)

    done = cli("kits", "drill", held)

    assert "has changed meanwhile, run it again" in done.output
    assert "RED" not in done.output
    assert done.exit_code == 3


def test_every_page_and_every_file_but_of_drawn_pictures_one_of_each_kind(app: Flask, held: str) -> None:
    with app.test_request_context():
        kit = kit_row(held)
        revision = current_revision(kit.id) if kit else None
        assert kit is not None
        assert revision is not None
        paths = {asset.ref: asset.path for asset in db.session.scalars(select(Asset))}

        def left_out() -> set[str]:
            known = addresses_of(app, kit, revision)
            asked = set(one_picture_of_each_kind(known))
            return {paths[one.url.split("/")[2]] for one in known if one not in asked}

        alike = left_out()
        db.session.add(AssetEnding(asset_id=_number_of("assets/logo/mark-en.svg"), at=now(), **WORDS))
        db.session.add(AssetEnding(asset_id=_number_of("assets/logo/mark-open.svg@png-128"), at=now(), **WORDS))
        db.session.flush()

        assert alike == {"assets/logo/mark-en.svg@png-128", "assets/logo/mark-open.svg@png-128"}
        assert left_out() == {"assets/logo/mark-en.svg@png-128"}  # of those that are there and those taken back


def _number_of(path: str) -> int:
    return db.session.scalars(select(Asset.id).where(Asset.path == path)).one()


def test_what_was_read_in_a_file_counts_for_whoever_is_given_a_part_of_it() -> None:
    """A file is read once, by whoever may have it first: it may say more than the next one may know."""
    own = Flask("own")
    own.add_url_rule("/a.txt", "file", lambda: Response("All.\nThe%20secret&amp;word is out.", headers={"ETag": '"1"'}))
    client = own.test_client()
    eyes = Eyes({"The secret&word": "title", "nothing like it": "title"})
    part = client.get("/a.txt", headers={"Range": "bytes=0-0"})
    part.set_data(b"A")

    assert eyes.found_in(part, "/a.txt") == set()
    assert eyes.is_new(part)
    assert eyes.found_in(client.get("/a.txt"), "/a.txt") == {"The secret&word"}
    assert not eyes.is_new(part)
    assert eyes.found_in(part, "/a.txt") == {"The secret&word"}


def test_there_is_no_drill_of_nothing(cli: Callable[..., Result]) -> None:
    done = cli("kits", "drill", "no-such-kit")

    assert done.exit_code == 1
    assert "there is no published kit 'no-such-kit'; none is published yet" in done.output
