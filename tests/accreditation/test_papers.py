"""Papers: asked by medium, handed in four ways, replaced, refused, taken again."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from press.accreditation.models import Evidence, Paper
from press.accreditation.queries import application_for_staff
from press.accreditation.queries.papers import papers_state
from press.accreditation.services.settings import change_settings
from press.accreditation.states import ApplicationState as S
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.events.queries import event_by_slug
from press.events.settings import PaperKind, PaperRule
from press.storage.s3 import S3Store
from press.uploads.models import Upload
from tests.support import files, people
from tests.support.browser import Page
from tests.support.databases import EVENT
from tests.support.mailbox import Letter
from tests.support.papers import missing, next_time, page_of
from tests.support.people import OFFICER, Person
from tests.support.uploading import Sender

Applicant = Callable[..., Person]
Deliver = Callable[[], int]


def current(app: Flask, person: Person) -> dict[str, dict[str, Any]]:
    with app.app_context():
        application = application_for_staff(person.ref)
        return {
            kind.value: {
                "words": paper.words,
                "cannot": paper.cannot,
                "file": paper.upload.name if paper.upload else "",
            }
            for kind, paper in papers_state(application).current.items()
        }


def post_file(person: Person, kind: str, body: bytes, name: str, field: str = "file") -> Page:
    """The ordinary form, without a script."""
    address = f"{person.status_page}/papers/{kind}/file"
    data = {"csrf_token": person.browser.token(), f"{kind}-{field}": (io.BytesIO(body), name)}
    return person.browser.post(address, data, content_type="multipart/form-data")


def send_words(person: Person, kind: str, words: str) -> Page:
    return person.browser.send(page_of(person), f"/papers/{kind}/words", **{f"{kind}-words": words})


def test_an_application_is_in_without_papers_and_says_how_many_are_missing(app: Flask, applicant: Applicant) -> None:
    person = applicant()
    assert missing(app, person) == 3
    assert "3 papers are still missing." in page_of(person).text
    assert "3 papers are still missing." in person.browser.get(person.status_page).text


def test_what_the_form_asked_already_is_not_asked_again(app: Flask, applicant: Applicant) -> None:
    person = applicant(work="https://news.example/1")
    assert missing(app, person) == 2
    assert "You wrote this in the application: https://news.example/1" in page_of(person).text


def test_the_receipt_leads_to_the_papers(applicant: Applicant, mails: Callable[[], list[Letter]]) -> None:
    person = applicant()
    assert f"{person.status_page}/papers" in mails()[-1].links


def test_words_are_kept_and_sent_twice_they_are_one_paper(app: Flask, applicant: Applicant) -> None:
    person = applicant()
    for _time in range(2):
        answer = send_words(person, "work", "https://news.example/1\nhttps://news.example/2")
        assert (answer.status, answer.location) == (303, f"{person.status_page}/papers")
    assert missing(app, person) == 2
    with app.app_context():
        [paper] = db.session.query(Paper)
        acts = [entry.action for entry in db.session.query(AuditEntry) if "paper" in entry.action]
        told = str([entry.details for entry in db.session.query(AuditEntry)])
    assert paper.words == "https://news.example/1\nhttps://news.example/2"
    assert acts == ["application.paper"]
    assert "news.example/1" not in told


@pytest.mark.sqlite_only
def test_the_editor_is_named_on_the_page_that_asks_them(app: Flask, applicant: Applicant) -> None:
    person = applicant()
    assert f"{person.status_page}/editor" in page_of(person).links
    fields = {"csrf_token": person.browser.token(), "editor-words": "desk@news.example"}
    assert person.browser.post(f"{person.status_page}/papers/editor/words", fields).status == 404
    assert current(app, person) == {}


def test_a_reason_why_not_is_enough_and_the_officer_reads_it(app: Flask, applicant: Applicant, officer: Person) -> None:
    person = applicant()
    empty = person.browser.send(page_of(person), "/papers/photo/cannot")
    assert empty.status == 422
    kept = person.browser.send(
        page_of(person), "/papers/photo/cannot", **{"photo-cannot-reason": "I am <b>undercover</b>."}
    )
    assert kept.status == 303
    assert missing(app, person) == 2
    desk = officer.browser.get(person.desk_page)
    assert "The applicant cannot provide it: I am <b>undercover</b>." in desk.text


def test_a_file_by_the_ordinary_form(
    app: Flask, applicant: Applicant, store: S3Store, officer: Person, deliver: Deliver
) -> None:
    person = applicant()
    body = files.jpeg(2000, 2400)
    assert len(body) > 2 * 1024 * 1024  # more than other forms may hold
    answer = post_file(person, "photo", body, files.THAI_NAME)
    assert answer.status == 303
    assert "It is being checked." in page_of(person).text
    assert missing(app, person) == 2
    deliver()
    shown = page_of(person)
    assert files.THAI_NAME in shown.text
    [picture] = [part for part in shown.html.split('"') if part.endswith("/thumbnail")]
    small = person.browser.get(picture)
    assert (small.status, small.headers["Content-Type"]) == (200, "image/jpeg")
    assert small.headers["Content-Security-Policy"].startswith("sandbox")
    assert small.headers["X-Content-Type-Options"] == "nosniff"
    assert small.headers["Cache-Control"] == "private, no-store"


def test_a_photo_from_the_camera_field(app: Flask, applicant: Applicant, store: S3Store) -> None:
    person = applicant()
    assert post_file(person, "press_card", files.jpeg(), "image.jpg", field="camera").status == 303
    assert current(app, person)["press_card"]["file"] == "image.jpg"


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        (b"", "", "Choose a file first."),
        (b"", "empty.jpg", "The file is empty. Choose another one."),
        (b"\xff\xd8\xff" + bytes(20 * 1024 * 1024), "large.jpg", "The file is larger than 20 MB. Send a smaller one."),
    ],
)
def test_what_the_ordinary_form_refuses(
    app: Flask, applicant: Applicant, store: S3Store, body: bytes, name: str, words: str
) -> None:
    person = applicant()
    answer = post_file(person, "photo", body, name)
    assert (answer.status, words in answer.text) == (422, True)
    assert current(app, person) == {}


@pytest.mark.sqlite_only
def test_without_the_store_nothing_is_said_to_be_received(app: Flask, applicant: Applicant) -> None:
    person = applicant()  # nobody answers where the store should be
    answer = post_file(person, "photo", files.jpeg(), "photo.jpg")
    assert answer.status == 503
    assert "it has NOT been received" in answer.text
    assert (current(app, person), missing(app, person)) == ({}, 3)


def test_a_file_that_cannot_be_used_is_missing_again_and_its_sender_is_told(
    app: Flask, applicant: Applicant, store: S3Store, deliver: Deliver, mails: Callable[[], list[Letter]]
) -> None:
    person = applicant()
    Sender(person).send(b"<html><script>alert(1)</script>", name="me.jpg")
    assert missing(app, person) == 2
    deliver()
    assert missing(app, person) == 3
    assert "This is neither a photo (JPEG, PNG, WebP, HEIC) nor a PDF" in page_of(person).text
    letter = mails()[-1]
    assert letter.to == person.email
    assert "a file must be sent again" in letter.subject
    assert f"{person.status_page}/papers" in letter.links
    assert "me.jpg" not in letter.text


def test_a_new_file_takes_the_place_of_the_old_which_is_deleted(
    app: Flask, applicant: Applicant, store: S3Store, deliver: Deliver
) -> None:
    person = applicant()
    sender = Sender(person)
    first = sender.send(files.jpeg()).json["key"]
    deliver()
    second = sender.send(files.jpeg(), name="better.jpg").json["key"]
    deliver()
    assert current(app, person)["photo"]["file"] == "better.jpg"
    assert {each.key.split("/")[1] for each in store.list()} == {second}
    with app.app_context():
        assert [paper.replaced_at is None for paper in db.session.query(Paper).order_by(Paper.id)] == [False, True]
        actions = [entry.action for entry in db.session.query(AuditEntry) if "paper" in entry.action]
    assert actions == ["application.paper", "application.paper_replaced"]
    assert first != second


@pytest.mark.sqlite_only
@pytest.mark.parametrize("state", [S.DECLINED, S.REVOKED, S.WITHDRAWN])
def test_what_is_decided_takes_no_papers(app: Flask, applicant: Applicant, state: S) -> None:
    person = applicant(state)
    shown = page_of(person)
    assert "its papers stay as they are" in shown.text
    token = {"csrf_token": person.browser.token()}
    for kind, ending, fields in (
        ("work", "words", {"work-words": "https://news.example/1"}),
        ("photo", "cannot", {"photo-cannot-reason": "None."}),
        ("photo", "file", {"photo-file": (io.BytesIO(files.jpeg()), "x.jpg")}),
    ):
        answer = person.browser.post(f"{person.status_page}/papers/{kind}/{ending}", {**token, **fields})
        assert answer.status == 409, ending
    assert current(app, person) == {}


def test_after_an_approval_one_paper_more_takes_nothing_back_and_another_one_does(
    app: Flask, applicant: Applicant
) -> None:
    person = applicant(S.APPROVED)
    assert "your accreditation is suspended" in page_of(person).text
    assert send_words(person, "work", "https://news.example/1").status == 303
    assert people.state_of(app, person.ref) is S.APPROVED
    assert send_words(person, "work", "https://news.example/2").status == 303
    assert people.state_of(app, person.ref) is S.IN_REVIEW


@pytest.mark.sqlite_only
def test_nobody_hands_in_what_is_not_asked_or_for_another(applicant: Applicant) -> None:
    person, other = applicant(), applicant()
    token = {"csrf_token": person.browser.token()}
    for address in (
        f"{person.status_page}/papers/audience/cannot",  # asked of social media alone
        f"{person.status_page}/papers/passport/cannot",
        f"{person.status_page}/papers/photo/words",
        f"{person.status_page}/papers/{PaperKind.WORK}/file",
        f"{person.status_page}/papers/photo/again",
        f"{other.status_page}/papers/photo/cannot",
    ):
        assert person.browser.post(address, {**token, "photo-cannot-reason": "x"}).status == 404, address
    assert person.browser.get(f"{other.status_page}/papers").status == 404


def test_when_the_events_rules_change_all_are_counted_anew(app: Flask, applicant: Applicant, deliver: Deliver) -> None:
    person, over = applicant(), applicant(S.DECLINED)
    with app.app_context(), db_transaction():
        event = event_by_slug(EVENT)
        papers = [PaperRule((PaperKind.PHOTO,), needed=1).as_json()]
        change_settings(event, {"papers": papers}, version=event.version, by=OFFICER, at=now())
    deliver()
    assert missing(app, person) == 1
    with app.app_context():
        assert application_for_staff(over.ref).papers_missing == 3  # as it was when it was decided


def test_what_was_proven_is_offered_again_and_taken_with_one_press(
    app: Flask, applicant: Applicant, store: S3Store, officer: Person, deliver: Deliver, later_event: str
) -> None:
    person = applicant()
    Sender(person).send(files.jpeg())
    Sender(person).send(files.pdf(), "letter", "letter.pdf")
    deliver()
    officer.browser.send(officer.browser.get(person.desk_page), "/evidence", kind="letter", grade="B", note="checked")
    again = next_time(app, person, later_event)
    shown = page_of(again)
    assert "You proved this at Smart City Thailand Takeoff on" in shown.text
    assert "(grade B)" in shown.text
    assert "You handed this in for Smart City Thailand Takeoff on" in shown.text
    for kind in ("letter", "photo"):
        for _time in range(2):
            taken = again.browser.post(
                f"{again.status_page}/papers/{kind}/again", {"csrf_token": again.browser.token()}
            )
            assert taken.status == 303
    assert missing(app, again) == 1
    with app.app_context():
        assert db.session.query(Paper).count() == 4
        assert db.session.query(Upload).count() == 2  # nothing was copied
        [evidence] = db.session.query(Evidence)
        taken_again = db.session.query(Paper).filter_by(kind=PaperKind.LETTER).order_by(Paper.id.desc()).first()
        assert taken_again is not None
        assert taken_again.earlier_evidence_id == evidence.id
    desk = officer.browser.get(again.desk_page)
    assert "Proven at Smart City Thailand Takeoff on" in desk.text
    assert "grade B, by The officer." in desk.text


def test_nothing_of_somebody_else_or_of_grade_c_is_offered(
    app: Flask, applicant: Applicant, officer: Person, later_event: str
) -> None:
    proven, doubtful = applicant(), applicant()
    for person, grade in ((proven, "A"), (doubtful, "C")):
        officer.browser.send(officer.browser.get(person.desk_page), "/evidence", kind="press_card", grade=grade)
    assert "Same as last time" not in page_of(next_time(app, doubtful, later_event)).text
    assert "Same as last time" in page_of(next_time(app, proven, later_event)).text
