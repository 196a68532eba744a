"""Mail leaves through a real SMTP server, whole, in both languages; what goes wrong there is seen and tried again."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy import update

from config import Config
from press.accreditation.states import ApplicationState
from press.clock import now
from press.db import db, db_transaction
from press.jobs.models import Job
from press.mail.message import compose
from press.mail.models import OutboxMail
from press.mail.states import MailState
from tests.support import people
from tests.support.mailbox import Letter
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only


@dataclass
class Server:
    """Somebody's mail server: keeps what it is sent, answers as it is told to."""

    answers: list[str] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        answer = self.answers.pop(0) if self.answers else "250 kept"
        if answer[0] in "2c":
            self.letters.append(Letter.read(envelope.content))
            self.recipients += envelope.rcpt_tos
        if answer == "cut":
            server.transport.close()
        return answer


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(server: Server, port: int) -> Iterator[None]:
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    yield
    controller.stop()


@pytest.fixture
def smtp(server: Server, port: int) -> Iterator[None]:
    with running(server, port):
        yield


@pytest.fixture
def config(config: Config, port: int) -> Config:
    return replace(config, mail_url=f"smtp://127.0.0.1:{port}")


def states(app: Flask) -> list[MailState]:
    with app.app_context():
        return [mail.state for mail in db.session.query(OutboxMail).order_by(OutboxMail.id)]


@pytest.mark.usefixtures("smtp")
def test_a_mail_arrives_whole_in_both_languages(
    app: Flask, server: Server, applicant: Callable[..., Person], deliver: Callable[[], int]
) -> None:
    person = applicant(outlet="ช่องตัวอย่าง & <b>Sons</b>")
    deliver()
    [letter] = server.letters
    assert server.recipients == [person.email]
    assert person.ref in letter.subject
    assert "received" in letter.subject
    assert "ได้รับ" in letter.subject
    for body in (letter.text, letter.html):
        assert "We have received your application" in body
        assert "สมชาย ใจดี" in body
        assert f"http://localhost{person.status_page}" in body
    assert "ช่องตัวอย่าง & <b>Sons</b>" in letter.text
    assert "<b>Sons</b>" not in letter.html
    assert "&lt;b&gt;Sons&lt;/b&gt;" in letter.html
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert states(app) == [MailState.SENT]


@pytest.mark.parametrize("line", ["a@b.example\nBcc: c@d.example", "a@b.example\r\nX: y", "a@b.example\r"])
def test_nobody_can_add_a_header(app: Flask, line: str) -> None:
    with app.test_request_context(), pytest.raises(ValueError, match="line break"):
        compose("accounts/sign_in_link", to=line, about="x")


@pytest.mark.usefixtures("smtp")
def test_a_name_with_a_line_break_stays_one_line_of_text(
    server: Server, applicant: Callable[..., Person], deliver: Callable[[], int], officer: Person
) -> None:
    person = applicant()
    page = officer.browser.get(person.desk_page)
    officer.browser.send(
        page, "/decline", code="other", reason="Because.\r\n\r\nBcc: victim@nowhere.example\r\n<script>x</script>"
    )
    deliver()
    letter = server.letters[-1]
    assert letter.message["Bcc"] is None
    assert server.recipients == [person.email] * 2
    assert "<script" not in letter.html
    assert "Bcc: victim@nowhere.example" in letter.text


@pytest.mark.usefixtures("smtp")
def test_a_final_refusal_is_a_bounce_on_the_officers_screen(
    app: Flask, server: Server, applicant: Callable[..., Person], deliver: Callable[[], int], officer: Person
) -> None:
    server.answers = ["550 no such person"]
    person = applicant()
    assert deliver() == 1
    assert deliver() == 0
    assert states(app) == [MailState.BOUNCED]
    page = officer.browser.get(person.desk_page)
    assert "Bounced" in page.text
    assert "550" in page.text


@pytest.mark.parametrize("answer", ["451 come back later", "cut"])
@pytest.mark.usefixtures("smtp")
def test_what_may_pass_is_tried_again_later(
    app: Flask, server: Server, applicant: Callable[..., Person], deliver: Callable[[], int], answer: str
) -> None:
    server.answers = [answer]
    applicant()
    assert deliver() == 1
    assert states(app) == [MailState.QUEUED]
    with app.app_context():
        waits = db.session.query(Job).one().run_at
        assert waits is not None
        assert waits > now() + timedelta(seconds=5)
        with db_transaction():
            db.session.execute(update(Job).values(run_at=now()))
    assert deliver() == 1
    assert states(app) == [MailState.SENT]
    ids = {str(letter.message["Message-ID"]) for letter in server.letters}
    assert len(ids) == 1, "whoever gets it twice can see that it is one mail"


def test_after_two_days_without_success_the_officer_is_told(
    app: Flask, applicant: Callable[..., Person], deliver: Callable[[], int], officer: Person
) -> None:
    person = applicant()
    for waited, state in ((timedelta(hours=47), MailState.QUEUED), (timedelta(hours=49), MailState.BOUNCED)):
        with app.app_context(), db_transaction():
            db.session.execute(update(OutboxMail).values(queued_at=now() - waited))
            db.session.execute(update(Job).values(run_at=now()))
        assert deliver() == 1
        assert states(app) == [state]
    assert "Bounced" in officer.browser.get(person.desk_page).text


def test_a_dead_server_stops_nobody(
    app: Flask, server: Server, port: int, applicant: Callable[..., Person], deliver: Callable[[], int]
) -> None:
    person = applicant()
    assert deliver() == 1
    assert states(app) == [MailState.QUEUED]
    assert person.browser.get(person.status_page).status == 200
    with app.app_context(), db_transaction():
        db.session.execute(update(Job).values(run_at=now()))
    with running(server, port):
        deliver()
    assert len(server.letters) == 1


@pytest.mark.usefixtures("smtp")
def test_a_mail_that_was_sent_is_not_sent_again_by_a_second_run(
    app: Flask, server: Server, applicant: Callable[..., Person], deliver: Callable[[], int]
) -> None:
    applicant()
    deliver()
    with app.app_context(), db_transaction():
        db.session.execute(update(Job).values(run_at=now(), done_at=None))
    deliver()
    assert len(server.letters) == 1


@pytest.mark.usefixtures("smtp")
def test_no_link_and_no_session_lies_in_the_database_in_clear(
    app: Flask, server: Server, deliver: Callable[[], int]
) -> None:
    person = people.journalist(app, now())
    visitor = person.browser
    visitor.send(visitor.get("/sign-in"), "/sign-in", email=person.email)
    deliver()
    [letter] = server.letters
    token = letter.links[0].rpartition("/")[2]
    assert len(token) > 30
    visitor.send(visitor.get(letter.links[0]))
    with visitor.client.session_transaction() as cookie:
        session_token = cookie["_user_id"]
    with app.app_context():
        everything = "".join(
            str(row) for table in db.metadata.sorted_tables for row in db.session.execute(table.select()).all()
        )
    assert token not in everything
    assert session_token not in everything


@pytest.mark.usefixtures("smtp")
def test_every_mail_says_in_both_languages_what_it_is(
    app: Flask, server: Server, applicant: Callable[..., Person], deliver: Callable[[], int]
) -> None:
    for state in (ApplicationState.DECLINED, ApplicationState.REVOKED):
        applicant(state)
    deliver()
    subjects = [letter.subject for letter in server.letters]
    assert len(subjects) == 5
    for letter in server.letters:
        thai, slash, english = letter.subject.partition(" / ")
        assert slash
        assert any("\u0e00" <= character <= "\u0e7f" for character in thai)
        assert english.isascii()
