"""A certification emblem: asked for by link, given until a day, closed by a revocation, and verified by anyone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.distribution.models import EmblemRequest
from press.distribution.services.erasing import forget_reader
from press.distribution.states import EmblemState
from press.kits.models import Asset, Kit
from press.kits.queries import EmblemGrant, Reader, visible_entries
from press.kits.states import AssetKind
from tests.distribution.emblems.asking import (
    FILES,
    MARK,
    PAGE,
    STUDIO,
    WISH,
    asked,
    code_of,
    decide,
)
from tests.kits.folders import edit
from tests.support import people
from tests.support.browser import Browser
from tests.support.mailbox import Letter
from tests.support.people import Person

pytestmark = [pytest.mark.usefixtures("kit"), pytest.mark.sqlite_only]


def test_files_are_for_holders_alone(
    app: Flask, city: Person, reporter: Person, visitor: Browser, officer: Person, address: Callable[[str], str]
) -> None:
    def open_to() -> list[int]:
        return [browser.get(address(MARK)).status for browser in (visitor, reporter.browser, city.browser)]

    assert open_to() == [404, 404, 404]
    assert asked(city).status == 303
    assert open_to() == [404, 404, 404]

    assert decide(officer, app, "approve", until="31/12/2600").status == 303
    assert open_to() == [404, 404, 200]
    page = city.browser.get(FILES)
    assert (page.status, "Certification emblem" in page.text) == (200, True)

    assert decide(officer, app, "revoke", reason="It failed.").status == 303
    assert open_to() == [404, 404, 404]


def test_no_zip_holds_it(reporter: Person, address: Callable[[str], str]) -> None:
    body = reporter.browser.get(address("zips/all@accredited")).response.data

    assert b"releases/01-launch.th.txt" in body
    assert b"logo/" not in body
    assert b"mark-en" not in body


@pytest.mark.parametrize(
    ("at", "there"),
    [
        (datetime(2031, 1, 1, tzinfo=UTC) - timedelta(microseconds=1), False),
        (datetime(2031, 1, 1, tzinfo=UTC), True),
        (datetime(2032, 1, 1, tzinfo=UTC) - timedelta(microseconds=1), True),
        (datetime(2032, 1, 1, tzinfo=UTC), False),
    ],
)
def test_a_grant_holds_between_its_moments(app: Flask, at: datetime, there: bool) -> None:
    with app.app_context():
        kit_id = db.session.scalars(select(Kit.id)).one()
        grant = EmblemGrant(kit_id, datetime(2031, 1, 1, tzinfo=UTC), datetime(2032, 1, 1, tzinfo=UTC))
        found = visible_entries("sample-kit", [AssetKind.LOGO], Reader(emblems=(grant,)), at)
        assert bool(found) is there
        assert visible_entries("sample-kit", [AssetKind.DOCUMENT], Reader(emblems=(grant,)), at) == []


def test_a_grant_opens_nothing_before_the_lift(
    app: Flask,
    city: Person,
    officer: Person,
    hold: Callable[[], None],
    address: Callable[[str], str],
) -> None:
    asked(city)
    decide(officer, app, "approve", until="31/12/2600")
    code = code_of(app)
    hold()

    for url in (PAGE, address(MARK), f"/emblems/{code}"):
        assert city.browser.get(url).status == 404


def test_anyone_can_verify_one(app: Flask, city: Person, officer: Person, visitor: Browser) -> None:
    unknown = visitor.get("/emblems/nosuchcode")
    asked(city)
    code = code_of(app)
    waiting = visitor.get(f"/emblems/{code}")
    decide(officer, app, "approve", until="31/12/2600")
    held = visitor.get(f"/emblems/{code}")
    with app.app_context(), db_transaction():
        over = datetime(2026, 1, 1, 17, tzinfo=UTC)
        db.session.execute(update(EmblemRequest).values(valid_from=over - timedelta(days=9), valid_until=over))
    expired = visitor.get(f"/emblems/{code}")
    with app.app_context(), db_transaction():
        db.session.execute(update(EmblemRequest).values(valid_until=datetime(2999, 1, 1, tzinfo=UTC)))
    decide(officer, app, "revoke", reason="It failed.")
    revoked = visitor.get(f"/emblems/{code}")

    assert (unknown.status, waiting.status, waiting.text) == (404, 404, unknown.text)
    assert held.status == expired.status == revoked.status == 200
    assert "Sample City may use this emblem until Monday 31 December 2057" in held.text
    assert "The right to use it ended on Thursday 1 January 2026" in expired.text
    assert "The right to use it was withdrawn on" in revoked.text
    for page in (expired, revoked, unknown):
        assert "This emblem is not valid" in page.text
        assert "This emblem is valid" not in page.text
    assert "It failed." not in revoked.text
    assert "2999" not in revoked.text  # no last day that is none any more
    assert "สมหญิง" not in held.text


def test_where_a_right_was_withdrawn_no_last_day_stands(app: Flask, city: Person, officer: Person) -> None:
    asked(city)
    decide(officer, app, "approve", until="31/12/2600")
    held = [city.browser.get(PAGE).text, officer.browser.get(STUDIO).text]
    decide(officer, app, "revoke", reason="It failed.")
    withdrawn = [city.browser.get(PAGE).text, officer.browser.get(STUDIO).text]

    assert [("2057" in text, "Withdrawn on" in text) for text in held] == [(True, False)] * 2
    assert [("2057" in text, "Withdrawn on" in text) for text in withdrawn] == [(False, True)] * 2


def test_a_sample_is_called_one_wherever_it_appears(
    app: Flask, city: Person, officer: Person, visitor: Browser, folder: Path, republish: Callable[[], None]
) -> None:
    asked(city)
    decide(officer, app, "approve", until="31/12/2600")

    def called() -> list[bool]:
        pages = (PAGE, FILES, f"/emblems/{code_of(app)}")
        return ["A placeholder for the emblem." in city.browser.get(page).text for page in pages]

    assert called() == [True] * 3
    edit(folder, "assets/logo/pack.toml", "sample = true", "sample = false")
    republish()
    assert called() == [False] * 3


def test_both_sides_are_told(
    app: Flask, city: Person, officer: Person, mails: Callable[[], list[Letter]], edit_event: Callable[..., None]
) -> None:
    edit_event(contact={"email": "pr@event.example"})
    asked(city)
    decide(officer, app, "decline", reason="Not yet: pass first.")
    asked(city)
    decide(officer, app, "approve", until="31/12/2600")

    told = [(letter.to, letter.subject.rpartition(" / ")[2]) for letter in mails() if "example" in letter.to]
    received, waits = "We have received your request for the emblem", "A request for the emblem waits"
    assert told == [
        ("mayor@city.example", received),
        ("pr@event.example", waits),
        ("mayor@city.example", "Your request for the emblem was declined"),
        ("mayor@city.example", received),
        ("pr@event.example", waits),
        ("mayor@city.example", "You may use the emblem"),
    ]
    assert "Not yet: pass first." in mails()[2].text
    assert "Monday 31 December 2057" in mails()[5].text


def test_a_city_finds_the_page_from_the_event_and_from_the_kit(
    visitor: Browser, reporter: Person, officer: Person, event: str, hold: Callable[[], None]
) -> None:
    for browser, page in (
        (visitor, f"/events/{event}"),
        (reporter.browser, "/kits/sample-kit"),
        (officer.browser, STUDIO),
    ):
        assert PAGE in browser.get(page).links, page
    hold()
    assert PAGE not in visitor.get(f"/events/{event}").links


def test_who_may_not_use_it_is_led_from_its_files_to_where_one_asks(
    app: Flask, city: Person, visitor: Browser, officer: Person, hold: Callable[[], None]
) -> None:
    """Also whoever could until now, and comes back to where the files were."""

    def led_to() -> list[str]:
        pages = [browser.get(FILES) for browser in (visitor, city.browser)]
        return [page.headers.get("Location", "") if page.status == 302 else str(page.status) for page in pages]

    asked(city)
    assert led_to() == [PAGE, PAGE]
    decide(officer, app, "approve", until="31/12/2600")
    assert led_to() == [PAGE, "200"]
    assert PAGE in city.browser.get(FILES).links
    decide(officer, app, "revoke", reason="It failed.")
    assert led_to() == [PAGE, PAGE]
    hold()
    assert led_to() == ["404", "404"]


def test_the_code_can_be_printed_while_it_holds(app: Flask, city: Person, officer: Person, visitor: Browser) -> None:
    asked(city)
    waiting = visitor.get(f"/emblems/{code_of(app)}.svg").status
    decide(officer, app, "approve", until="31/12/2600")
    link = next(link for link in city.browser.get(PAGE).links if link.endswith(".svg"))
    drawing = visitor.get(link)
    decide(officer, app, "revoke", reason="It failed.")

    assert (waiting, drawing.status, visitor.get(link).status) == (404, 200, 404)
    assert drawing.headers["Content-Type"].startswith("image/svg+xml")
    assert drawing.headers["Content-Disposition"].startswith("attachment")
    assert 'fill="#fff"' in drawing.response.text


def test_a_code_that_is_typed_in_capitals_is_that_code(
    app: Flask, city: Person, officer: Person, visitor: Browser
) -> None:
    asked(city)
    decide(officer, app, "approve", until="31/12/2600")
    assert "This emblem is valid" in visitor.get(f"/emblems/{code_of(app).upper()}").text


def test_every_decision_is_in_the_audit(app: Flask, city: Person, officer: Person) -> None:
    asked(city)
    decide(officer, app, "approve", until="31/12/2600")
    decide(officer, app, "revoke", reason="It failed.")

    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).where(AuditEntry.subject == f"emblem:{code_of(app)}"))
        acts = [(row.action, row.actor_id) for row in rows]
    assert acts == [
        ("emblem.requested", city.account_id),
        ("emblem.approved", officer.account_id),
        ("emblem.revoked", officer.account_id),
    ]


def test_of_somebody_who_is_erased_the_right_stays_and_no_word(
    app: Flask, city: Person, officer: Person, visitor: Browser
) -> None:
    """A request that nobody has decided on goes as a whole: there is nobody to answer."""
    asked(city)
    decide(officer, app, "approve", until="31/12/2600")
    given = code_of(app)
    asked(city)
    decide(officer, app, "decline", reason="สมหญิง ใจดี asked twice.")
    asked(city)
    with app.app_context(), db_transaction():
        forget_reader(city.account_id, by=people.OFFICER, at=now())

    with app.app_context():
        rows = db.session.scalars(select(EmblemRequest).order_by(EmblemRequest.id)).all()
        left = [(row.state, row.contact_name, row.phone, row.purpose, row.reason) for row in rows]
    assert left == [(state, "", "", "", "") for state in (EmblemState.APPROVED, EmblemState.DECLINED)]
    assert "This emblem is valid" in visitor.get(f"/emblems/{given}").text


def test_one_request_waits_at_a_time_and_is_decided_once(app: Flask, city: Person, officer: Person) -> None:
    form = city.browser.get(PAGE)
    first = city.browser.send(form, "", **WISH)
    second = city.browser.send(form, "", **WISH)
    page = officer.browser.get(STUDIO)
    code = code_of(app)
    typed = {f"{code}-until": "31/12/2600"}
    officer.browser.send(page, f"/{code}/approve", **typed)
    again = officer.browser.send(page, f"/{code}/decline", **{f"{code}-reason": "No."})

    assert (first.status, second.status, again.status) == (303, 409, 409)
    assert "QR code" in city.browser.get(f"{PAGE}?lang=en").html


@pytest.mark.parametrize("until", ["", "1/1/2020", "tomorrow"])
def test_an_approval_needs_a_day_to_come(app: Flask, city: Person, officer: Person, until: str) -> None:
    asked(city)

    assert decide(officer, app, "approve", until=until).status == 422


def test_who_is_not_signed_in_is_led_to_the_mailed_link(visitor: Browser, address: Callable[[str], str]) -> None:
    page = visitor.get(f"{PAGE}?lang=en")

    assert page.status == 200
    assert "/sign-in?next=/kits/sample-kit/emblem" in page.links
    assert not [form for form in page.forms if form.method == "post"]


def test_a_programme_mark_has_no_such_page(
    visitor: Browser, app: Flask, folder: Path, republish: Callable[[], None]
) -> None:
    edit(folder, "assets/logo/pack.toml", "certification_emblem", "programme_mark")
    republish()

    assert visitor.get(PAGE).status == 404
    with app.app_context():
        assert db.session.scalar(select(Asset.id).where(Asset.path == MARK)) is not None
