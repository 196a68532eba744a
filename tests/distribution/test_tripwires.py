"""Addresses that nobody is given: they answer as every missing page does, and before a lift the editors are told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from press.accounts.states import Role
from press.clock import now
from press.db import db
from press.distribution.models import Alarm
from press.distribution.queries import alarms as limits
from press.distribution.tripwires import FILES, wire_of
from tests.distribution.conftest import LIFTED
from tests.kits.folders import edit
from tests.support import people
from tests.support.browser import Browser
from tests.support.mailbox import Letter

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def held(folder: Path, republish: Callable[[], None]) -> str:
    """A kit that waits for its lift."""
    edit(folder, "kit.toml", f"embargo_until = {LIFTED}", "embargo_until = 2999-01-01T09:00:00+07:00")
    republish()
    return "sample-kit"


def alarms(app: Flask) -> list[tuple[str, int]]:
    with app.app_context():
        rows = db.session.scalars(select(Alarm).order_by(Alarm.id))
        return [(row.wire, row.times) for row in rows]


def test_a_guessed_address_is_missing_as_any_other_and_counted(app: Flask, visitor: Browser, held: str) -> None:
    nothing = visitor.get("/nothing-here")
    for url in ("/logo.zip", "/logo.zip", "/press-kit.zip", "/kits/sample-kit.zip"):
        page = visitor.get(url)
        assert (page.status, page.title) == (404, nothing.title)

    assert alarms(app) == [("/logo.zip", 2), ("/press-kit.zip", 1), ("/kits/sample-kit.zip", 1)]


def test_what_everybody_may_mistype_is_no_alarm(app: Flask, visitor: Browser, held: str) -> None:
    for url in ("/nothing-here", "/kits/nothing", "/kits/sample-kit", "/events/none", "/wp-login.php"):
        assert visitor.get(url).status == 404

    assert alarms(app) == []


def test_nothing_is_counted_while_nothing_is_held(app: Flask, visitor: Browser, kit: str) -> None:
    assert visitor.get("/logo.zip").status == 404
    assert alarms(app) == []


def test_editors_get_one_mail_an_hour(
    app: Flask, visitor: Browser, held: str, event: str, mails: Callable[[], list[Letter]]
) -> None:
    people.staff(app, Role.EDITOR, now(), email="editor@press.example", event=event)
    people.staff(app, Role.EDITOR, now(), email="elsewhere@press.example", event=people.another_event(app))
    people.staff(app, Role.GATE, now(), email="gate@press.example")
    for url in ("/logo.zip", "/press-kit.zip", "/logo.zip"):
        visitor.get(url)

    letters = [letter for letter in mails() if "trying addresses" in letter.subject]

    assert [letter.to for letter in letters] == ["editor@press.example"]
    assert "sample" not in letters[0].text.lower()
    assert "/studio/alarms" in letters[0].text


def test_wrong_files_are_told_of_when_they_are_many(
    app: Flask, visitor: Browser, held: str, event: str, mails: Callable[[], list[Letter]]
) -> None:
    people.staff(app, Role.EDITOR, now(), email="editor@press.example", event=event)

    def tell_of(tries: int) -> int:
        for number in range(tries):
            visitor.get(f"/files/nosuchfile/{number + 1}/a.zip")
        return sum("trying addresses" in letter.subject for letter in mails())

    assert tell_of(9) == 0
    assert tell_of(1) == 1
    assert alarms(app) == [(FILES, 10)]


def test_counting_ends_somewhere(app: Flask, visitor: Browser, held: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_COUNTED", 3)
    monkeypatch.setattr(limits, "MOST_ROWS", 2)
    for url in ["/logo.zip"] * 5 + ["/press-kit.zip", "/kit.zip", "/logos.zip"]:
        visitor.get(url)

    assert alarms(app) == [("/logo.zip", 3), ("/press-kit.zip", 1)]


def test_editors_see_the_list(app: Flask, visitor: Browser, held: str) -> None:
    editor = people.staff(app, Role.EDITOR, now())
    assert "No alarm in the last two weeks" in editor.browser.get("/studio/alarms").text
    visitor.get("/logo.zip")
    Browser(app, address="127.0.0.9").get("/logo.zip")

    page = editor.browser.get("/studio/alarms")

    assert "/logo.zip" in page.text
    assert "127.0.0" not in page.html
    with app.app_context():
        assert len({row.visitor for row in db.session.scalars(select(Alarm))}) == 2


@pytest.mark.parametrize(
    ("path", "wire"),
    [
        ("/LOGO.zip", "/logo.zip"),
        ("/presskit/", "/presskit/"),
        ("/kits/x/draft/2", "/kits/x/draft/2"),
        ("/press_kits/x/kit.toml", "/press_kits/x/kit.toml"),
        ("/files/a/1/b.zip", FILES),
        ("/kits/x/releases/y", None),
        ("/logo.zip/more", None),
    ],
)
def test_wires(path: str, wire: str | None) -> None:
    assert wire_of(path) == wire
