"""The public's pages: what, when, where, who, the counting rule, and how far it has come."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from press.accreditation.states import ApplicationState as S
from press.storage.s3 import S3Store
from tests.support.browser import Browser
from tests.support.people import Person


def test_thai_reads_the_buddhist_year_and_english_the_common_one(visitor: Browser, event: str) -> None:
    thai = visitor.get(f"/events/{event}?lang=th")
    english = visitor.get(f"/events/{event}?lang=en")
    assert (thai.status, english.status) == (200, 200)
    assert "วันจันทร์ที่ 11 มีนาคม 2562" in thai.text
    assert "09:00–12:00 น." in thai.text
    assert "ห้องบอลรูม" in thai.text
    assert "Monday 11 March 2019" in english.text
    assert "Park Hyatt Bangkok" in english.text
    assert "2019" in thai.text
    assert "B.E. 2562" in english.text
    assert '<html lang="th"' in thai.html
    assert '<html lang="en"' in english.html
    assert 'datetime="2019-03-11T09:00:00+07:00"' in english.html


@pytest.mark.sqlite_only
class TestLanguage:
    """Asked for, kept, else the browser's, else Thai."""

    @pytest.mark.parametrize(
        ("asked", "header", "spoken"),
        [
            ("", "en-GB,en;q=0.9", "en"),
            ("", "th-TH,th;q=0.9,en;q=0.8", "th"),
            ("", "de,fr;q=0.9", "th"),
            ("", "", "th"),
            ("?lang=en", "th", "en"),
            ("?lang=th", "en", "th"),
            ("?lang=de", "en", "en"),
        ],
    )
    def test_which_one_is_spoken(self, app: Flask, event: str, asked: str, header: str, spoken: str) -> None:
        answer = app.test_client().get(f"/events/{event}{asked}", headers={"Accept-Language": header})
        assert answer.headers["Content-Language"] == spoken
        assert f'<html lang="{spoken}"' in answer.text

    def test_what_was_chosen_is_kept(self, app: Flask, event: str) -> None:
        client = app.test_client()
        client.get("/privacy?lang=en")
        assert '<html lang="en"' in client.get(f"/events/{event}").text

    def test_the_other_language_is_one_press_away_and_keeps_the_place(self, officer: Person, event: str) -> None:
        page = officer.browser.get(f"/desk/{event}/applications?state=approved&medium=tv")
        assert f"/desk/{event}/applications?state=approved&medium=tv&lang=th" in page.links


@pytest.mark.sqlite_only
class TestProgress:
    """The figure that the event has chosen to publish."""

    def test_page_and_json_say_the_same(self, visitor: Browser, event: str, applicant: Callable[..., Person]) -> None:
        applicant(S.APPROVED, outlet="A", verified=True)
        applicant(S.APPROVED, outlet="B")
        figures = visitor.get(f"/events/{event}/progress.json").json
        page = visitor.get(f"/events/{event}")
        assert (figures["outlets"], figures["goal"], figures["self_declared"]) == (1, 20, 1)
        assert "1 of 20 outlets" in page.text
        assert "people 2" in page.text

    def test_it_names_nobody(self, visitor: Browser, event: str, applicant: Callable[..., Person]) -> None:
        person = applicant(S.APPROVED, outlet="Hidden Herald", verified=True)
        html = visitor.get(f"/events/{event}").html + visitor.get(f"/events/{event}/progress.json").response.text
        for private in (person.email, "Somchai", "สมชาย", "Hidden Herald", person.ref):
            assert private not in html

    def test_an_event_may_keep_it_to_itself(
        self, visitor: Browser, event: str, edit_event: Callable[..., None], officer: Person
    ) -> None:
        edit_event(public_progress=False)
        assert visitor.get(f"/events/{event}/progress.json").status == 404
        page = visitor.get(f"/events/{event}")
        assert "of 20 outlets" not in page.text
        assert "How outlets are counted" in page.text
        assert "of 20 outlets" in officer.browser.get(f"/desk/{event}").text

    def test_the_command_says_it_in_words_and_in_json(
        self, cli: Callable[..., Result], event: str, visitor: Browser
    ) -> None:
        published = visitor.get(f"/events/{event}/progress.json").json
        told = json.loads(cli("reports", "progress", event, "--json").output)
        assert {**told, "as_of": ""} == {**published, "as_of": ""}
        assert "0 of 20 outlets" in cli("reports", "progress", event).output
        wrong = cli("reports", "progress", "no-such-event")
        assert (wrong.exit_code, "no-such-event" in wrong.output) == (1, True)

    def test_one_outlet_costs_as_many_queries_as_three(
        self,
        visitor: Browser,
        event: str,
        applicant: Callable[..., Person],
        count_queries: Callable[[Callable[[], Any]], int],
    ) -> None:
        applicant(S.APPROVED, outlet="A", verified=True)
        one = count_queries(lambda: visitor.get(f"/events/{event}"))
        for outlet in ("B", "C"):
            applicant(S.APPROVED, outlet=outlet, verified=True)
        assert count_queries(lambda: visitor.get(f"/events/{event}")) == one


@pytest.mark.sqlite_only
def test_home_leads_to_the_one_open_event_and_home_of_a_journalist_to_their_applications(
    visitor: Browser, event: str, applicant: Callable[..., Person]
) -> None:
    assert visitor.get("/").location == f"/events/{event}"
    person = applicant()
    assert person.status_page in person.browser.open("/").links


@pytest.mark.sqlite_only
class TestHealth:
    """For operators."""

    def test_all_is_well(self, visitor: Browser, store: S3Store) -> None:
        assert visitor.get("/healthz").json == {"status": "ok"}
        answer = visitor.get("/readyz")
        assert (answer.status, answer.json["status"]) == (200, "ok")

    def test_the_store_is_away(self, visitor: Browser) -> None:
        answer = visitor.get("/readyz")
        assert answer.status == 503
        assert (answer.json["storage"], answer.json["database"]) == ("does not answer", "ok")

    def test_without_a_store_pages_open_and_applications_are_taken(
        self, visitor: Browser, event: str, applicant: Callable[..., Person]
    ) -> None:
        assert visitor.get(f"/events/{event}").status == 200
        assert applicant(S.APPROVED).ref
