"""News by mail: at once or once a day, after the lift, for whoever may read it; ended with one click."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from config import Config
from press.accreditation.states import ApplicationState
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.distribution import jobs, mails
from press.distribution.models import Subscription, ToldKit
from press.distribution.services import subscribing
from press.distribution.services.erasing import forget_reader
from press.distribution.states import Pace
from press.mail.delivery import deliver
from press.mail.models import OutboxMail
from press.mail.states import MailState
from tests.distribution.conftest import LIFT, SECOND
from tests.kits.folders import edit, explain
from tests.support import people
from tests.support.browser import Browser
from tests.support.mailbox import Letter, letters_in
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only

DAY = timedelta(days=1)
ABOUT_NEWS = OutboxMail.about.like("subscription:%")
OPEN_PAGE = "/events/smart-city-thailand-takeoff/news"


@pytest.fixture
def follow(app: Flask) -> Callable[..., None]:
    """Has somebody follow the event's news since this moment."""

    def run(person: Person, since: datetime, pace: str = "at_once") -> None:
        page = person.browser.get(OPEN_PAGE)
        assert person.browser.send(page, "/news", pace=pace).status == 303
        with app.app_context(), db_transaction():
            held = db.session.scalars(select(Subscription).where(Subscription.account_id == person.account_id)).one()
            held.begun_at = held.told_until = since

    return run


@pytest.fixture
def tell(app: Flask) -> Callable[[datetime], list[str]]:
    """What the worker's job does at this moment; returns to whom it wrote."""

    def run(at: datetime) -> list[str]:
        with app.test_request_context(), db_transaction():
            before = set(db.session.scalars(select(OutboxMail.id)))
            subscribing.tell(mails.news, after=0, at=at)
        with app.app_context():
            rows = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()
            return [row.to_address for row in rows if row.id not in before]

    return run


@pytest.mark.usefixtures("embargoed")
def test_told_at_the_lift_and_once(
    app: Flask, reporter: Person, follow: Callable[..., None], tell: Callable[[datetime], list[str]]
) -> None:
    follow(reporter, LIFT - DAY)

    assert tell(LIFT - SECOND) == []
    assert tell(LIFT) == [reporter.email]
    assert tell(LIFT) == []
    assert tell(LIFT + DAY) == []
    with app.app_context():
        mail = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first()
        assert mail is not None
        assert "New: Launch" in mail.text
        assert "ใหม่: เปิดตัว" in mail.text
        assert "Launch" not in mail.subject


@pytest.mark.usefixtures("kit")
def test_what_was_there_before_is_not_told(
    reporter: Person, follow: Callable[..., None], tell: Callable[[datetime], list[str]]
) -> None:
    follow(reporter, now())

    assert tell(now()) == []


@pytest.mark.usefixtures("kit")
def test_a_change_is_told_as_a_change(
    app: Flask,
    reporter: Person,
    folder: Path,
    republish: Callable[[], None],
    follow: Callable[..., None],
    tell: Callable[[datetime], list[str]],
) -> None:
    follow(reporter, now())
    edit(folder, "releases/01-launch/en.md", "There are", "There will be")
    explain(folder, "แก้ไขถ้อยคำ · Wording mended")
    republish()

    assert tell(now()) == [reporter.email]
    with app.app_context():
        mail = db.session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first()
        assert mail is not None
        assert "Changed: Launch" in mail.text
        assert "แก้ไข: เปิดตัว" in mail.text  # the Thai half names it in Thai, though the English text alone changed
        assert mail.text.count("Launch") == 1


@pytest.mark.usefixtures("kit")
def test_a_new_document_alone_tells_nobody(
    reporter: Person,
    folder: Path,
    republish: Callable[[], None],
    follow: Callable[..., None],
    tell: Callable[[datetime], list[str]],
) -> None:
    follow(reporter, now())
    edit(folder, "documents/ข้อมูล น้ำ.txt", "ข้อมูล", "ข้อมูลใหม่")
    republish()

    assert tell(now()) == []


@pytest.mark.usefixtures("embargoed")
def test_only_who_may_read_it_is_told(
    applicant: Callable[..., Person],
    reporter: Person,
    revoke: Callable[[Person], None],
    follow: Callable[..., None],
    tell: Callable[[datetime], list[str]],
) -> None:
    waiting = applicant()
    for person in (waiting, reporter):
        follow(person, LIFT - DAY)
    revoke(reporter)

    assert tell(LIFT) == []


@pytest.mark.usefixtures("embargoed")
def test_once_a_day_in_the_morning(
    reporter: Person, follow: Callable[..., None], tell: Callable[[datetime], list[str]]
) -> None:
    follow(reporter, LIFT - DAY, "daily")
    morning = datetime(2030, 1, 3, 0, 0, tzinfo=UTC)  # 07:00 in Bangkok, the day after the lift

    assert tell(LIFT) == []
    assert tell(morning - SECOND) == []
    assert tell(morning) == [reporter.email]
    assert tell(morning + SECOND) == []
    assert tell(morning + DAY) == []


@pytest.mark.usefixtures("kit")
def test_news_of_the_day_waits_for_the_morning_however_long_nothing_came(
    reporter: Person,
    folder: Path,
    republish: Callable[[], None],
    follow: Callable[..., None],
    tell: Callable[..., list[str]],
) -> None:
    follow(reporter, now() - 5 * DAY, "daily")
    assert tell(now() - DAY) == []
    edit(folder, "releases/01-launch/en.md", "There are", "There will be")
    explain(folder, "แก้ไขถ้อยคำ · Wording mended")
    republish()

    assert tell(now()) == []
    assert tell(now() + DAY) == [reporter.email]


@pytest.mark.usefixtures("embargoed")
def test_many_are_told_in_parts(
    applicant: Callable[..., Person],
    follow: Callable[..., None],
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = [applicant(ApplicationState.APPROVED) for _ in range(3)]
    for person in people:
        follow(person, LIFT - DAY)
    monkeypatch.setattr(subscribing, "AT_ONCE", 2)
    monkeypatch.setattr(jobs, "now", lambda: LIFT)
    with app.app_context():
        jobs.tell_topics()
        told = set(db.session.scalars(select(OutboxMail.to_address).where(ABOUT_NEWS)))

    assert told == {person.email for person in people}


@pytest.mark.usefixtures("embargoed")
def test_for_three_as_much_is_asked_of_the_database_as_for_one(
    applicant: Callable[..., Person],
    follow: Callable[..., None],
    tell: Callable[[datetime], list[str]],
    count_queries: Callable[..., int],
) -> None:
    told: list[str] = []
    counts = []
    for people_now in (1, 3):
        for _ in range(people_now):
            follow(applicant(ApplicationState.APPROVED), LIFT - DAY)
        counts.append(count_queries(lambda: told.extend(tell(LIFT + len(told) * SECOND)), "SELECT"))

    assert len(told) == 4
    assert counts[0] == counts[1]


@pytest.fixture
def letter(
    app: Flask,
    reporter: Person,
    embargoed: str,
    follow: Callable[..., None],
    tell: Callable[[datetime], list[str]],
    tmp_path: Path,
) -> Letter:
    """The mail of the lift, as it arrives."""
    follow(reporter, LIFT - DAY)
    tell(LIFT)
    with app.app_context():
        deliver({"mail_id": db.session.scalars(select(OutboxMail.id).where(ABOUT_NEWS)).one()})
    return letters_in(tmp_path / "mail")[-1]


def test_the_mail_ends_with_one_click_and_nobody_signed_in(
    app: Flask, letter: Letter, tell: Callable[[datetime], list[str]]
) -> None:
    address = letter.message["List-Unsubscribe"]
    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith("<http://localhost/unsubscribe/")
    path = address.strip("<>").removeprefix("http://localhost")
    assert path in letter.text

    # As a mail provider sends it (RFC 8058): no cookie, no token of ours, no Referer.
    done = app.test_client().post(path, data={"List-Unsubscribe": "One-Click"})

    assert done.status_code == 200
    with app.app_context():
        held = db.session.scalars(select(Subscription)).one()
        assert held.ended_at is not None
        ended = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "news.unsubscribed")).all()
        assert [entry.actor for entry in ended] == ["reader"]
    assert app.test_client().post(path).status_code == 200  # a second click finds it done


def test_looking_at_the_address_ends_nothing(app: Flask, letter: Letter, visitor: Browser) -> None:
    path = letter.message["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")

    page = visitor.get(path)

    with app.app_context():
        assert db.session.scalars(select(Subscription)).one().ended_at is None
    assert "Stop the e-mails about this event's press kit?" in page.text
    assert "You will get no more e-mails" in visitor.send(page, path).text
    assert visitor.get(f"{path}x").status == 404


def test_the_address_is_kept_nowhere_in_clear(app: Flask, letter: Letter) -> None:
    token = letter.message["List-Unsubscribe"].rstrip(">").rpartition("/")[2]

    with app.app_context():
        held = db.session.scalars(select(Subscription)).one()
        kept = db.session.scalars(select(OutboxMail)).all()
        assert token not in f"{held.nonce} {held.token_hash}"
        assert all(token not in mail.text + mail.html for mail in kept)


def test_a_long_address_stays_whole_in_the_header(
    make_app: Callable[[Config], Flask], config: Config, letter: Letter, tmp_path: Path
) -> None:
    long = make_app(
        replace(config, base_url=f"https://{'accreditation.' * 4}example", mail_url=f"file:{tmp_path}/long")
    )
    with long.app_context():
        [number] = db.session.scalars(select(OutboxMail.id).where(ABOUT_NEWS))
        with db_transaction():
            db.session.get_one(OutboxMail, number).state = MailState.QUEUED
        deliver({"mail_id": number})
    [raw] = (tmp_path / "long").glob("*.eml")

    head = raw.read_bytes().partition(b"\r\n\r\n")[0]
    assert b"=?utf-8" not in head.partition(b"List-Unsubscribe:")[2].partition(b"List-Unsubscribe-Post")[0]


def test_ended_and_begun_again_tells_only_what_is_new(
    app: Flask, reporter: Person, letter: Letter, tell: Callable[[datetime], list[str]]
) -> None:
    for wish in ("never", "at_once"):
        reporter.browser.send(reporter.browser.get(OPEN_PAGE), "/news", pace=wish)

    assert tell(LIFT + DAY) == [reporter.email]  # begun before the lift, as seen from here
    with app.app_context():
        assert db.session.scalars(select(Subscription.pace)).one() is Pace.AT_ONCE


def test_of_who_is_erased_nothing_is_left_that_was_told(app: Flask, reporter: Person, letter: Letter) -> None:
    with app.test_request_context(), db_transaction():
        assert db.session.scalars(select(ToldKit.number)).all() == [1]
        forget_reader(reporter.account_id, by=people.OFFICER, at=now())

    with app.app_context():
        assert db.session.scalars(select(Subscription)).all() == []
        assert db.session.scalars(select(ToldKit)).all() == []


def test_the_page_is_for_who_is_signed_in_and_says_nothing_of_kits(
    visitor: Browser, applicant: Callable[..., Person], kit: str
) -> None:
    assert visitor.get(OPEN_PAGE).location.startswith("/sign-in?")
    page = applicant().browser.get(OPEN_PAGE)
    assert page.status == 200
    assert "Sample kit" not in page.html
    refused = applicant().browser
    assert refused.send(refused.get(OPEN_PAGE), "/news", pace="hourly").status == 422
