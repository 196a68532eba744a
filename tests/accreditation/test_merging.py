"""One person's two applications become one, and can be told apart again while nothing is decided."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from press.accreditation.errors import DecidedMeanwhile, IllegalMove, MergeRefused
from press.accreditation.models import Application, Credential, InformationRequest
from press.accreditation.moves import move
from press.accreditation.services import applying, deciding
from press.accreditation.services.merging import merge, unmerge
from press.accreditation.services.recommending import recommend
from press.accreditation.services.settling import Proposal
from press.accreditation.states import ApplicationState as S
from press.clock import now
from press.db import db, db_transaction
from press.mail.models import OutboxMail
from tests.support import people
from tests.support.mailbox import Letter
from tests.support.people import OFFICER, Person, answers, applied

Make = Callable[..., Person]


def merged(one: Application, other: Application, at: datetime) -> None:
    merge(one, other, version=one.version, into_version=other.version, by=OFFICER, at=at)


@pytest.mark.usefixtures("in_transaction")
@pytest.mark.sqlite_only
class TestMerging:
    """The verbs."""

    def test_no_mail_and_no_credential_are_left(self, at: datetime) -> None:
        one, other = applied(answers(), at), applied(answers(), at)
        deciding.approve(one, version=one.version, reason="", by=OFFICER, at=at)
        move(one, S.IN_REVIEW)  # what a change of the name does: the credential rests
        mails = db.session.query(OutboxMail).count()
        merged(one, other, at)
        assert (one.state, one.merged_into_id, other.state) == (S.MERGED, other.id, S.SUBMITTED)
        assert db.session.query(Credential).filter_by(revoked_at=None).count() == 0
        assert db.session.query(OutboxMail).count() == mails

    def test_undone_while_the_other_is_undecided(self, at: datetime) -> None:
        one, other = applied(answers(), at), applied(answers(), at)
        recommend(one, Proposal(S.APPROVED), version=one.version, by=OFFICER, at=at)
        merged(one, other, at)
        unmerge(one, version=one.version, by=OFFICER, at=at)
        assert (one.state, one.merged_into_id) == (S.IN_REVIEW, None)
        merged(one, other, at)
        deciding.approve(other, version=other.version, reason="", by=OFFICER, at=at)
        with pytest.raises(MergeRefused):
            unmerge(one, version=one.version, by=OFFICER, at=at)

    def test_not_undone_when_the_person_has_applied_anew(self, at: datetime) -> None:
        given = answers()
        one, other = applied(given, at), applied(answers(), at)
        merged(one, other, at)
        applied(given, at)
        with pytest.raises(MergeRefused):
            unmerge(one, version=one.version, by=OFFICER, at=at)

    def test_what_cannot_be_merged(self, at: datetime) -> None:
        one, other, gone = (applied(answers(), at) for _ in range(3))
        applying.withdraw(gone, by=OFFICER, at=at)
        for into in (one, gone):
            with pytest.raises(MergeRefused):
                merged(one, into, at)
        with pytest.raises(DecidedMeanwhile):
            merge(one, other, version=99, into_version=other.version, by=OFFICER, at=at)
        deciding.approve(one, version=one.version, reason="", by=OFFICER, at=at)
        with pytest.raises(IllegalMove):
            merged(one, other, at)

    def test_what_was_merged_earlier_leads_on(self, at: datetime) -> None:
        one, other, third = (applied(answers(), at) for _ in range(3))
        merged(one, other, at)
        merged(other, third, at)
        assert (one.merged_into_id, other.merged_into_id) == (third.id, third.id)

    def test_a_draft_that_was_merged_stays_so(self, at: datetime) -> None:
        draft = applied(answers(), at)
        draft.state = S.MERGED
        with pytest.raises(MergeRefused):
            unmerge(draft, version=draft.version, by=OFFICER, at=at)


def test_on_the_desk_and_for_the_person(app: Flask, officer: Person, applicant: Make) -> None:
    one, other = applicant(), applicant(name_en="Somchai J.")
    desk = officer.browser
    for wrong in ("", "SCT-NOSUCH", one.ref):
        refused = desk.get(f"{one.desk_page}/merge?version=2&into={wrong}")
        assert (refused.status, f'value="{wrong}"' in refused.response.text) == (422, True)
    seen = desk.get(f"{one.desk_page}/merge?version=2&into={other.ref.lower()}")
    assert "Nothing: the one that stays lacks nothing" in seen.text
    assert people.state_of(app, one.ref) is S.SUBMITTED
    answer = desk.send(seen, "/merge")
    assert answer.location == other.desk_page
    assert one.ref in desk.follow(answer).text
    own = one.browser.get(one.status_page)
    assert f"/applications/{other.ref}" in own.links
    assert one.browser.get(other.status_page).status == 404
    page = desk.get(one.desk_page)
    assert other.desk_page in page.links
    assert "The merge has been undone" in desk.follow(desk.send(page, "/unmerge")).text
    assert people.state_of(app, one.ref) is S.IN_REVIEW


class TestExpiring:
    """What nobody decided on ends with the event."""

    def test_whoever_waits_is_told_kindly_once(
        self,
        app: Flask,
        applicant: Make,
        edit_event: Callable[..., None],
        mails: Callable[[], list[Letter]],
        deliver: Callable[[], int],
    ) -> None:
        waiting = [applicant(), applicant(S.IN_REVIEW), applicant(S.WAITLISTED)]
        decided = [applicant(S.APPROVED), applicant(S.DECLINED), applicant(S.WITHDRAWN)]
        self.run(app)
        assert [people.state_of(app, each.ref) for each in waiting] == [S.SUBMITTED, S.IN_REVIEW, S.WAITLISTED]
        edit_event(kept_open=False)
        for _time in range(2):
            self.run(app)
        assert [people.state_of(app, each.ref) for each in waiting] == [S.EXPIRED] * 3
        assert [people.state_of(app, each.ref) for each in decided] == [S.APPROVED, S.DECLINED, S.WITHDRAWN]
        told = [letter for letter in mails() if "the event is over" in letter.subject]
        assert sorted(letter.to for letter in told) == sorted(each.email for each in waiting)

    def run(self, app: Flask) -> None:
        with app.app_context():
            app.extensions["press.jobs"]["accreditation.expire"]({})
            db.session.remove()

    @pytest.mark.sqlite_only
    def test_an_officer_ends_what_was_asked_for_in_vain(
        self, app: Flask, officer: Person, applicant: Make, mails: Callable[[], list[Letter]]
    ) -> None:
        person = applicant()
        token = officer.browser.get(person.desk_page).form("/take-up").fields
        assert officer.browser.post(f"{person.desk_page}/expire", token).status == 409
        officer.browser.send(officer.browser.get(person.desk_page), "/ask", items="phone")
        in_time = officer.browser.get(person.desk_page)
        assert "End the application" not in in_time.text
        assert officer.browser.post(f"{person.desk_page}/expire", in_time.form("/go-on").fields).status == 409
        with app.app_context(), db_transaction():
            db.session.query(InformationRequest).one().deadline = now() - timedelta(minutes=1)
        page = officer.browser.get(person.desk_page)
        assert officer.browser.send(page, "/expire").status == 303
        assert people.state_of(app, person.ref) is S.EXPIRED
        assert person.ref in mails()[-1].subject
