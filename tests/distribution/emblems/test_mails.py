"""The mails about emblems can be said in the event's own words."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.distribution.emblems.asking import (
    DAY,
    END,
    Tell,
    asked,
    decide,
)
from tests.support.mailbox import Letter
from tests.support.people import Person

pytestmark = [pytest.mark.usefixtures("kit"), pytest.mark.sqlite_only]


EMBLEM_MAILS = (
    "emblem_asked",
    "emblem_approved",
    "emblem_declined",
    "emblem_revoked",
    "emblem_ends",
    "emblem_expired",
)


def reword(officer: Person, event: str, name: str) -> None:
    page = officer.browser.get(f"/desk/{event}/mails/distribution.{name}")
    words = {f"subject_{language}": f"Ours {name}" for language in ("th", "en")}
    words |= {f"body_{language}": "Dear {name} of {organisation}: {emblem_link}" for language in ("th", "en")}
    assert officer.browser.send(page, f"/mails/distribution.{name}", **words).status == 303


def test_the_mails_to_whoever_asks_can_be_reworded(
    app: Flask, city: Person, officer: Person, event: str, mails: Callable[[], list[Letter]]
) -> None:
    for name in EMBLEM_MAILS:
        reword(officer, event, name)
    asked(city)
    decide(officer, app, "decline", reason="Not yet: pass first.")
    asked(city)
    decide(officer, app, "approve", until="31/12/2600")
    decide(officer, app, "revoke", reason="It failed.")

    came = [letter for letter in mails() if letter.to == "mayor@city.example"]
    first, no, _again, yes, over = came
    assert [letter.subject for letter in (first, no, yes, over)] == [
        "Ours emblem_asked",
        "Ours emblem_declined",
        "Ours emblem_approved",
        "Ours emblem_revoked",
    ]
    for letter in came:
        assert "Dear สมหญิง ใจดี of Sample City: http://localhost/kits/sample-kit/emblem" in letter.text
    # What no words can take away.
    assert "Last day: Monday 31 December 2057" in yes.text
    assert "Reason: Not yet: pass first." in no.text
    assert "Reason: It failed." in over.text


def test_the_mails_of_the_end_can_be_reworded(granted: str, officer: Person, event: str, tell: Tell) -> None:
    for name in EMBLEM_MAILS:
        reword(officer, event, name)
    told = tell(END - 30 * DAY) + tell(END)

    assert [letter.subject for letter in told] == ["Ours emblem_ends", "Ours emblem_expired"]
    for letter in told:
        assert "Dear สมหญิง ใจดี of Sample City: http://localhost/kits/sample-kit/emblem" in letter.text
        assert "Last day: Monday 31 December 2057" in letter.text  # what no words can take away


def test_a_preview_shows_the_words_and_a_reset_brings_back_the_original(officer: Person, event: str) -> None:
    at = f"/desk/{event}/mails/distribution.emblem_approved"
    page = officer.browser.get(at)
    assert "With a real application" not in page.text
    shown = officer.browser.send(page, "/mails/distribution.emblem_approved")
    assert shown.status == 303
    reword(officer, event, "emblem_approved")
    framed = officer.browser.get(f"{at}/preview").text
    assert "Dear Somying Jaidee of Sample City" in framed
    assert "Last day" in framed
    assert "Own words" in officer.browser.get(f"/desk/{event}/mails").text

    assert officer.browser.send(officer.browser.get(at), "/reset").status == 303
    assert "You may use it until Friday 31 December 2027" in officer.browser.get(f"{at}/preview").text
    assert "Own words" not in officer.browser.get(f"/desk/{event}/mails").text


def test_a_placeholder_of_another_mail_is_refused(officer: Person, event: str) -> None:
    at = f"/desk/{event}/mails/distribution.emblem_asked"
    wrong = officer.browser.send(officer.browser.get(at), "/mails/distribution.emblem_asked", body_en="Until {until}")
    assert (wrong.status, "This e-mail has no placeholder {until}" in wrong.text) == (422, True)
