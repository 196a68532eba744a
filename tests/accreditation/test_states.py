"""Which state may follow which: every pair is tried, by the one door through which states change."""

import itertools
import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from press.accounts.errors import LinkSpent
from press.accreditation.errors import ApplicationNotFound, DecidedMeanwhile, IllegalMove, ReasonMissing
from press.accreditation.models import Application
from press.accreditation.moves import move
from press.accreditation.queries import application_for_owner, application_for_staff, is_credentialed
from press.accreditation.services import applying, deciding
from press.accreditation.states import LIVE, DeclineReason
from press.accreditation.states import ApplicationState as S
from press.db import db
from press.errors import Conflict, Refusal
from tests.support.people import OFFICER, answers, applied, brought_to

DECIDED = {S.APPROVED, S.APPROVED_LIMITED, S.WAITLISTED, S.DECLINED}
ENDED = {S.WITHDRAWN, S.EXPIRED, S.MERGED}
# Written out once more, by hand: a change of the table must be meant.
MOVES = {
    S.DRAFT: {S.SUBMITTED, S.MERGED},
    S.SUBMITTED: {S.IN_REVIEW, S.NEEDS_INFO, S.RECOMMENDED, *DECIDED, *ENDED},
    S.IN_REVIEW: {S.NEEDS_INFO, S.RECOMMENDED, *DECIDED, *ENDED},
    S.NEEDS_INFO: {S.IN_REVIEW, S.DECLINED, *ENDED},
    S.RECOMMENDED: {S.IN_REVIEW, *DECIDED, *ENDED},
    S.APPROVED: {S.IN_REVIEW, S.APPROVED_LIMITED, S.REVOKED, S.WITHDRAWN},
    S.APPROVED_LIMITED: {S.IN_REVIEW, S.APPROVED, S.REVOKED, S.WITHDRAWN},
    S.WAITLISTED: {S.IN_REVIEW, S.APPROVED, S.APPROVED_LIMITED, S.DECLINED, *ENDED},
    S.DECLINED: {S.IN_REVIEW, S.MERGED},
    S.REVOKED: {S.IN_REVIEW},
    S.WITHDRAWN: set(),
    S.EXPIRED: set(),
    S.MERGED: {S.IN_REVIEW},
}
REACHED = (S.SUBMITTED, S.IN_REVIEW, S.APPROVED, S.DECLINED, S.REVOKED, S.WITHDRAWN)


def test_the_index_on_live_applications_names_the_live_states() -> None:
    index = next(each for each in Application.__table__.indexes if each.name == "uq_applications_one_live")
    named = set(re.findall(r"'(\w+)'", str(index.dialect_options["sqlite"]["where"])))
    assert named == {state.value for state in LIVE}


def test_every_state_is_in_the_table() -> None:
    assert set(MOVES) == set(S)


@pytest.mark.parametrize(("before", "after"), list(itertools.product(S, S)))
def test_every_pair(before: S, after: S) -> None:
    application = Application(ref="SCT-TEST", state=before, version=4)
    if after in MOVES[before]:
        move(application, after)
        assert (application.state, application.version) == (after, 5)
    else:
        with pytest.raises(IllegalMove) as caught:
            move(application, after)
        assert isinstance(caught.value, Conflict)
        assert (application.state, application.version) == (before, 4)


def verbs(application: Application, at: datetime) -> dict[S, Callable[[], object]]:
    """What brings an application to each state."""
    given = {"version": application.version, "by": OFFICER, "at": at}
    return {
        S.APPROVED: lambda: deciding.approve(application, reason="", **given),
        S.DECLINED: lambda: deciding.decline(application, code=DeclineReason.OTHER, reason="No.", **given),
        S.REVOKED: lambda: deciding.revoke(application, reason="No.", **given),
        S.WITHDRAWN: lambda: applying.withdraw(application, by=OFFICER, at=at),
    }


@pytest.mark.usefixtures("in_transaction")
@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("before", "after"), list(itertools.product(REACHED, (S.APPROVED, S.DECLINED, S.REVOKED, S.WITHDRAWN)))
)
def test_every_verb_in_every_state(at: datetime, before: S, after: S) -> None:
    application = applied(answers(), at)
    brought_to(application, before, at)
    assert application.state is before
    verb = verbs(application, at)[after]
    if after in MOVES[before]:
        verb()
        assert application.state is after
    else:
        with pytest.raises(IllegalMove):
            verb()
        assert application.state is before
    credentialed = is_credentialed(application.account_id or 0, application.event_id)
    assert credentialed is (application.state is S.APPROVED)


@pytest.mark.usefixtures("in_transaction")
@pytest.mark.sqlite_only
@pytest.mark.parametrize("before", [S.DECLINED, S.REVOKED])
def test_a_refusal_can_be_taken_up_again_and_approved(at: datetime, before: S) -> None:
    application = applied(answers(), at)
    brought_to(application, before, at)
    deciding.reopen(application, version=application.version, by=OFFICER, at=at)
    deciding.approve(application, version=application.version, reason="", by=OFFICER, at=at)
    assert is_credentialed(application.account_id or 0, application.event_id)


@pytest.mark.usefixtures("in_transaction")
@pytest.mark.sqlite_only
class TestRefusals:
    """What an officer's verb refuses."""

    @pytest.mark.parametrize("reason", ["", "  ", "\n\t"])
    def test_a_decision_against_somebody_carries_a_reason(self, at: datetime, reason: str) -> None:
        application = applied(answers(), at)
        with pytest.raises(ReasonMissing):
            deciding.decline(
                application, version=application.version, code=DeclineReason.OTHER, reason=reason, by=OFFICER, at=at
            )
        brought_to(application, S.APPROVED, at)
        with pytest.raises(ReasonMissing):
            deciding.revoke(application, version=application.version, reason=reason, by=OFFICER, at=at)
        assert application.state is S.APPROVED

    def test_a_decision_on_an_older_version_is_refused(self, at: datetime) -> None:
        application = applied(answers(), at)
        seen = application.version
        deciding.take_up(application, version=seen, by=OFFICER, at=at)
        with pytest.raises(DecidedMeanwhile):
            deciding.approve(application, version=seen, reason="", by=OFFICER, at=at)
        assert application.state is S.IN_REVIEW

    def test_arrival_is_noted_once_and_of_approved_people_only(self, at: datetime) -> None:
        application = applied(answers(), at)
        with pytest.raises(IllegalMove):
            deciding.record_arrival(application, by=OFFICER, at=at)
        brought_to(application, S.APPROVED, at)
        deciding.record_arrival(application, by=OFFICER, at=at)
        deciding.record_arrival(application, by=OFFICER, at=at.replace(hour=9))
        assert application.attended_at == at

    def test_the_decision_keeps_who_why_and_on_what(self, at: datetime) -> None:
        application = applied(answers(), at)
        version = application.version
        decision = deciding.decline(
            application, version=version, code=DeclineReason.NOT_MEDIA, reason="ไม่ใช่สื่อ", by=OFFICER, at=at
        )
        kept = (decision.outcome, decision.reason_code, decision.reason, decision.version, decision.decided_by)
        assert kept == (S.DECLINED, DeclineReason.NOT_MEDIA, "ไม่ใช่สื่อ", version, OFFICER.name)


@pytest.mark.usefixtures("in_transaction")
class TestFetching:
    """An application is fetched for somebody."""

    def test_its_owner_has_it_and_nobody_else(self, at: datetime) -> None:
        own, other = applied(answers(), at), applied(answers(), at)
        assert application_for_owner(own.ref, account_id=own.account_id or 0) is own
        with pytest.raises(ApplicationNotFound):
            application_for_owner(own.ref, account_id=other.account_id or 0)

    def test_a_draft_is_not_shown_to_staff(self, at: datetime) -> None:
        own = applied(answers(), at)
        own.state = S.DRAFT
        db.session.flush()
        with pytest.raises(ApplicationNotFound):
            application_for_staff(own.ref)


def test_all_refusals_are_of_a_known_family(app: Flask) -> None:
    for kind in (IllegalMove, DecidedMeanwhile, ReasonMissing, ApplicationNotFound, LinkSpent):
        assert issubclass(kind, Refusal)
        assert 400 <= kind.status < 600
