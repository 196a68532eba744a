"""Nobody gets a place that is not there, however many ask at once; a free one goes to the next in line."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from press.accounts.states import Role, Strength
from press.accreditation.errors import NoPlace, OutletBlocked
from press.accreditation.models import Application
from press.accreditation.queries.places import place_in_line, places_of
from press.accreditation.quotas import Line
from press.accreditation.services import applying, deciding
from press.accreditation.services.promoting import fill_free_places, promote_next
from press.accreditation.states import ApplicationState as S
from press.accreditation.states import JobRole
from press.audit.models import AuditEntry
from press.audit.queries import walk_chain
from press.clock import now
from press.db import db
from press.outlets.states import Medium, OutletState
from tests.support import people
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter
from tests.support.people import OFFICER, Person, answers, applied

Make = Callable[..., Person]


def approve(application: Application, at: datetime, over: str = "") -> None:
    deciding.approve(application, version=application.version, reason="", by=OFFICER, at=at, over=over)


def waitlist(application: Application, at: datetime) -> Application:
    deciding.waitlist(application, version=application.version, reason="", by=OFFICER, at=at)
    return application


@pytest.mark.usefixtures("in_transaction")
@pytest.mark.sqlite_only
class TestQuotas:
    """Each quota by itself, and going over."""

    @pytest.mark.parametrize(
        ("quotas", "other", "line"),
        [
            ({"overall": 1}, {"medium": Medium.RADIO, "outlet": "B", "role": JobRole.OTHER}, Line("overall", "", 1, 1)),
            ({"by_medium": {"tv": 1}}, {"outlet": "B", "role": JobRole.OTHER}, Line("medium", "tv", 1, 1)),
            ({"by_role": {"reporter": 1}}, {"outlet": "B", "medium": Medium.RADIO}, Line("role", "reporter", 1, 1)),
            ({"per_outlet": 1}, {"role": JobRole.OTHER}, Line("outlet", "", 1, 1)),
        ],
    )
    def test_a_quota_holds_and_says_which(
        self, at: datetime, quotas: dict[str, Any], other: dict[str, Any], line: Line
    ) -> None:
        first, second = applied(answers(), at), applied(answers(**other), at)
        first.event.quotas = quotas
        approve(first, at)
        with pytest.raises(NoPlace) as caught:
            approve(second, at)
        found = caught.value.line
        assert (found.kind, found.taken, found.most) == (line.kind, line.taken, line.most)
        assert found.name == (str(second.outlet_id) if line.kind == "outlet" else line.name)
        assert (second.state, second.version) == (S.SUBMITTED, 2)

    def test_somebody_of_another_medium_still_finds_one(self, at: datetime) -> None:
        first, second = applied(answers(), at), applied(answers(medium=Medium.RADIO, outlet="B"), at)
        first.event.quotas = {"overall": 2, "by_medium": {"tv": 1}}
        approve(first, at)
        approve(second, at)
        assert [line.free for line in places_of(first.event).lines()] == [0, 0]

    def test_an_admin_goes_over_with_a_reason_that_is_recorded(self, at: datetime) -> None:
        person = applied(answers(), at)
        person.event.quotas = {"overall": 0}
        approve(person, at, over="The minister's own channel.")
        [entry] = db.session.query(AuditEntry).filter_by(action="application.approved").all()
        assert (person.state, entry.details["over"]) == (S.APPROVED, "The minister's own channel.")

    def test_a_limit_is_no_second_place(self, at: datetime) -> None:
        person = applied(answers(), at)
        person.event.quotas = {"overall": 1}
        approve(person, at)
        deciding.approve_limited(person, version=person.version, limits="x", reason="", by=OFFICER, at=at)
        assert places_of(person.event).overall == 1

    def test_nobody_is_approved_for_a_blocked_outlet(self, at: datetime) -> None:
        person = applied(answers(), at)
        assert person.outlet is not None
        person.outlet.state = OutletState.BLOCKED
        with pytest.raises(OutletBlocked):
            approve(person, at)
        approve(person, at, over="Checked with the ministry.")
        assert person.state is S.APPROVED


@pytest.mark.usefixtures("in_transaction")
class TestWaitingList:
    """Its order, and who is next."""

    @pytest.mark.sqlite_only
    def test_the_order_is_that_of_being_put_on_it(self, at: datetime) -> None:
        first, second = applied(answers(), at), applied(answers(), at)
        waitlist(second, at)
        waitlist(first, at + timedelta(minutes=1))
        assert [place_in_line(each) for each in (first, second)] == [2, 1]
        approve(second, at)
        assert [place_in_line(each) for each in (first, second)] == [1, None]

    def test_the_place_is_told_even_if_somebody_decides_in_that_moment(self, at: datetime) -> None:
        first, second = (waitlist(applied(answers(), at), at + timedelta(minutes=number)) for number in range(2))
        elsewhere = update(Application).where(Application.id == second.id).values(state=S.APPROVED)
        db.session.execute(elsewhere, execution_options={"synchronize_session": False})
        assert [place_in_line(each) for each in (first, second)] == [1, 2]

    def test_the_next_who_fits_is_promoted(self, at: datetime) -> None:
        tv, radio = applied(answers(), at), applied(answers(medium=Medium.RADIO, outlet="R"), at)
        event = tv.event
        event.quotas = {"overall": 1, "by_medium": {"tv": 0}}
        for each in (tv, radio):
            waitlist(each, at)
        assert promote_next(event, by=OFFICER, at=at) is radio
        assert promote_next(event, by=OFFICER, at=at) is None
        assert (tv.state, radio.state) == (S.WAITLISTED, S.APPROVED)

    def test_where_two_decide_the_next_is_recommended(self, at: datetime) -> None:
        person = waitlist(applied(answers(), at), at)
        person.event.quotas, person.event.two_officers = {"overall": 1}, True
        assert promote_next(person.event, by=OFFICER, at=at) is person
        assert person.state is S.WAITLISTED
        assert db.session.query(AuditEntry).filter_by(action="application.recommended").count() == 1

    @pytest.mark.parametrize("how", ["withdraw", "revoke", "raise"])
    def test_a_free_place_is_given_by_itself_where_the_event_wants_that(self, at: datetime, how: str) -> None:
        holder, second, third = (applied(answers(outlet=name), at) for name in "ABC")
        event = holder.event
        event.quotas, event.promotes_by_itself = {"overall": 1}, True
        approve(holder, at)
        for each in (second, third):
            waitlist(each, at)
        if how == "withdraw":
            applying.withdraw(holder, by=OFFICER, at=at)
        elif how == "revoke":
            deciding.revoke(holder, version=holder.version, reason="Left.", by=OFFICER, at=at)
        else:
            event.quotas = {"overall": 2}
            fill_free_places(event, at=at)
        assert (second.state, third.state) == (S.APPROVED, S.WAITLISTED)
        assert second.decisions[-1].decided_by == "system"

    @pytest.mark.sqlite_only
    def test_else_it_waits_for_an_officer(self, at: datetime) -> None:
        holder, second = applied(answers(outlet="A"), at), applied(answers(outlet="B"), at)
        holder.event.quotas = {"overall": 1}
        approve(holder, at)
        waitlist(second, at)
        applying.withdraw(holder, by=OFFICER, at=at)
        assert second.state is S.WAITLISTED


class TestAtOnce:
    """Many in the same moment."""

    def test_forty_for_the_last_five_places(
        self,
        app: Flask,
        applicant: Make,
        edit_event: Callable[..., None],
        mails: Callable[[], list[Letter]],
    ) -> None:
        edit_event(quotas={"overall": 5})
        everybody = [applicant(outlet=f"Outlet {number}") for number in range(40)]
        desk = people.staff(app, Role.OFFICER, now())
        browsers = [people.signed_in(app, desk.account_id, Strength.PASSWORD, now()) for _ in range(8)]
        tokens = [browser.token() for browser in browsers]

        def decide(number: int) -> int:
            browser, own = browsers[number % 8], tokens[number % 8]
            fields = {"csrf_token": own, "version": "2", "reason": ""}
            answer = browser.post(f"{everybody[number].desk_page}/approve", fields)
            while answer.status == 503:  # forty on a busy machine: some are asked to come back, and do
                answer = browser.post(f"{everybody[number].desk_page}/approve", fields)
            if answer.status == 409:
                assert "No place is left" in answer.text
                assert "All places: 5 of 5" in answer.text
            return int(answer.status)

        with ThreadPoolExecutor(40) as pool:
            statuses = sorted(pool.map(decide, range(40)))
        assert statuses == [303] * 5 + [409] * 35
        states = [people.state_of(app, each.ref) for each in everybody]
        assert states.count(S.APPROVED) == 5
        assert len([letter for letter in mails() if "approved" in letter.subject]) == 5
        with app.app_context():
            assert walk_chain().broken_at is None

    def test_two_who_promote_at_once_promote_two_people_at_most_one_each(
        self, app: Flask, applicant: Make, event: str, edit_event: Callable[..., None]
    ) -> None:
        everybody = [applicant(S.WAITLISTED, outlet=f"Outlet {number}") for number in range(3)]
        edit_event(quotas={"overall": 2})
        crowd = [people.staff(app, Role.OFFICER, now()).browser for _ in range(4)]
        pages = [(browser, browser.get(f"/desk/{event}")) for browser in crowd]
        with ThreadPoolExecutor(4) as pool:
            answers_ = list(pool.map(lambda pair: pair[0].send(pair[1], "/promote").status, pages))
        assert answers_ == [303] * 4
        assert [people.state_of(app, each.ref) for each in everybody] == [S.APPROVED, S.APPROVED, S.WAITLISTED]

    def test_withdrawals_and_decisions_at_once_fill_each_place_once(
        self, app: Flask, applicant: Make, edit_event: Callable[..., None], officer: Person
    ) -> None:
        holders = [applicant(S.APPROVED, outlet=f"Holder {number}") for number in range(4)]
        waiting = [applicant(S.WAITLISTED, outlet=f"Waiting {number}") for number in range(6)]
        edit_event(quotas={"overall": 4}, promotes_by_itself=True)
        desk = [people.signed_in(app, officer.account_id, Strength.PASSWORD, now()) for _ in range(4)]
        acts = [(each.browser, each.browser.get(each.status_page), "/withdraw") for each in holders]
        pairs = zip(desk, waiting[-4:], strict=True)
        acts += [(browser, browser.get(each.desk_page), "/approve") for browser, each in pairs]

        def do(given: tuple[Browser, Page, str]) -> int:
            browser, page, ending = given
            while (answer := browser.send(page, ending)).status == 503:
                pass
            return int(answer.status)

        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(do, acts))
        assert statuses[:4] == [303] * 4
        assert set(statuses[4:]) <= {303, 409}
        with app.test_request_context():
            event = db.session.query(Application).filter_by(ref=waiting[0].ref).one().event
            fill_free_places(event, at=now())  # whoever was passed over because somebody held their row just then
            assert places_of(event).overall == 4
            db.session.rollback()
