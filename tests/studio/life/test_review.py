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
from press.kits.models import Correction, KitRevision, ReleaseText
from press.kits.services.telling import PUBLISH, TELL_HOLDERS
from press.kits.states import DraftState
from press.storage.s3 import S3Store
from press.storage.store import EXTENSION
from tests.kits.folders import edit
from tests.kits.test_publish import publish
from tests.studio.life.conftest import EN
from tests.studio.life.reviewing import NOTE, REVIEW, Write, act, draft, handed_in
from tests.support.browser import Browser, Page
from tests.support.people import Person

Work = Callable[[], int]


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
    assert "By the command line" in page.text
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
