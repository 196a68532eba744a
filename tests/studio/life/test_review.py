"""From a draft to a revision: written by one, read and approved by another, published by the worker."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from press.audit.models import AuditEntry
from press.audit.queries import walk_chain
from press.clock import now
from press.db import db, db_transaction
from press.jobs.models import Job
from press.kits.models import Correction, Kit, KitDraft, KitRevision, ReleaseText
from press.kits.services.telling import PUBLISH, TELL_HOLDERS
from press.kits.states import DraftState
from press.storage.s3 import S3Store
from press.storage.store import EXTENSION
from tests.kits.folders import edit, explain
from tests.kits.test_publish import publish
from tests.studio.life.conftest import EN
from tests.support.browser import Browser, Page
from tests.support.people import Person

Write = Callable[..., None]
Work = Callable[[], int]
REVIEW = "/studio/sample-kit/review?lang=en"
NOTE = {"release": "01-launch", "note_th": "แก้กาล", "note_en": "The tense was wrong"}


def act(person: Person, ending: str, **fields: str) -> Page:
    """Opens the review page and sends one of its forms."""
    return person.browser.send(person.browser.get(REVIEW), f"/review/{ending}", **fields)


def handed_in(author: Person, write: Write) -> None:
    """A correction, explained and handed in."""
    write()
    assert act(author, "check").status == 303
    assert act(author, "note", **NOTE).status == 303
    assert act(author, "submit").status == 303


def draft(app: Flask) -> KitDraft:
    with app.app_context():
        return db.session.scalars(select(KitDraft)).one()


def held(app: Flask) -> KitRevision:
    with app.app_context():
        return db.session.scalars(select(KitRevision).order_by(KitRevision.number.desc())).first()


def count(app: Flask, model: type, **where: Any) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model).filter_by(**where)) or 0


def dead() -> S3Store:
    return S3Store(endpoint_url="http://127.0.0.1:9", bucket="none", region="us-east-1", access_key="a", secret_key="b")


def test_written_by_one_approved_by_another_published_by_the_worker(
    app: Flask, author: Person, reviewer: Person, write: Write, work: Work
) -> None:
    handed_in(author, write)

    page = reviewer.browser.get(REVIEW)
    assert "There [deleted: are ] [added: were ]" in page.text
    assert reviewer.browser.send(page, "/review/approve").status == 303
    assert draft(app).state is DraftState.APPROVED
    assert held(app).number == 1
    assert work() == 1

    revision = held(app)
    assert (revision.number, revision.emergency, revision.approved_by_id) == (2, False, reviewer.account_id)
    assert "`01-launch`" in revision.changelog_md
    assert "แก้กาล · The tense was wrong" in revision.changelog_md
    assert (draft(app).state, draft(app).revision_number) == (DraftState.PUBLISHED, 2)
    with app.app_context():
        text = db.session.scalars(select(ReleaseText).filter_by(kit_revision_id=revision.id, language="en")).one()
        assert text.body_text.startswith("There were 7")
        correction = db.session.scalars(select(Correction)).one()
        assert (correction.note_th, correction.note_en) == (NOTE["note_th"], NOTE["note_en"])
        told = db.session.scalars(select(Job).filter_by(kind=TELL_HOLDERS)).one()
        assert told.payload == {"kit_id": revision.kit_id, "kind": "corrected", "row_id": correction.id}
        actions = set(db.session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "kit:sample-kit")))
        assert {"draft.submitted", "draft.approved", "kit.published"} <= actions


@pytest.mark.sqlite_only
def test_who_has_written_on_it_does_not_approve_it(app: Flask, author: Person, write: Write) -> None:
    handed_in(author, write)
    page = author.browser.get(REVIEW)
    assert "/studio/sample-kit/review/approve" not in [form.action for form in page.forms]

    sent = {"csrf_token": author.browser.token(), "version": str(draft(app).version)}
    refused = author.browser.post("/studio/sample-kit/review/approve", sent)

    assert refused.status == 409
    assert "This needs somebody else" in refused.text
    assert draft(app).state is DraftState.IN_REVIEW


@pytest.mark.sqlite_only
@pytest.mark.parametrize("ending", ["submit", "approve", "emergency", "send-back", "note", "go-on", "give-up"])
def test_what_was_read_is_what_is_approved(
    app: Flask, author: Person, reviewer: Person, write: Write, ending: str
) -> None:
    handed_in(author, write)
    version = str(draft(app).version)
    write(EN, "There were", "There might be")

    words = {"remark": "No.", "reason": "Now.", **NOTE}
    sent = {"csrf_token": reviewer.browser.token(), "version": version, **words}
    assert reviewer.browser.post(f"/studio/sample-kit/review/{ending}", sent).status == 409
    assert draft(app).state is DraftState.DRAFT  # a change has sent it back
    assert count(app, Job, kind=PUBLISH) == 0


@pytest.mark.sqlite_only
def test_faults_are_shown_with_file_and_line_and_nothing_goes_on(app: Flask, author: Person, write: Write) -> None:
    write(EN, "{{ cities }}", "{{ towns }}")

    for ending, words in (("submit", {}), ("emergency", {"reason": "Now."})):
        page = act(author, ending, **words)
        assert page.status == 422
        assert f"{EN}:8" in page.text
        assert "unknown fact {{ towns }}" in page.text
    assert draft(app).state is DraftState.DRAFT


@pytest.mark.sqlite_only
def test_a_published_text_changes_only_with_a_note_in_both_languages(app: Flask, author: Person, write: Write) -> None:
    write()

    refused = act(author, "submit")
    assert refused.status == 422
    assert "Why does 01-launch change?" in refused.text
    half = act(author, "note", **{**NOTE, "note_en": ""})
    assert half.status == 422
    assert "write it in both languages" in half.text
    assert act(author, "note", **NOTE).status == 303
    assert act(author, "submit").status == 303


@pytest.mark.sqlite_only
def test_a_note_written_again_takes_the_place_of_the_first(
    app: Flask, author: Person, reviewer: Person, write: Write, work: Work
) -> None:
    write()
    act(author, "check")
    act(author, "note", **NOTE)
    write(EN, "There were", "There had been")
    page = author.browser.get(REVIEW)
    sent = {"csrf_token": author.browser.token(), "version": str(draft(app).version), **NOTE, "note_en": "Better"}
    assert author.browser.post("/studio/sample-kit/review/note", sent).status == 303
    assert page.status == 200
    act(author, "submit")
    act(reviewer, "approve")
    work()
    assert held(app).changelog_md.count("`01-launch`") == 1
    assert held(app).changelog_md.endswith("แก้กาล · Better\n")


@pytest.mark.sqlite_only
def test_an_emergency_leaves_a_flag_until_somebody_else_approves(
    app: Flask, author: Person, reviewer: Person, write: Write, work: Work
) -> None:
    write()
    act(author, "check")
    act(author, "note", **NOTE)
    assert act(author, "emergency", reason="The minister has gone.").status == 303
    assert work() == 1

    assert held(app).waits_for_eyes
    page = author.browser.get("/studio/sample-kit/life?lang=en")
    assert "Revision 2 was published without a second pair of eyes" in page.text
    assert author.browser.send(page, "/revisions/2/approve").status == 409
    page = reviewer.browser.get("/studio/sample-kit/life?lang=en")
    assert reviewer.browser.send(page, "/revisions/2/approve").status == 303
    assert held(app).approved_by_id == reviewer.account_id
    assert not held(app).waits_for_eyes
    assert reviewer.browser.send(page, "/revisions/2/approve").status == 409


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("kit")
def test_what_comes_from_the_command_line_waits_for_eyes_too(app: Flask, author: Person) -> None:
    assert held(app).waits_for_eyes
    page = author.browser.get("/studio/sample-kit/life?lang=en")
    assert "By command line" in page.text
    assert author.browser.send(page, "/revisions/1/approve").status == 303
    assert not held(app).waits_for_eyes


@pytest.mark.sqlite_only
def test_sent_back_with_a_remark(app: Flask, author: Person, reviewer: Person, write: Write) -> None:
    handed_in(author, write)

    assert act(reviewer, "send-back", remark="").status == 422
    assert act(reviewer, "send-back", remark="Say since when.").status == 303

    assert "Say since when." in author.browser.get(REVIEW).text
    assert draft(app).state is DraftState.DRAFT


@pytest.mark.sqlite_only
def test_an_edit_after_the_approval_is_not_published(
    app: Flask, author: Person, reviewer: Person, write: Write, work: Work
) -> None:
    handed_in(author, write)
    act(reviewer, "approve")
    write(EN, "There were", "There might be")

    work()

    assert held(app).number == 1
    assert draft(app).state is DraftState.DRAFT


@pytest.mark.sqlite_only
def test_a_folder_published_meanwhile_is_not_written_over(
    app: Flask, author: Person, reviewer: Person, write: Write, work: Work, folder: Path
) -> None:
    handed_in(author, write)
    act(reviewer, "approve")
    edit(folder, "kit.toml", 'en = "Summary"', 'en = "Another summary"')
    with app.app_context():
        assert publish(app, folder).exit_code == 0
    work()

    assert (held(app).number, held(app).summary_en) == (2, "Another summary")
    page = author.browser.get(REVIEW)
    assert "the current one is revision 2" in page.text
    assert act(author, "submit").status == 409
    assert act(author, "go-on").status == 303
    act(author, "submit")
    act(reviewer, "approve")
    work()
    assert (held(app).number, held(app).summary_en) == (3, "Summary")


@pytest.mark.sqlite_only
def test_a_dead_store_shows_and_loses_nothing(
    app: Flask, author: Person, reviewer: Person, write: Write, work: Work
) -> None:
    handed_in(author, write)
    live, app.extensions[EXTENSION] = app.extensions[EXTENSION], dead()

    refused = act(reviewer, "approve")
    assert refused.status == 503
    assert "The store does not answer" in refused.text
    app.extensions[EXTENSION] = live
    act(reviewer, "approve")
    app.extensions[EXTENSION] = dead()
    work()
    assert "The last attempt failed" in author.browser.get(REVIEW).text
    assert draft(app).state is DraftState.APPROVED
    app.extensions[EXTENSION] = live
    with app.app_context(), db_transaction():
        db.session.execute(update(Job).where(Job.kind == PUBLISH).values(run_at=now()))
    work()
    assert held(app).number == 2


@pytest.mark.sqlite_only
def test_a_worker_that_is_away_shows(app: Flask, author: Person, reviewer: Person, write: Write) -> None:
    handed_in(author, write)
    act(reviewer, "approve")
    with app.app_context(), db_transaction():
        db.session.execute(update(Job).where(Job.kind == PUBLISH).values(run_at=now() - timedelta(minutes=2)))

    assert "The worker has not begun yet" in author.browser.get(REVIEW).text


@pytest.mark.sqlite_only
def test_a_crash_while_publishing_leaves_one_revision(
    app: Flask, author: Person, reviewer: Person, write: Write, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the power went")

    handed_in(author, write)
    act(reviewer, "approve")
    monkeypatch.setattr("press.kits.services.reviewing.published", fail)
    work()
    assert (held(app).number, draft(app).state) == (1, DraftState.APPROVED)
    monkeypatch.undo()
    with app.app_context(), db_transaction():
        db.session.execute(update(Job).where(Job.kind == PUBLISH).values(run_at=now()))
        db.session.add(Job(kind=PUBLISH, payload={"draft_id": 1}, created_at=now(), run_at=now()))
    assert work() == 2  # and a second job for the same draft does nothing more
    assert count(app, KitRevision) == 2


def test_two_who_approve_at_once_publish_once(
    app: Flask, author: Person, reviewer: Person, officer: Person, write: Write, work: Work
) -> None:
    handed_in(author, write)
    pages = [(each.browser, each.browser.get(REVIEW)) for each in (reviewer, officer)]

    def approve(given: tuple[Browser, Page]) -> int:
        while (answer := given[0].send(given[1], "/review/approve")).status == 503:
            pass
        return int(answer.status)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(approve, pages)) == [303, 409]
    assert count(app, Job, kind=PUBLISH) == 1
    work()
    assert held(app).number == 2
    with app.app_context():
        assert walk_chain().broken_at is None


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("kit")
def test_without_a_draft_there_is_nothing_to_review(author: Person, folder: Path) -> None:
    page = author.browser.get(REVIEW)
    assert page.status == 200
    assert "Nothing is being written" in page.text
    sent = {"csrf_token": author.browser.token(), "version": "1"}
    assert author.browser.post("/studio/sample-kit/review/submit", sent).status == 404


@pytest.mark.sqlite_only
def test_discarded(app: Flask, author: Person, write: Write, folder: Path) -> None:
    write()
    edit(folder, "kit.toml", 'en = "Summary"', 'en = "Another"')
    with app.app_context():
        publish(app, folder)
    assert act(author, "give-up").status == 303
    assert draft(app).state is DraftState.DISCARDED


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("kit")
def test_the_command_line_wants_a_note_too(app: Flask, folder: Path) -> None:
    edit(folder, EN, "There are", "There were")
    with app.app_context():
        refused = publish(app, folder)
        assert refused.exit_code == 1
        assert f"{folder}/{EN}:1: reads otherwise than published" in refused.stderr
        explain(folder, "แก้กาล")
        refused = publish(app, folder)
        assert "CHANGELOG.md:3: the note on 01-launch needs both languages" in refused.stderr
        edit(folder, "CHANGELOG.md", "แก้กาล", "แก้กาล · Tense")
        assert publish(app, folder).exit_code == 0
    with app.app_context():
        assert db.session.scalars(select(Correction)).one().note("en") == "Tense"


def test_the_list_says_how_each_kit_stands_and_for_whom_it_waits(
    author: Person, reviewer: Person, write: Write
) -> None:
    write()
    listed = author.browser.get("/studio?lang=en")
    assert "Held until" in listed.text
    assert "(Bangkok time)" in listed.text
    assert "Draft open" in listed.text
    assert act(author, "check").status == 303
    assert act(author, "note", **NOTE).status == 303
    assert act(author, "submit").status == 303
    assert "Waiting for somebody else’s review" in author.browser.get("/studio?lang=en").text
    assert "Waiting for your review" in reviewer.browser.get("/studio?lang=en").text


def test_the_kit_in_the_studio_and_outside_lead_to_each_other_and_to_the_list(kit: str, author: Person) -> None:
    inside, outside = author.browser.get(f"/studio/{kit}"), author.browser.get(f"/kits/{kit}")
    assert {"/studio", f"/kits/{kit}"} <= set(inside.links)
    assert f"/studio/{kit}" in outside.links


def test_where_nothing_is_written_review_leads_to_the_next_draft(kit: str, author: Person) -> None:
    page = author.browser.get(REVIEW)
    assert "The next draft is opened under “Texts”" in page.text
    [there] = [address for address in set(page.links) if address == f"/studio/{kit}/write"]
    assert author.browser.send(author.browser.get(there), "/write").status == 303


@pytest.mark.parametrize(("days", "said"), [(-1, "given the undertaking read it"), (1, "readers do not see it")])
def test_the_kit_says_who_reads_it_now(app: Flask, kit: str, author: Person, days: int, said: str) -> None:
    with app.app_context(), db_transaction():
        db.session.execute(update(Kit).values(available_from=now() + timedelta(days=days)))
    for address in (f"/studio/{kit}", f"/studio/{kit}/life"):
        page = author.browser.get(f"{address}?lang=en")
        assert said in page.text, address
        assert "UTC" in page.text


@pytest.mark.sqlite_only
def test_faults_are_told_in_the_words_of_the_form_and_lead_to_it(app: Flask, author: Person, write: Write) -> None:
    write(EN, 'title = "', 'title = "" # ')

    assert act(author, "check").status == 303

    english = author.browser.get(REVIEW)
    assert "“Title” is empty" in english.text
    assert 'href="/studio/sample-kit/write/01-launch#en"' in english.html
    thai = author.browser.get(REVIEW.replace("lang=en", "lang=th"))
    assert "“ชื่อ” ยังว่างอยู่" in thai.text
    assert "is empty" not in thai.text


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("path", "old", "new", "words", "way"),
    [
        ("kit.toml", 'phone = "', 'phone = "" # ', "no telephone number yet", "lists/contacts/0"),
        (
            "documents/documents.toml",
            'title.en = "',
            'title.en = "" # ',
            "“Title in English” is empty",
            "lists/documents/0",
        ),
        ("assets/logo/pack.toml", 'credit = "', 'credit = "" # ', "“Credit line” is empty", "pack"),
        ("facts.toml", 'en = "The', 'en = "" # ', "“In English” is empty", "facts#fact-"),
        ("kit.toml", "embargo_until = ", "embargo_until = 1 # ", "“Embargo until” needs a date", "write#schedule"),
        ("kit.toml", "id = ", "colour = 1\nid = ", "unknown key colour", "texts/kit.toml"),
        ("documents/documents.toml", 'path = "', 'path = "not-', "there is no file", "lists/documents/0"),
        ("CHANGELOG.md", "", "\x01", "holds a character that is no text", "texts/CHANGELOG.md"),
    ],
)
def test_each_fault_leads_to_where_it_is_mended(
    author: Person, write: Write, path: str, old: str, new: str, words: str, way: str
) -> None:
    write(path, old, new)
    assert act(author, "check").status == 303

    page = author.browser.get(REVIEW)
    assert words in page.text
    assert f'href="/studio/sample-kit/{way}' in page.html


@pytest.mark.sqlite_only
def test_a_correction_leads_to_the_note_below(author: Person, write: Write) -> None:
    write()
    assert act(author, "check").status == 303

    page = author.browser.get(REVIEW)
    assert "Say why in the form below" in page.text
    assert "CHANGELOG.md, as" not in page.text
    assert 'href="/studio/sample-kit/review#note-01-launch"' in page.html
    assert 'id="note-01-launch"' in page.html


@pytest.mark.sqlite_only
def test_what_was_found_before_words_were_translated_is_shown_in_english(
    app: Flask, author: Person, write: Write
) -> None:
    write()
    with app.app_context(), db_transaction():
        one = db.session.scalars(select(KitDraft)).one()
        one.faults = [{"file": "kit.toml", "line": 3, "message": "title is empty", "is_warning": False}]

    assert "title is empty" in author.browser.get(REVIEW.replace("lang=en", "lang=th")).text
