"""Administrators give roles, in their own events only, and shut people out at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from flask import Flask

from press.accounts.errors import LastAdmin
from press.accounts.models import Account
from press.accounts.queries import account_by_email
from press.accounts.services import roles
from press.accounts.services.staff import add_staff
from press.accounts.states import Role, Strength
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.events.queries import event_by_slug
from tests.support import people
from tests.support.browser import Page
from tests.support.mailbox import Letter
from tests.support.people import EVENT, PASSWORD, Person


@pytest.fixture
def admin(app: Flask) -> Person:
    return people.staff(app, Role.ADMIN, now(), email="admin@press.example")


@pytest.fixture
def elsewhere(app: Flask) -> str:
    return people.another_event(app)


def page_of(person: Person) -> str:
    return f"/staff/people/{person.account_id}"


def grants_of(app: Flask, email: str) -> set[tuple[str, bool]]:
    """Roles, and whether they hold everywhere."""
    with app.app_context():
        account = account_by_email(email)
        assert account is not None
        return {(grant.role.value, grant.event_id is None) for grant in account.grants}


def act(admin: Person, person: Person, ending: str) -> Page:
    return admin.browser.send(admin.browser.get(page_of(person)), ending)


class TestDisabling:
    """Disabled means out: now, and everywhere."""

    def test_the_page_that_is_open_is_refused_on_the_next_request(
        self, app: Flask, admin: Person, officer: Person, event: str
    ) -> None:
        page = officer.browser.get(f"/desk/{event}")
        assert page.status == 200
        assert act(admin, officer, "/disable").status == 303
        assert officer.browser.get(f"/desk/{event}").location.startswith("/staff/sign-in")
        door = officer.browser.get("/staff/sign-in")
        assert officer.browser.send(door, "/staff/sign-in", email=officer.email, password=PASSWORD).status == 422

    @pytest.mark.sqlite_only
    def test_enabled_again_the_person_signs_in_anew(self, admin: Person, officer: Person, event: str) -> None:
        act(admin, officer, "/disable")
        assert act(admin, officer, "/enable").status == 303
        assert officer.browser.get(f"/desk/{event}").status == 303  # the old session stays ended
        door = officer.browser.get("/staff/sign-in")
        assert officer.browser.send(door, "/staff/sign-in", email=officer.email, password=PASSWORD).status == 303

    @pytest.mark.sqlite_only
    def test_doing_it_twice_changes_nothing_twice(self, app: Flask, admin: Person, officer: Person) -> None:
        page = admin.browser.get(page_of(officer))
        for _ in range(2):
            assert admin.browser.send(page, "/disable").status == 303
        with app.app_context():
            assert db.session.query(AuditEntry).filter_by(action="account.disabled").count() == 1

    @pytest.mark.sqlite_only
    def test_nobody_disables_themselves(self, admin: Person) -> None:
        page = admin.browser.get(page_of(admin))
        assert not any(form.action.endswith("/disable") for form in page.forms)
        fields = {"csrf_token": admin.browser.token()}
        assert admin.browser.post(page_of(admin) + "/disable", fields).status == 404


class TestLastAdmin:
    """Somebody is always left who can let others in."""

    def test_the_last_one_keeps_the_role(self, app: Flask, admin: Person) -> None:
        answer = admin.browser.send(admin.browser.get(page_of(admin)), "/take")
        assert "the last administrator" in admin.browser.follow(answer).text
        assert grants_of(app, admin.email) == {("admin", True)}

    @pytest.mark.usefixtures("in_transaction")
    def test_who_was_invited_and_has_not_come_in_does_not_count(self, at: datetime) -> None:
        one = add_staff(email="a@press.example", name="", role=Role.ADMIN, password=PASSWORD, by=people.OFFICER, at=at)
        other = Account(email="b@press.example", name="", created_at=at, grants=[])
        db.session.add(other)
        roles.give_roles(other, [Role.ADMIN], event_id=None, by=people.OFFICER, at=at)
        with pytest.raises(LastAdmin):
            roles.disable(one, by=people.OFFICER, at=at)

    def test_two_who_take_each_others_role_at_once_leave_one(self, app: Flask, admin: Person) -> None:
        second = people.staff(app, Role.ADMIN, now(), email="second@press.example")
        pairs = [(admin, second), (second, admin)]
        pages = [(by, by.browser.get(page_of(of))) for by, of in pairs]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda both: both[0].browser.send(both[1], "/take").status, pages))
        left = [grants_of(app, each.email) for each in (admin, second)]
        assert sorted(left, key=len) == [set(), {("admin", True)}]


class TestScope:
    """An administrator of one event gives roles in that event, and sees who works there."""

    @pytest.fixture
    def local(self, app: Flask) -> Person:
        return people.staff(app, Role.ADMIN, now(), email="local@press.example", event=EVENT)

    @pytest.mark.sqlite_only
    def test_the_list_holds_the_own_events_people(self, app: Flask, local: Person, elsewhere: str) -> None:
        people.staff(app, Role.GATE, now(), email="here@press.example", event=EVENT)
        stranger = people.staff(app, Role.GATE, now(), email="there@press.example", event=elsewhere)
        page = local.browser.get("/staff/people")
        assert "here@press.example" in page.text
        assert "there@press.example" not in page.text
        assert local.browser.get(page_of(stranger)).status == 404

    def test_a_role_for_all_events_is_not_theirs_to_give(self, app: Flask, local: Person) -> None:
        page = local.browser.get("/staff/people/invite")
        answer = local.browser.send(page, "", email="x@press.example", where="*", roles="admin")
        assert answer.status == 422
        with app.app_context():
            assert account_by_email("x@press.example") is None

    @pytest.mark.sqlite_only
    def test_nor_one_for_another_event(self, local: Person, elsewhere: str) -> None:
        page = local.browser.get("/staff/people/invite")
        answer = local.browser.send(page, "", email="x@press.example", where=elsewhere, roles="gate")
        assert answer.status == 422

    @pytest.mark.sqlite_only
    def test_a_role_elsewhere_is_not_theirs_to_take(self, app: Flask, local: Person, elsewhere: str) -> None:
        person = people.staff(app, Role.GATE, now(), email="both@press.example", event=EVENT)
        with app.app_context(), db_transaction():
            account = account_by_email(person.email)
            assert account is not None
            far = event_by_slug(elsewhere).id
            roles.give_roles(account, [Role.OFFICER], event_id=far, by=people.OFFICER, at=now())
            grant = next(each.id for each in account.grants if each.role is Role.OFFICER)
        fields = {"csrf_token": local.browser.token()}
        assert local.browser.post(f"{page_of(person)}/roles/{grant}/take", fields).status == 404
        assert local.browser.post(f"{page_of(person)}/disable", fields).status == 404
        assert local.browser.post(f"{page_of(person)}/reset-second-factor", fields).status == 404
        assert grants_of(app, person.email) == {("gate", False), ("officer", False)}

    @pytest.mark.sqlite_only
    def test_an_officer_of_one_event_is_led_to_it_and_knows_of_no_other(self, app: Flask, elsewhere: str) -> None:
        person = people.staff(app, Role.OFFICER, now(), event=elsewhere)
        assert person.browser.open("/desk").url == f"/desk/{elsewhere}"
        assert person.browser.get(f"/desk/{EVENT}").status == 404
        assert person.browser.get(f"/desk/{EVENT}/applications").status == 404


class TestRoles:
    """Roles count from the next request on, and the person is told."""

    def test_given_and_taken(self, app: Flask, admin: Person, event: str, mails: Callable[[], list[Letter]]) -> None:
        person = people.staff(app, Role.GATE, now())
        assert person.browser.get(f"/desk/{event}").status == 404
        page = admin.browser.get(page_of(person))
        answer = admin.browser.send(page, "/roles", where=event, roles="officer")
        assert person.browser.get(f"/desk/{event}").status == 200
        page = admin.browser.follow(answer)
        taking = next(form for form in page.forms if form.action.endswith("/take") and form.fields)
        with app.app_context():
            account = account_by_email(person.email)
            assert account is not None
            grant = next(each.id for each in account.grants if each.role is Role.OFFICER)
        admin.browser.post(f"{page_of(person)}/roles/{grant}/take", taking.fields)
        assert person.browser.get(f"/desk/{event}").status == 404
        assert [letter.to for letter in mails()] == [person.email] * 2

    @pytest.mark.sqlite_only
    def test_the_same_form_twice_gives_the_role_once(self, app: Flask, admin: Person, event: str) -> None:
        person = people.staff(app, Role.GATE, now())
        page = admin.browser.get(page_of(person))
        for _ in range(2):
            assert admin.browser.send(page, "/roles", where=event, roles="officer").status == 303
        assert grants_of(app, person.email) == {("gate", True), ("officer", False)}

    @pytest.mark.sqlite_only
    def test_each_role_has_its_own_doors(self, app: Flask, event: str) -> None:
        doors = {
            role: set(people.staff(app, role, now()).browser.get("/desk").links)
            & {f"/desk/{event}", "/studio", "/staff/people", "/staff/data-requests", "/desk/audit"}
            for role in (Role.ADMIN, Role.EDITOR, Role.GATE, Role.DPO)
        }
        assert doors == {
            Role.ADMIN: {f"/desk/{event}", "/studio", "/staff/people", "/staff/data-requests", "/desk/audit"},
            Role.EDITOR: {"/studio"},
            Role.GATE: set(),
            Role.DPO: {"/staff/data-requests", "/desk/audit"},
        }


def test_a_reset_removes_every_second_factor_ends_the_sessions_and_tells(
    app: Flask, admin: Person, officer: Person, event: str, mails: Callable[[], list[Letter]]
) -> None:
    with app.app_context(), db_transaction():
        account = account_by_email(officer.email)
        assert account is not None
        account.totp_secret = "JBSWY3DPEHPK3PXP"
    assert act(admin, officer, "/reset-second-factor").status == 303
    assert officer.browser.get(f"/desk/{event}").status == 303
    with app.app_context():
        account = account_by_email(officer.email)
        assert account is not None
        assert account.totp_secret is None
    [letter] = mails()
    assert letter.to == officer.email


@pytest.mark.sqlite_only
def test_the_list_asks_as_often_for_three_as_for_one(
    app: Flask, admin: Person, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    alone = count_queries(lambda: admin.browser.get("/staff/people"))
    for _ in range(3):
        people.staff(app, Role.GATE, now(), strength=Strength.PASSWORD)
    assert count_queries(lambda: admin.browser.get("/staff/people")) == alone
