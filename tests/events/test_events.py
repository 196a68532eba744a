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
def test_scripts_in_the_description_are_words(
    tmp_path: Path, cli: Callable[..., Result], visitor: Browser, event: str
) -> None:
    path = changed(tmp_path, "## What is launched", "<script>alert(1)</script><img src=x onerror=y>")
    assert "loaded" in cli("events", "load", str(path), "--keep-open").output
    html = visitor.get(f"/events/{event}").html
    assert "<script>" not in html
    assert "onerror" not in html
    assert "alert(1)" in html


@pytest.mark.parametrize(
    ("chosen", "columns"),
    [
        ("two_officers = true", {"two_officers": True}),
        ("appeal_days = 3\nretention_days = 90", {"appeal_days": 3, "retention_days": 90}),
        ("quotas = { per_outlet = 2 }", {"quotas": {"overall": None, "per_outlet": 2, "by_medium": {}, "by_role": {}}}),
        ("targets = { radio = 3 }", {"targets": {"radio": 3}}),
        ('public_figures = ["people", "outlets"]', {"public_figures": ["outlets", "people"]}),
        (
            'papers = [{ kinds = ["letter"] }]',
            {"papers": [{"kinds": ["letter"], "needed": 1, "media": [], "roles": []}]},
        ),
        ('data_protection = { email = "d@x.example" }', {"data_protection": {"email": "d@x.example"}}),
    ],
)
def test_a_file_may_choose(tmp_path: Path, chosen: str, columns: dict[str, object]) -> None:
    found = read_event_file(changed(tmp_path, "goal = 20", f"goal = 20\n{chosen}"))
    assert {name: found[name] for name in columns} == columns


@pytest.mark.parametrize(
    "wrong",
    [
        'two_officers = "yes"',
        "appeal_days = -1",
        "quotas = { overall = -2 }",
        'public_figures = ["names"]',
        'papers = [{ kinds = ["passport"] }]',
        'papers = [{ kinds = ["letter"], needed = 2 }]',
    ],
)
def test_what_a_file_cannot_choose_is_named(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(EventFileFault):
        read_event_file(changed(tmp_path, "goal = 20", f"goal = 20\n{wrong}"))


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

    def test_what_the_file_does_not_name_stays(
        self, app: Flask, cli: Callable[..., Result], edit_event: Callable[..., None], event: str
    ) -> None:
        edit_event(appeal_days=3, data_protection={"phone": "02 123 4567"})
        assert "nothing to change" in cli("events", "load", str(EVENT_FILE), "--keep-open").output
        with app.app_context():
            assert event_by_slug(event).appeal_days == 3

    def test_an_event_edited_in_the_browser_is_left_alone(
        self, app: Flask, cli: Callable[..., Result], edit_event: Callable[..., None], tmp_path: Path, event: str
    ) -> None:
        edit_event(edited_at=datetime(2019, 3, 1, tzinfo=UTC))
        path = changed(tmp_path, "goal = 20", "goal = 24")
        told = cli("events", "load", str(path), "--keep-open")
        assert (told.exit_code, "edited in the browser" in told.output) == (0, True)
        with app.app_context():
            assert event_by_slug(event).goal == 20
        assert "loaded" in cli("events", "load", str(path), "--keep-open", "--overwrite").output
        with app.app_context():
            found = event_by_slug(event)
            assert (found.goal, found.edited_at) == (24, None)

    def test_it_does_not_open_an_event_without_a_data_protection_contact(
        self, cli: Callable[..., Result], tmp_path: Path, visitor: Browser
    ) -> None:
        path = str(changed(tmp_path, 'slug = "smart-city-thailand-takeoff"', 'slug = "another-event"'))
        told = cli("events", "load", path, "--keep-open")
        assert (told.exit_code, "data-protection contact" in told.output) == (1, True)
        assert visitor.get("/events/another-event").status == 404
        assert cli("events", "load", path, "--data-protection-email", "a@b.example").exit_code == 2
        assert cli("events", "load", path, "--keep-open", "--data-protection-email", "a@b.example").exit_code == 0
        assert "a@b.example" in visitor.get("/privacy").text

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
