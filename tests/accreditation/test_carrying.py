"""What the application that stays lacks goes along with a merge, and comes back when the merge is undone."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from press.accreditation.models import (
    Application,
    Confirmation,
    ConfirmationPerson,
    Crew,
    CrewMember,
    Evidence,
    Merge,
    Paper,
)
from press.accreditation.queries import application_for_staff
from press.accreditation.services import deciding, papers
from press.accreditation.services.merging import merge, unmerge
from press.accreditation.states import DeskAnswer, EvidenceKind, Grade
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.events.settings import PaperKind
from press.uploads.models import Upload
from tests.support import files
from tests.support.people import OFFICER, Person, answers, applied
from tests.support.uploading import Sender

Make = Callable[..., Person]


def merged(one: Application, other: Application, at: datetime) -> Merge:
    return merge(one, other, version=one.version, into_version=other.version, by=OFFICER, at=at)


def taken_apart(one: Application, at: datetime) -> None:
    unmerge(one, version=one.version, by=OFFICER, at=at)


def kinds(table: Any, application: Application) -> list[str]:
    db.session.flush()
    return sorted(row.kind.value for row in db.session.query(table).filter_by(application_id=application.id))


def in_words(application: Application, wanted: Iterable[PaperKind], at: datetime) -> None:
    for kind in wanted:
        papers.hand_in_words(application, kind, "words", by=OFFICER, at=at)


def grade(application: Application, kind: EvidenceKind, given: Grade, at: datetime) -> None:
    deciding.grade_evidence(application, kind=kind, grade=given, note="", by=OFFICER, at=at)


def asked(application: Application, email: str, at: datetime) -> Confirmation:
    """A newsroom that said yes to this application."""
    made = Confirmation(
        event=application.event,
        outlet=application.outlet,
        email=email,
        whole_outlet=False,
        nonce="",
        token_hash=secrets.token_hex(8),
        asked_by="applicant",
        asked_at=at,
        expires_at=at,
    )
    made.people.append(ConfirmationPerson(application=application, answer=DeskAnswer.YES, answered_at=at))
    db.session.add(made)
    db.session.flush()
    return made


def crew(leader: Application, *others: Application, at: datetime) -> Crew:
    made = Crew(event=leader.event, leader=leader, created_at=at)
    made.members = [CrewMember(application=each, joined_at=at) for each in (leader, *others)]
    db.session.add(made)
    db.session.flush()
    return made


def crew_ids(application: Application) -> list[int]:
    return [row.crew_id for row in db.session.query(CrewMember).filter_by(application_id=application.id)]


@pytest.mark.usefixtures("in_transaction")
@pytest.mark.sqlite_only
class TestThereAndBack:
    """Each kind, both ways."""

    def test_papers_by_kind(self, at: datetime) -> None:
        one, other = applied(answers(), at), applied(answers(), at)
        in_words(one, (PaperKind.WORK, PaperKind.PRESS_CARD), at)
        in_words(other, (PaperKind.WORK,), at)
        missing = (one.papers_missing, other.papers_missing)
        merged(one, other, at)
        assert (kinds(Paper, one), kinds(Paper, other)) == (["work"], ["press_card", "work"])
        assert other.papers_missing < missing[1]
        taken_apart(one, at)
        assert (kinds(Paper, one), kinds(Paper, other)) == (["press_card", "work"], ["work"])
        assert (one.papers_missing, other.papers_missing) == missing

    def test_the_place_in_a_crew_and_its_lead(self, at: datetime) -> None:
        one, other, third = (applied(answers(), at) for _ in range(3))
        its = crew(one, third, at=at)
        merged(one, other, at)
        assert (its.leader, crew_ids(one), crew_ids(other)) == (other, [], [its.id])
        taken_apart(one, at)
        assert (its.leader, crew_ids(one), crew_ids(other)) == (one, [its.id], [])

    def test_of_two_places_in_one_crew_the_lead_goes_to_the_one_that_stays(self, at: datetime) -> None:
        one, other = applied(answers(), at), applied(answers(), at)
        its = crew(one, other, at=at)
        merged(one, other, at)
        assert (its.leader, crew_ids(one), crew_ids(other)) == (other, [its.id], [its.id])
        taken_apart(one, at)
        assert its.leader == one

    def test_whoever_is_in_another_crew_stays_there(self, at: datetime) -> None:
        one, other, third = (applied(answers(), at) for _ in range(3))
        left, stays = crew(one, at=at), crew(third, other, at=at)
        merged(one, other, at)
        assert (left.leader, crew_ids(one), crew_ids(other)) == (one, [left.id], [stays.id])

    def test_what_newsrooms_said(self, at: datetime) -> None:
        one, other = applied(answers(), at), applied(answers(), at)
        alone, both = asked(one, "a@news.example", at), asked(one, "b@news.example", at)
        both.people.append(ConfirmationPerson(application=other))
        merged(one, other, at)
        assert [person.application for person in alone.people] == [other]
        assert [person.application for person in both.people] == [one, other]
        taken_apart(one, at)
        assert [person.application for person in alone.people] == [one]

    def test_evidence_and_the_grade_that_comes_of_it(self, at: datetime) -> None:
        one, other = applied(answers(), at), applied(answers(), at)
        grade(one, EvidenceKind.LETTER, Grade.B, at)
        merged(one, other, at)
        assert (kinds(Evidence, one), kinds(Evidence, other), other.grade) == ([], ["letter"], Grade.B)
        taken_apart(one, at)
        assert (kinds(Evidence, one), kinds(Evidence, other)) == (["letter"], [])
        assert (one.grade, other.grade) == (Grade.B, Grade.C)

    def test_a_grade_that_was_given_since_stays(self, at: datetime) -> None:
        one, other = applied(answers(), at), applied(answers(), at)
        grade(one, EvidenceKind.LETTER, Grade.B, at)
        merged(one, other, at)
        grade(other, EvidenceKind.PRESS_CARD, Grade.B, at + timedelta(hours=1))
        taken_apart(one, at + timedelta(hours=2))
        assert (kinds(Evidence, other), other.grade) == (["press_card"], Grade.B)

    def test_a_later_look_at_the_other_counts(self, at: datetime) -> None:
        one, other = applied(answers(), at), applied(answers(), at)
        grade(one, EvidenceKind.LETTER, Grade.B, at)
        grade(other, EvidenceKind.PRESS_CARD, Grade.C, at + timedelta(hours=1))
        merged(one, other, at + timedelta(hours=2))
        assert (kinds(Evidence, other), other.grade) == (["letter", "press_card"], Grade.C)

    def test_for_another_outlet_nothing_is_confirmed(self, at: datetime) -> None:
        one, other = applied(answers(), at), applied(answers(outlet="หนังสือพิมพ์อื่น"), at)
        grade(one, EvidenceKind.LETTER, Grade.B, at)
        said = asked(one, "a@news.example", at)
        merged(one, other, at)
        assert (kinds(Evidence, one), other.grade, said.people[0].application) == (["letter"], Grade.C, one)

    def test_what_was_replaced_since_comes_back_and_what_came_instead_stays(self, at: datetime) -> None:
        one, other = applied(answers(), at), applied(answers(), at)
        in_words(one, (PaperKind.PRESS_CARD,), at)
        merged(one, other, at)
        papers.hand_in_words(other, PaperKind.PRESS_CARD, "newer", by=OFFICER, at=at)
        taken_apart(one, at)
        assert [paper.words for paper in db.session.query(Paper).filter_by(application_id=other.id)] == ["newer"]
        assert [paper.words for paper in db.session.query(Paper).filter_by(application_id=one.id)] == ["words"]

    def test_through_two_merges_and_back(self, at: datetime) -> None:
        one, other, third = (applied(answers(), at) for _ in range(3))
        in_words(one, (PaperKind.WORK,), at)
        merged(one, other, at)
        merged(other, third, at)
        assert kinds(Paper, third) == ["work"]
        taken_apart(other, at)
        taken_apart(one, at)
        assert [kinds(Paper, each) for each in (one, other, third)] == [["work"], [], []]

    def test_the_audit_says_what_moved_by_number(self, at: datetime) -> None:
        one, other = applied(answers(), at), applied(answers(), at)
        in_words(one, (PaperKind.WORK,), at)
        made = merged(one, other, at)
        taken_apart(one, at)
        noted = db.session.query(AuditEntry).filter(
            AuditEntry.action.in_(["application.merged", "application.unmerged"])
        )
        assert [entry.details["moved"] for entry in noted] == [made.moved] * 2
        assert len(made.moved["papers"]) == 1


def test_a_file_goes_along_and_can_be_opened_there(
    app: Flask, applicant: Make, officer: Person, store: object, deliver: Callable[[], int]
) -> None:
    one, other = applicant(), applicant()
    Sender(one).send(files.jpeg())
    deliver()
    desk = officer.browser
    seen = desk.get(f"{one.desk_page}/merge?version=2&into={other.ref}")
    assert "Photo" in seen.text
    assert desk.send(seen, "/merge").status == 303
    with app.app_context():
        [paper] = db.session.query(Paper).all()
        assert paper.application.ref == other.ref
        assert db.session.query(Upload).one().subject == f"application:{other.ref}"
        picture = f"{other.desk_page}/papers/{paper.id}/picture"
    assert desk.get(picture).status == 200
    page = desk.get(one.desk_page)
    desk.send(page, "/unmerge")
    with app.app_context():
        assert db.session.query(Upload).one().subject == f"application:{one.ref}"


def test_whoever_has_seen_an_older_state_is_told(app: Flask, applicant: Make, officer: Person) -> None:
    one, other = applicant(), applicant()
    seen = officer.browser.get(f"{one.desk_page}/merge?version=2&into={other.ref}")
    with app.app_context(), db_transaction():
        found = application_for_staff(other.ref)
        deciding.take_up(found, version=found.version, by=OFFICER, at=now())
    assert officer.browser.send(seen, "/merge").status == 409
