"""A certification emblem: asked for by link, given until a day, closed by a revocation, and verified by anyone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, update

from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.distribution.models import EmblemRequest
from press.distribution.services import emblems as verbs
from press.kits.models import Asset, Kit
from press.kits.queries import EmblemGrant, Reader, visible_entries
from press.kits.states import AssetKind
from press.mail.delivery import deliver
from press.mail.models import OutboxMail
from press.mail.states import MailState
from tests.distribution.conftest import SECOND
from tests.kits.folders import edit
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter, letters_in
from tests.support.people import Person

PAGE = "/kits/sample-kit/emblem"
STUDIO = "/studio/sample-kit/emblems"
MARK = "assets/logo/mark-en.svg"
WISH = {
    "organisation_th": "เมืองตัวอย่าง",
    "organisation_en": "Sample City",
    "contact_name": "สมหญิง ใจดี",
    "phone": "02 000 0000",
    "purpose": "On our signs.",
}

pytestmark = [pytest.mark.usefixtures("kit"), pytest.mark.sqlite_only]


@pytest.fixture
def folder(folder: Path) -> Path:
    """The small kit, its mark an emblem."""
    edit(folder, "assets/logo/pack.toml", "programme_mark", "certification_emblem")
    return folder


@pytest.fixture
def city(app: Flask) -> Person:
    """Somebody of a city, who is no journalist and has proven an address."""
    return people.journalist(app, now(), email="mayor@city.example")


def asked(city: Person) -> Page:
    return city.browser.send(city.browser.get(PAGE), "", **WISH)


def code_of(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(EmblemRequest.code).order_by(EmblemRequest.id.desc())).first() or ""


def decide(officer: Person, app: Flask, act: str, **values: str) -> Page:
    code = code_of(app)
    typed = {f"{code}-{name}": value for name, value in values.items()}
    return officer.browser.send(officer.browser.get(STUDIO), f"/{code}/{act}", **typed)


def test_files_are_for_holders_alone(
    app: Flask, city: Person, reporter: Person, visitor: Browser, officer: Person, address: Callable[[str], str]
) -> None:
    def open_to() -> list[int]:
        return [browser.get(address(MARK)).status for browser in (visitor, reporter.browser, city.browser)]

    assert open_to() == [404, 404, 404]
    assert asked(city).status == 303
    assert open_to() == [404, 404, 404]
    assert city.browser.get("/kits/sample-kit/logo").status == 404

    assert decide(officer, app, "approve", until="31/12/2600").status == 303
    assert open_to() == [404, 404, 200]
    page = city.browser.get("/kits/sample-kit/logo?lang=en")
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


END = datetime(2057, 12, 31, 17, tzinfo=UTC)  # midnight in Bangkok after the last day, 31/12/2600
DAY = timedelta(days=1)
SOON, OVER = "Your right to use the emblem ends soon", "Your right to use the emblem has expired"
Tell = Callable[[datetime], list[Letter]]


@pytest.fixture
def tell(app: Flask, tmp_path: Path, mails: Callable[[], list[Letter]]) -> Tell:
    """What the worker's job mails at this moment."""

    def run(at: datetime) -> list[Letter]:
        before = len(mails())
        with app.test_request_context(), db_transaction():
            verbs.tell_of_ends(at=at)
        with app.app_context():
            for number in db.session.scalars(select(OutboxMail.id).where(OutboxMail.state == MailState.QUEUED)).all():
                deliver({"mail_id": number})
        return letters_in(tmp_path / "mail")[before:]

    return run


@pytest.fixture
def subjects(tell: Tell) -> Callable[[datetime], list[str]]:
    return lambda at: [letter.subject.rpartition(" / ")[2] for letter in tell(at)]


@pytest.fixture
def granted(app: Flask, kit: str, city: Person, officer: Person) -> str:
    """The code of an approval until END."""
    asked(city)
    decide(officer, app, "approve", until="31/12/2600")
    return code_of(app)


@pytest.mark.usefixtures("granted")
def test_its_holder_is_told_before_the_end_and_when_it_is_over(tell: Tell) -> None:
    moments = (31 * DAY, 30 * DAY, 30 * DAY - SECOND, 7 * DAY, SECOND, timedelta(0), -SECOND, -400 * DAY)
    told = [tell(END - before) for before in moments]

    assert [len(letters) for letters in told] == [0, 1, 0, 1, 0, 1, 0, 0]
    first, second, over = told[1] + told[3] + told[5]
    assert {letter.to for letter in (first, second, over)} == {"mayor@city.example"}
    assert first.subject == second.subject == f"สิทธิ์การใช้ตรารับรองใกล้สิ้นสุดแล้ว / {SOON}"
    assert over.subject == f"สิทธิ์การใช้ตรารับรองหมดอายุแล้ว / {OVER}"
    for letter in (first, second, over):
        assert "Last day: Monday 31 December 2057" in letter.text
        assert "http://localhost/kits/sample-kit/emblem" in letter.text


@pytest.mark.usefixtures("granted")
def test_of_what_came_due_while_the_worker_was_away_the_last_is_told(subjects: Callable[[datetime], list[str]]) -> None:
    assert subjects(END - 5 * DAY) == [SOON]
    assert subjects(END + DAY) == [OVER]
    assert subjects(END + 2 * DAY) == []


def test_an_approval_for_some_days_tells_of_its_end_itself(
    app: Flask, city: Person, subjects: Callable[[datetime], list[str]]
) -> None:
    asked(city)
    at = now()
    with app.test_request_context(), db_transaction():
        found = db.session.scalars(select(EmblemRequest)).one()
        verbs.approve(found, until=at + 5 * DAY, by=people.OFFICER, at=at)

    assert subjects(at + SECOND) == []
    assert subjects(at + 5 * DAY) == [OVER]


def test_whose_right_was_withdrawn_is_told_nothing_more(
    app: Flask, granted: str, officer: Person, subjects: Callable[[datetime], list[str]]
) -> None:
    assert subjects(END - 30 * DAY) == [SOON]
    decide(officer, app, "revoke", reason="It failed.")

    assert [subjects(END - before) for before in (7 * DAY, timedelta(0))] == [[], []]


def test_whoever_may_use_it_until_later_is_told_of_that_end_alone(
    app: Flask, city: Person, officer: Person, granted: str, subjects: Callable[[datetime], list[str]]
) -> None:
    assert subjects(END - 30 * DAY) == [SOON]
    asked(city)  # once more, for the same city
    decide(officer, app, "approve", until="31/12/2601")

    assert [subjects(END - before) for before in (7 * DAY, timedelta(0))] == [[], []]
    assert subjects(END + (365 - 30) * DAY) == [SOON]


def test_an_end_that_was_moved_is_told_anew(
    app: Flask, granted: str, subjects: Callable[[datetime], list[str]]
) -> None:
    assert subjects(END - 7 * DAY) == [SOON]
    with app.app_context(), db_transaction():
        db.session.execute(update(EmblemRequest).values(valid_until=END + 100 * DAY))

    assert subjects(END) == []
    assert [subjects(END + days * DAY) for days in (70, 93, 100, 101)] == [[SOON], [SOON], [OVER], []]


@pytest.mark.changes_schema
@pytest.mark.usefixtures("granted")
def test_who_was_approved_before_the_update_is_told_of_what_is_still_to_come(
    app: Flask, subjects: Callable[[datetime], list[str]]
) -> None:
    with app.app_context():
        db.engine.dispose()
        downgrade(revision="0024")
        upgrade()
        [told] = db.session.scalars(select(EmblemRequest.end_told_at)).all()
        assert told is not None
        assert abs(now() - told) < DAY

    assert subjects(END - 30 * DAY) == [SOON]


def test_the_pr_team_sees_which_rights_end_soon(app: Flask, granted: str, officer: Person) -> None:
    heading = "Ends within 30 days"
    assert heading not in officer.browser.get(STUDIO).text
    with app.app_context(), db_transaction():
        values = {"valid_until": now() + 20 * DAY, "end_told_at": now() + SECOND}
        db.session.execute(update(EmblemRequest).values(**values))

    page = officer.browser.get(STUDIO)
    assert heading in page.text
    assert f"#{granted}" in page.links
    assert "Reminded of the end" in page.text
    decide(officer, app, "revoke", reason="It failed.")
    assert heading not in officer.browser.get(STUDIO).text


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
