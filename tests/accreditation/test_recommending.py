"""Recommendations are silent, can be undone, and become decisions once, by the release."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from press.accounts.services.people import account_for_address
from press.accreditation.errors import (
    DecidedMeanwhile,
    IllegalMove,
    LimitsMissing,
    NotRecommended,
    ReasonMissing,
    TwoOfficersNeeded,
)
from press.accreditation.models import Application, Credential, Decision, Recommendation
from press.accreditation.moves import move
from press.accreditation.queries.recommendations import open_recommendation
from press.accreditation.services import applying, deciding
from press.accreditation.services.recommending import recommend, take_back
from press.accreditation.services.releasing import release
from press.accreditation.services.settling import Proposal
from press.accreditation.states import ApplicationState as S
from press.accreditation.states import DeclineReason, RecommendationEnd, shown_to_applicant
from press.audit.models import AuditEntry
from press.audit.services import By
from press.db import db
from press.mail.models import OutboxMail
from tests.support.people import OFFICER, answers, applied

APPROVE = Proposal(S.APPROVED)
DECLINE = Proposal(S.DECLINED, reason="No.", code=DeclineReason.OTHER)
LIMITED = Proposal(S.APPROVED_LIMITED, limits="Press conference only.")

pytestmark = pytest.mark.usefixtures("in_transaction")


def recommended(at: datetime, proposal: Proposal = APPROVE, by: By = OFFICER, **typed: Any) -> Application:
    application = applied(answers(**typed), at)
    recommend(application, proposal, version=application.version, by=by, at=at)
    return application


def released(*applications: Application, at: datetime, key: str = "key", by: By = OFFICER) -> list[tuple[str, str]]:
    versions = {each.ref: each.version for each in applications}
    batch = release(versions, event=applications[0].event, request_key=key, by=by, at=at)
    return [(row["ref"], row["result"]) for row in batch.rows]


def mails() -> list[str]:
    return [mail.subject for mail in db.session.query(OutboxMail).order_by(OutboxMail.id)]


@pytest.mark.sqlite_only
class TestRecommending:
    """Before the release."""

    @pytest.mark.parametrize("proposal", [APPROVE, LIMITED, Proposal(S.WAITLISTED), DECLINE])
    def test_it_is_silent(self, at: datetime, proposal: Proposal) -> None:
        application = recommended(at, proposal)
        assert application.state is S.RECOMMENDED
        assert shown_to_applicant(application.state) is S.IN_REVIEW
        assert [subject for subject in mails() if "received" not in subject] == []
        assert db.session.query(Decision).count() == db.session.query(Credential).count() == 0

    def test_taken_back_it_is_under_review_again(self, at: datetime) -> None:
        application = recommended(at)
        take_back(application, version=application.version, by=OFFICER, at=at)
        assert (application.state, open_recommendation(application)) == (S.IN_REVIEW, None)
        with pytest.raises(NotRecommended):
            take_back(application, version=application.version, by=OFFICER, at=at)

    def test_another_replaces_it(self, at: datetime) -> None:
        application = recommended(at)
        recommend(application, DECLINE, version=application.version, by=OFFICER, at=at)
        kept = [(each.outcome, each.ended) for each in db.session.query(Recommendation).order_by(Recommendation.id)]
        assert kept == [(S.APPROVED, RecommendationEnd.REPLACED), (S.DECLINED, None)]

    def test_the_second_of_two_officers_is_told(self, at: datetime) -> None:
        application = applied(answers(), at)
        seen = application.version
        recommend(application, APPROVE, version=seen, by=OFFICER, at=at)
        for verb in (
            lambda: recommend(application, DECLINE, version=seen, by=OFFICER, at=at),
            lambda: take_back(application, version=seen, by=OFFICER, at=at),
        ):
            with pytest.raises(DecidedMeanwhile):
                verb()

    @pytest.mark.parametrize(
        ("proposal", "refusal"),
        [
            (Proposal(S.DECLINED, reason=" "), ReasonMissing),
            (Proposal(S.APPROVED_LIMITED, reason="x"), LimitsMissing),
            (Proposal(S.REVOKED, reason="x"), IllegalMove),
        ],
    )
    def test_what_a_decision_needs_it_needs_too(
        self, at: datetime, proposal: Proposal, refusal: type[Exception]
    ) -> None:
        application = applied(answers(), at)
        with pytest.raises(refusal):
            recommend(application, proposal, version=application.version, by=OFFICER, at=at)
        assert application.state is S.SUBMITTED

    def test_a_decision_in_one_step_overtakes_it(self, at: datetime) -> None:
        application = recommended(at, DECLINE)
        deciding.approve(application, version=application.version, reason="", by=OFFICER, at=at)
        [kept] = db.session.query(Recommendation).all()
        assert (application.state, kept.ended) == (S.APPROVED, RecommendationEnd.OVERTAKEN)

    def test_two_officers_leave_no_decision_in_one_step(self, at: datetime) -> None:
        application = applied(answers(), at)
        application.event.two_officers = True
        for verb in (
            lambda: deciding.approve(application, version=application.version, reason="", by=OFFICER, at=at),
            lambda: deciding.waitlist(application, version=application.version, reason="", by=OFFICER, at=at),
            lambda: deciding.decline(
                application, version=application.version, code=DeclineReason.OTHER, reason="No.", by=OFFICER, at=at
            ),
        ):
            with pytest.raises(TwoOfficersNeeded):
                verb()
        assert application.state is S.SUBMITTED

    def test_on_the_waiting_list_it_keeps_the_place_in_line(self, at: datetime) -> None:
        application = applied(answers(), at)
        deciding.waitlist(application, version=application.version, reason="", by=OFFICER, at=at)
        recommend(application, APPROVE, version=application.version, by=OFFICER, at=at)
        assert (application.state, application.waitlisted_at) == (S.WAITLISTED, at)
        assert released(application, at=at) == [(application.ref, "done")]
        assert application.state is S.APPROVED


class TestReleasing:
    """Each row goes through, or says why not."""

    def test_every_outcome_is_decided_told_and_recorded(self, at: datetime) -> None:
        proposals = [APPROVE, LIMITED, Proposal(S.WAITLISTED, reason="Perhaps."), DECLINE]
        people = [recommended(at, each) for each in proposals]
        before = len(mails())
        assert [result for _ref, result in released(*people, at=at)] == ["done"] * 4
        assert [each.state for each in people] == [S.APPROVED, S.APPROVED_LIMITED, S.WAITLISTED, S.DECLINED]
        told = mails()[before:]
        assert [person.ref in subject for person, subject in zip(people, told, strict=True)] == [True] * 4
        assert db.session.query(Credential).count() == 2
        acts = [entry.action for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)][-5:]
        assert acts == [*(f"application.{each.outcome}" for each in proposals), "event.released"]
        kept = db.session.query(Decision).order_by(Decision.id).all()
        assert [(each.outcome, each.limits, each.decided_by) for each in kept] == [
            (each.outcome, each.limits, OFFICER.name) for each in proposals
        ]

    def test_three_take_no_more_questions_than_one(self, at: datetime, count_queries: Callable[..., int]) -> None:
        one, *three = [recommended(at) for _ in range(4)]
        asked = [
            count_queries(lambda people=people, key=key: released(*people, at=at, key=key), "SELECT")
            for key, people in (("one", [one]), ("three", three))
        ]
        assert asked[0] == asked[1]

    def test_the_same_form_again_changes_nothing(self, at: datetime) -> None:
        person = recommended(at)
        versions = {person.ref: person.version}
        first = release(versions, event=person.event, request_key="key", by=OFFICER, at=at)
        told = len(mails())
        again = release(versions, event=person.event, request_key="key", by=OFFICER, at=at)
        assert (again.id, again.rows, len(mails())) == (first.id, first.rows, told)

    def test_what_changed_meanwhile_stays_and_the_rest_goes(self, at: datetime) -> None:
        people = [recommended(at) for _ in range(4)]
        versions = {each.ref: each.version for each in people}
        recommend(people[0], DECLINE, version=people[0].version, by=OFFICER, at=at)
        take_back(people[1], version=people[1].version, by=OFFICER, at=at)
        applying.withdraw(people[2], by=OFFICER, at=at)
        batch = release(versions, event=people[0].event, request_key="key", by=OFFICER, at=at)
        assert [row["result"] for row in batch.rows] == ["changed", "taken_back", "taken_back", "done"]
        assert [each.state for each in people] == [S.RECOMMENDED, S.IN_REVIEW, S.WITHDRAWN, S.APPROVED]

    def test_who_recommended_cannot_release_where_two_decide(self, at: datetime, officers: Callable[[], By]) -> None:
        one, other = officers(), officers()
        person = recommended(at, by=one)
        person.event.two_officers = True
        assert released(person, at=at, key="1", by=one) == [(person.ref, "same_officer")]
        assert person.state is S.RECOMMENDED
        assert released(person, at=at, key="2", by=other) == [(person.ref, "done")]

    def test_one_officer_may_do_both_elsewhere(self, at: datetime, officers: Callable[[], By]) -> None:
        one = officers()
        person = recommended(at, by=one)
        assert released(person, at=at, by=one) == [(person.ref, "done")]


@pytest.fixture
def officers(at: datetime) -> Callable[[], By]:
    """Makes officers with an account."""
    count = iter(range(9))

    def make() -> By:
        number = next(count)
        account = account_for_address(email=f"o{number}@press.example", name="", locale="", at=at)
        return By(account.id, f"Officer {number}")

    return make


@pytest.mark.sqlite_only
def test_approved_again_after_a_change_there_is_one_credential(at: datetime) -> None:
    person = applied(answers(), at)
    deciding.approve(person, version=person.version, reason="", by=OFFICER, at=at)
    move(person, S.IN_REVIEW)  # what a change of the name does
    deciding.approve_limited(person, version=person.version, limits="No camera.", reason="", by=OFFICER, at=at)
    deciding.approve(person, version=person.version, reason="", by=OFFICER, at=at)
    assert db.session.query(Credential).filter_by(revoked_at=None).count() == 1
    move(person, S.IN_REVIEW)
    deciding.decline(person, version=person.version, code=DeclineReason.OTHER, reason="No.", by=OFFICER, at=at)
    assert db.session.query(Credential).filter_by(revoked_at=None).count() == 0
