"""What of the progress the public sees is the event's choice; the desk sees all of it, and the gaps to the targets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from press.accreditation.states import ApplicationState as S
from press.events.settings import PUBLIC_FIGURES
from press.outlets.states import Medium
from tests.support.browser import Browser
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only
ALWAYS = {"event", "goal", "as_of"}


@pytest.fixture(autouse=True)
def _one_outlet(applicant: Callable[..., Person]) -> None:
    applicant(S.APPROVED, outlet="A", verified=True, medium=Medium.TV)


def test_all_figures_unless_the_event_says_otherwise(visitor: Browser, event: str) -> None:
    assert set(visitor.get(f"/events/{event}/progress.json").json) == {*ALWAYS, *PUBLIC_FIGURES}


def test_only_the_chosen_ones_are_published(
    visitor: Browser, event: str, edit_event: Callable[..., None], officer: Person
) -> None:
    edit_event(public_figures=["outlets", "thai"])
    assert set(visitor.get(f"/events/{event}/progress.json").json) == {*ALWAYS, "outlets", "thai"}
    page = visitor.get(f"/events/{event}")
    assert "1 of 20 outlets" in page.text
    assert "Thai 1" in page.text
    for hidden in ("people 1", "Television", "owners 1", "outlets that came"):
        assert hidden not in page.text
    assert "people 1" in officer.browser.get(f"/desk/{event}").text


def test_without_the_headline_there_are_no_squares(
    visitor: Browser, event: str, edit_event: Callable[..., None]
) -> None:
    edit_event(public_figures=["people"])
    page = visitor.get(f"/events/{event}")
    assert "people 1" in page.text
    assert "of 20 outlets" not in page.text


def test_the_desk_shows_the_gaps_to_the_targets(officer: Person, event: str, edit_event: Callable[..., None]) -> None:
    edit_event(targets={"radio": 3, "tv": 1, "print": 2})
    page = officer.browser.get(f"/desk/{event}")
    assert "Radio: 0 of 3" in page.text
    assert "Newspaper: 0 of 2" in page.text
    assert "Television: 1 of 1" not in page.text


def test_the_privacy_notice_names_contact_purpose_and_time(
    visitor: Browser, event: str, edit_event: Callable[..., None]
) -> None:
    edit_event(data_protection={"name": "Data office", "phone": "02 123 4567"}, retention_days=20)
    page = visitor.get("/privacy")
    assert "Data office · 02 123 4567" in page.text
    assert "a paper that is handed in now is deleted 20 days after we receive it." in page.text
    assert "2019" not in page.text
    ends_at = datetime(2030, 3, 11, 5, tzinfo=UTC)
    edit_event(starts_at=ends_at - timedelta(hours=3), ends_at=ends_at)
    page = visitor.get("/privacy")
    assert "Papers are deleted 20 days after the event: on 31 Mar 2030." in page.text
    assert "so that the service can be tried" not in page.text
