"""The event's file, and when it takes applications."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from press.events.errors import EventFileFault
from press.events.models import Event
from press.events.queries import event_by_slug
from press.events.source import read_event_file
from tests.support.browser import Browser
from tests.support.databases import EVENT_FILE

SECOND = timedelta(seconds=1)


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """A copy of the first event's file with one thing different."""
    text = EVENT_FILE.read_text("utf-8")
    assert old in text
    copy = tmp_path / "event.toml"
    copy.write_text(text.replace(old, new, 1), "utf-8")
    return copy


def test_the_first_events_file_is_whole() -> None:
    columns = read_event_file(EVENT_FILE)
    assert columns["slug"] == "smart-city-thailand-takeoff"
    assert columns["goal"] == 20
    assert columns["starts_at"] == datetime(2019, 3, 11, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('slug = "smart-city-thailand-takeoff"', "", "slug"),
        ("goal = 20", 'goal = "many"', "many"),
        ("goal = 20", "goal = 0", "goal"),
        ("starts_at = 2019-03-11T09:00:00+07:00", "starts_at = 2019-03-11T09:00:00", "starts_at"),
        ("starts_at = 2019-03-11T09:00:00+07:00", 'starts_at = "soon"', "starts_at"),
        ("ends_at = 2019-03-11T12:00:00+07:00", "ends_at = 2019-03-11T08:00:00+07:00", "ends_at"),
        ("[venue]", "[venues]", "venue"),
        ('en = "Smart City Thailand Takeoff"', "", "en"),
        ("goal = 20", "goal = = 20", "line"),
    ],
)
def test_a_fault_names_file_and_key(tmp_path: Path, old: str, new: str, named: str) -> None:
    path = changed(tmp_path, old, new)
    with pytest.raises(EventFileFault) as caught:
        read_event_file(path)
    assert str(path) in caught.value.message
    assert named in caught.value.message


@pytest.mark.sqlite_only
def test_scripts_in_the_description_are_words(tmp_path: Path) -> None:
    columns = read_event_file(
        changed(tmp_path, "## What is launched", "<script>alert(1)</script><img src=x onerror=y>")
    )
    assert "<script" not in columns["description_html_en"]
    assert "<img" not in columns["description_html_en"]


@pytest.mark.sqlite_only
class TestCommand:
    """`events load`."""

    def test_again_without_change_it_does_nothing(self, cli: Callable[..., Result]) -> None:
        assert "nothing to change" in cli("events", "load", str(EVENT_FILE), "--keep-open").output

    def test_a_change_is_taken_over(self, app: Flask, cli: Callable[..., Result], tmp_path: Path, event: str) -> None:
        path = changed(tmp_path, "goal = 20", "goal = 24")
        assert "loaded" in cli("events", "load", str(path), "--keep-open").output
        with app.app_context():
            assert event_by_slug(event).goal == 24

    def test_a_fault_changes_nothing_and_exits_with_1(
        self, app: Flask, cli: Callable[..., Result], tmp_path: Path, event: str
    ) -> None:
        result = cli("events", "load", str(changed(tmp_path, "goal = 20", "")))
        assert result.exit_code == 1
        assert "goal" in result.output
        with app.app_context():
            assert event_by_slug(event).goal == 20

    def test_a_file_that_is_not_there_is_said_plainly(self, cli: Callable[..., Result], tmp_path: Path) -> None:
        result = cli("events", "load", str(tmp_path / "none.toml"))
        assert result.exit_code == 1
        assert "none.toml" in result.output


class TestWindow:
    """When applications are taken: to the very second."""

    opens = datetime(2019, 2, 1, tzinfo=UTC)
    closes = datetime(2019, 3, 8, tzinfo=UTC)
    ends = datetime(2019, 3, 11, 5, tzinfo=UTC)

    def event(self, **columns: object) -> Event:
        plain = {"opened_at": self.opens, "ends_at": self.ends, "kept_open": False}
        return Event(**{**plain, **columns})

    @pytest.mark.parametrize(
        ("moment", "taken"),
        [(opens - SECOND, False), (opens, True), (closes - SECOND, True), (closes, False), (ends, False)],
    )
    def test_from_its_opening_to_its_close(self, moment: datetime, taken: bool) -> None:
        event = self.event(applications_open_at=self.opens, applications_close_at=self.closes)
        assert event.takes_applications(moment) is taken

    def test_without_a_close_until_the_event_ends(self) -> None:
        assert self.event().takes_applications(self.ends - SECOND)
        assert not self.event().takes_applications(self.ends)

    def test_kept_open_after_the_end(self) -> None:
        assert self.event(kept_open=True).takes_applications(self.ends + timedelta(days=3000))

    def test_never_before_it_is_opened(self) -> None:
        assert not self.event(opened_at=None, kept_open=True).takes_applications(self.opens)


class TestClosed:
    """An event whose window is over says so, and takes nothing."""

    @pytest.fixture(autouse=True)
    def _closed(self, edit_event: Callable[..., None]) -> None:
        edit_event(kept_open=False)

    def test_its_pages_say_so(self, visitor: Browser, event: str) -> None:
        page = visitor.get(f"/events/{event}")
        assert "Applications are closed" in page.text
        assert f"/events/{event}/apply" not in page.links
        assert "Applications are closed" in visitor.get(f"/events/{event}/apply").text

    def test_a_form_that_was_still_open_is_refused(
        self, visitor: Browser, event: str, edit_event: Callable[..., None]
    ) -> None:
        edit_event(kept_open=True)
        page = visitor.get(f"/events/{event}/apply")
        edit_event(kept_open=False)
        answer = visitor.send(page, email="late@news.example")
        assert answer.status == 409
        assert "Applications are closed" in answer.text


@pytest.mark.sqlite_only
def test_an_event_that_is_not_opened_is_not_there(
    edit_event: Callable[..., None], visitor: Browser, event: str
) -> None:
    edit_event(opened_at=None)
    for address in (f"/events/{event}", f"/events/{event}/apply", f"/events/{event}/progress.json"):
        assert visitor.get(address).status == 404
    assert visitor.get("/").status == 200
