"""A crew: a leader names people, each fills in their own application by a private link."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from press.accreditation.models import Application, CrewInvitation, CrewMember
from press.accreditation.services.inviting import MOST_PEOPLE
from press.accreditation.services.reminding import AFTER, remind_unanswered
from press.accreditation.states import ApplicationState as S
from press.accreditation.states import InvitationState, JobRole
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter
from tests.support.people import Person

Mails = Callable[[], list[Letter]]
Make = Callable[..., Person]
OWN = {"name_en": "Malee Suksan", "name_th": "มาลี สุขสันต์", "phone": "089 999 8888", "consent": "y"}


@pytest.fixture
def leader(applicant: Make) -> Person:
    return applicant(outlet="ช่องตัวอย่าง", email="leader@news.example", name_en="Lek Leader")


def add(person: Person, people: str = "", **rows: str) -> Page:
    page = person.browser.get(f"{person.status_page}/crew")
    return person.browser.send(page, "/crew", people=people, **rows)


def links_to(mails: Mails, address: str) -> list[str]:
    return [letter.links[0] for letter in mails() if letter.to == address and letter.links[0].startswith("/crew/")]


def invitations(app: Flask) -> list[tuple[str, str, JobRole, InvitationState]]:
    with app.app_context():
        rows = db.session.query(CrewInvitation).order_by(CrewInvitation.id)
        return [(row.name, row.email, row.role, row.state) for row in rows]


def crew_refs(app: Flask) -> list[str]:
    with app.app_context():
        rows = db.session.query(Application.ref).join(CrewMember, CrewMember.application_id == Application.id)
        return sorted(row.ref for row in rows)


def test_the_whole_way(app: Flask, leader: Person, mails: Mails) -> None:
    added = leader.browser.follow(add(leader, "มาลี สุขสันต์ <Malee@News.example>, ช่างภาพนิ่ง"))
    assert "1 invitation is on its way." in added.text
    [letter] = [mail for mail in mails() if mail.to == "malee@news.example"]
    assert "Join a crew at" in letter.subject
    member = Browser(app)
    form = member.get(letter.links[0]).form(letter.links[0])
    assert form.fields["name_th"] == "มาลี สุขสันต์"
    assert (form.fields["outlet"], form.fields["medium"]) == ("ช่องตัวอย่าง", "tv")
    assert (form.fields["country"], form.fields["role"]) == ("TH", "photographer")
    status = member.follow(member.send(member.get(letter.links[0]), letter.links[0], **OWN))
    assert "We have received your application." in status.text
    ref = status.url.rpartition("/")[2]
    assert crew_refs(app) == sorted([leader.ref, ref])
    # The address is proven by the invitation: a receipt, and no second link.
    [receipt] = [mail for mail in mails() if mail.to == "malee@news.example"][1:]
    assert f"Application {ref} received" in receipt.subject
    with app.app_context():
        made = db.session.query(Application).filter_by(ref=ref).one()
        assert (made.state, made.email, made.phone) == (S.SUBMITTED, "malee@news.example", "089 999 8888")


def test_the_first_mail_says_event_and_leader_and_nothing_else_that_was_typed(leader: Person, mails: Mails) -> None:
    add(leader, "Malee\r\nBcc: victim@evil.example <malee@news.example>")
    add(leader, "<b>Malee</b> https://evil.example <malee@news.example>, photographer")
    [letter] = [mail for mail in mails() if mail.to == "malee@news.example"]
    for typed in ("Malee", "evil", "ช่องตัวอย่าง", leader.ref, leader.email):
        assert typed not in letter.text + letter.html + letter.subject
    assert letter.message["Bcc"] is None


def test_lines_and_rows_are_taken_and_an_address_is_asked_once(app: Flask, leader: Person, mails: Mails) -> None:
    add(
        leader,
        "Anan Sukjai, ANAN@news.example, camera operator\n\nAnan again <anan@NEWS.example>\nLek <Leader@news.example>",
        name_1="Boon",
        email_1="boon@news.example",
        role_1="editor",
    )
    assert invitations(app) == [
        ("Anan Sukjai", "anan@news.example", JobRole.CAMERA, InvitationState.INVITED),
        ("Boon", "boon@news.example", JobRole.EDITOR, InvitationState.INVITED),
    ]
    again = leader.browser.follow(add(leader, "Anan <anan@news.example>"))
    assert "They were already on the list." in again.text
    assert len(links_to(mails, "anan@news.example")) == 1


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("people", "words"),
    [
        ("Malee", "Line 1 (Malee): there is no e-mail address"),
        ("A <a@news.example>\nMalee <malee@>", "Line 2 (Malee <malee@>): there is no e-mail address"),
        ("malee@news.example", "the name is missing"),
        ("Malee <malee@x>, reporter", "this is not a valid e-mail address"),
        ("Malee <malee@news.example>, king", "we do not know the role “king”; known are: Reporter"),
        ("x" * 130 + " <malee@news.example>", "the name is too long"),
        ("", "There is no e-mail address"),
        ("Ma\u202elee <malee@news.example>", "cannot be shown"),
    ],
)
def test_bad_lines_are_named_and_what_was_typed_stays(app: Flask, leader: Person, people: str, words: str) -> None:
    refused = add(leader, people, name_2="Boon")
    assert refused.status == 422
    assert words in refused.text
    kept = refused.form("/crew").fields
    assert (kept["people"].strip(), kept["name_2"]) == (people, "Boon")
    assert invitations(app) == []


@pytest.mark.sqlite_only
def test_an_empty_list_asks_for_somebody(app: Flask, leader: Person) -> None:
    assert "Name somebody" in add(leader, " \n ").text
    assert crew_refs(app) == []


@pytest.mark.sqlite_only
def test_a_crew_has_at_most_thirty(app: Flask, leader: Person) -> None:
    def lines(first: int, last: int) -> str:
        return "\n".join(f"P{n} <p{n}@news.example>" for n in range(first, last))

    assert add(leader, lines(0, MOST_PEOPLE + 1)).status == 422
    assert add(leader, lines(0, MOST_PEOPLE)).status == 303
    refused = add(leader, "One more <more@news.example>")
    assert "at most 30 people" in refused.text
    assert len(invitations(app)) == MOST_PEOPLE


def test_the_leader_sees_done_or_not_and_nothing_of_what_was_entered(app: Flask, leader: Person, mails: Mails) -> None:
    add(leader, "Nong <malee@news.example>")
    member, [link] = Browser(app), links_to(mails, "malee@news.example")
    member.send(member.get(link), link, **{**OWN, "outlet": "Another Paper"})
    page = leader.browser.get(f"{leader.status_page}/crew")
    assert "Nong" in page.text
    assert "Has applied" in page.text
    for own in ("Malee Suksan", "มาลี", "089 999 8888", "Another Paper"):
        assert own not in page.html
    with app.app_context():
        ref = db.session.query(Application).filter_by(email="malee@news.example").one().ref
    assert ref not in page.html
    assert leader.browser.get(f"/applications/{ref}").status == 404


def test_a_mail_scanner_spends_nothing_and_the_button_works_once(app: Flask, leader: Person, mails: Mails) -> None:
    add(leader, "Malee <malee@news.example>")
    [link] = links_to(mails, "malee@news.example")
    scanner, member = Browser(app), Browser(app)
    assert [scanner.get(link).status for _ in range(3)] == [200, 200, 200]
    page = member.get(link)
    assert member.send(page, link, **OWN).status == 303
    second = Browser(app)
    over = second.post(link, {**page.form(link).fields, **OWN, "csrf_token": second.token()})
    assert over.status == 410
    assert "Sign in" in over.text
    assert member.get(link).status == 303  # the owner is led to the application
    assert len(crew_refs(app)) == 2


def test_pressed_eight_times_at_once_it_is_one_application(app: Flask, leader: Person, mails: Mails) -> None:
    add(leader, "Malee <malee@news.example>")
    [link] = links_to(mails, "malee@news.example")
    crowd = [Browser(app) for _ in range(8)]
    fields = {**crowd[0].get(link).form(link).fields, **OWN}
    tokens = [browser.token() for browser in crowd]

    def press(number: int) -> int:
        return crowd[number].post(link, {**fields, "csrf_token": tokens[number]}).status

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(press, range(8)))
    assert answers == [303, *[410] * 7]
    assert len(crew_refs(app)) == 2


@pytest.mark.sqlite_only
def test_faults_in_the_members_form_are_said_and_another_address_is_not_taken(
    app: Flask, leader: Person, mails: Mails
) -> None:
    add(leader, "Malee <malee@news.example>")
    member, [link] = Browser(app), links_to(mails, "malee@news.example")
    refused = member.send(member.get(link), link, **{**OWN, "phone": "call me"})
    assert refused.status == 422
    assert "telephone number" in refused.text
    assert refused.form(link).fields["name_th"] == "มาลี สุขสันต์"
    member.send(refused, link, **{**OWN, "email": "somebody.else@news.example"})
    with app.app_context():
        assert db.session.query(Application).filter_by(email="somebody.else@news.example").count() == 0


def test_somebody_who_had_applied_joins_with_that_application(
    app: Flask, leader: Person, applicant: Make, mails: Mails
) -> None:
    known = applicant(email="malee@news.example", name_en="Malee Herself", outlet="Her Own Paper")
    add(leader, "Malee <malee@news.example>")
    member, [link] = Browser(app), links_to(mails, "malee@news.example")
    page = member.get(link)
    assert "You have applied already" in page.text
    joined = member.follow(member.send(page, link))
    assert joined.url == known.status_page
    assert "It is in the crew now." in joined.text
    assert crew_refs(app) == sorted([leader.ref, known.ref])
    with app.app_context():
        found = db.session.query(Application).filter_by(email="malee@news.example").one()
        assert (found.outlet_name, found.name_en) == ("Her Own Paper", "Malee Herself")


def test_an_application_is_in_one_crew(app: Flask, leader: Person, applicant: Make, mails: Mails) -> None:
    other = applicant(email="other@news.example")
    member = applicant(email="malee@news.example")
    add(leader, "Malee <malee@news.example>")
    add(other, "Malee <malee@news.example>")
    first, second = links_to(mails, "malee@news.example")
    assert member.browser.send(member.browser.get(first), first).status == 303
    refused = member.browser.send(member.browser.get(second), second)
    assert (refused.status, "You are in another crew" in refused.text) == (409, True)
    left = member.browser.get(f"{member.status_page}/crew")
    member.browser.send(left, "/leave")
    assert member.browser.send(member.browser.get(second), second).status == 303
    assert crew_refs(app) == sorted([leader.ref, other.ref, member.ref])


def test_who_declines_is_not_asked_again(app: Flask, leader: Person, mails: Mails) -> None:
    add(leader, "Malee <malee@news.example>")
    [link] = links_to(mails, "malee@news.example")
    member = Browser(app)
    assert member.send(member.get(link), "/decline").status == 303
    assert member.get(link).status == 410
    assert "Not coming" in leader.browser.get(f"{leader.status_page}/crew").text
    add(leader, "Malee <malee@news.example>")
    assert len(links_to(mails, "malee@news.example")) == 1


def test_removed_the_link_opens_nothing_and_added_again_it_does(app: Flask, leader: Person, mails: Mails) -> None:
    add(leader, "Malee <malee@news.example>")
    [link] = links_to(mails, "malee@news.example")
    leader.browser.send(leader.browser.get(f"{leader.status_page}/crew"), "/remove")
    assert Browser(app).get(link).status == 410
    add(leader, "Malee <malee@news.example>")
    assert Browser(app).get(link).status == 200


def test_removed_after_being_done_the_application_stays(app: Flask, leader: Person, mails: Mails) -> None:
    add(leader, "Malee <malee@news.example>")
    member, [link] = Browser(app), links_to(mails, "malee@news.example")
    member.send(member.get(link), link, **OWN)
    leader.browser.send(leader.browser.get(f"{leader.status_page}/crew"), "/remove")
    assert crew_refs(app) == [leader.ref]
    with app.app_context():
        assert db.session.query(Application).filter_by(email="malee@news.example").one().state is S.SUBMITTED


@pytest.mark.sqlite_only
def test_a_reminder_once_an_hour(app: Flask, leader: Person, mails: Mails) -> None:
    add(leader, "Malee <malee@news.example>")
    page = leader.browser.get(f"{leader.status_page}/crew")
    assert "within the last hour" in leader.browser.follow(leader.browser.send(page, "/remind")).text
    with app.app_context(), db_transaction():
        db.session.query(CrewInvitation).one().mailed_at = now() - timedelta(hours=2)
    assert "A reminder is on its way." in leader.browser.follow(leader.browser.send(page, "/remind")).text
    assert "Reminder" in mails()[-1].subject
    # Both mails carry the same link.
    assert len(set(links_to(mails, "malee@news.example"))) == 1


def test_an_address_gets_three_links_an_hour_whoever_names_it(app: Flask, applicant: Make, mails: Mails) -> None:
    for number in range(5):
        add(applicant(email=f"leader{number}@news.example"), "Victim <victim@news.example>")
    assert len(links_to(mails, "victim@news.example")) == 3


@pytest.mark.sqlite_only
def test_when_the_window_closes_the_link_does(
    app: Flask, leader: Person, mails: Mails, edit_event: Callable[..., None]
) -> None:
    add(leader, "Malee <malee@news.example>")
    [link] = links_to(mails, "malee@news.example")
    edit_event(kept_open=False)
    assert Browser(app).get(link).status == 410
    page = leader.browser.get(f"{leader.status_page}/crew")
    assert "People can be added while" in page.text
    fields = {"csrf_token": leader.browser.token(), "people": "A <a@news.example>"}
    assert leader.browser.post(f"{leader.status_page}/crew", fields).status == 409


@pytest.mark.sqlite_only
@pytest.mark.parametrize("state", [S.DECLINED, S.REVOKED, S.WITHDRAWN])
def test_who_does_not_come_brings_nobody(app: Flask, applicant: Make, state: S) -> None:
    person = applicant(state, email="leader@news.example")
    assert "People can be added while" in person.browser.get(f"{person.status_page}/crew").text
    fields = {"csrf_token": person.browser.token(), "people": "A <a@news.example>"}
    assert person.browser.post(f"{person.status_page}/crew", fields).status == 409
    assert invitations(app) == []


def test_the_leader_withdraws_and_an_officer_chooses_another(
    app: Flask, leader: Person, officer: Person, mails: Mails
) -> None:
    add(leader, "Malee <malee@news.example>")
    member, [link] = Browser(app), links_to(mails, "malee@news.example")
    ref = member.follow(member.send(member.get(link), link, **OWN)).url.rpartition("/")[2]
    leader.browser.send(leader.browser.get(leader.status_page), "/withdraw")
    desk = officer.browser.get(f"/desk/applications/{ref}")
    assert f"/desk/applications/{leader.ref}" in desk.html
    officer.browser.send(desk, "/crew/lead")
    mine = member.get(f"/applications/{ref}/crew")
    assert member.send(mine, "/crew", people="Boon <boon@news.example>").status == 303
    assert leader.browser.get(f"{leader.status_page}/crew").status == 200
    assert "leads the crew" in officer.browser.get(f"/desk/applications/{ref}").text


@pytest.mark.sqlite_only
def test_a_members_page_names_nobody_and_lets_leave(app: Flask, leader: Person, mails: Mails) -> None:
    add(leader, "Malee <malee@news.example>\nBoon <boon@news.example>")
    member, [link] = Browser(app), links_to(mails, "malee@news.example")
    status = member.follow(member.send(member.get(link), link, **OWN))
    page = member.get(f"{status.url}/crew")
    assert "You are in a crew." in page.text
    assert "Boon" not in page.text
    assert "Lek" not in page.text
    member.send(page, "/leave")
    assert crew_refs(app) == [leader.ref]


@pytest.mark.sqlite_only
def test_another_ones_crew_is_not_there(app: Flask, leader: Person, applicant: Make) -> None:
    add(leader, "Malee <malee@news.example>")
    other = applicant(email="other@news.example")
    add(other, "Boon <boon@news.example>")
    with app.app_context():
        number = db.session.query(CrewInvitation).filter_by(email="malee@news.example").one().id
    token = {"csrf_token": other.browser.token()}
    assert other.browser.get(f"{leader.status_page}/crew").status == 404
    for verb in ("remind", "remove"):
        assert other.browser.post(f"{other.status_page}/crew/{number}/{verb}", token).status == 404
        assert other.browser.post(f"{leader.status_page}/crew/{number}/{verb}", token).status == 404


def test_a_reminder_of_its_own_after_three_days_once_and_none_after_the_window(
    app: Flask, leader: Person, mails: Mails, edit_event: Callable[..., None]
) -> None:
    add(leader, "Malee <malee@news.example>")

    def remind_after(waited: timedelta) -> int:
        with app.test_request_context(), db_transaction():
            invitation = db.session.query(CrewInvitation).one()
            invitation.created_at = invitation.mailed_at = now() - waited
            return remind_unanswered(at=now())

    assert remind_after(AFTER - timedelta(minutes=5)) == 0
    edit_event(kept_open=False)
    assert remind_after(AFTER + timedelta(minutes=5)) == 0
    edit_event(kept_open=True)
    assert remind_after(AFTER + timedelta(minutes=5)) == 1
    assert remind_after(AFTER + timedelta(days=1)) == 0
    assert len(links_to(mails, "malee@news.example")) == 2


@pytest.mark.sqlite_only
def test_the_database_holds_no_link_and_the_audit_no_name(app: Flask, leader: Person, mails: Mails) -> None:
    add(leader, "Malee <malee@news.example>")
    [link] = links_to(mails, "malee@news.example")
    token = link.rpartition("/")[2]
    with app.app_context():
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(table.select()):
                assert token not in str(tuple(row)), table.name
        said = " ".join(f"{entry.subject} {entry.details}" for entry in db.session.query(AuditEntry))
    assert "malee" not in said.lower()


@pytest.mark.sqlite_only
def test_a_list_of_three_costs_the_queries_of_one(
    leader: Person, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    def look() -> object:
        return leader.browser.get(f"{leader.status_page}/crew")

    add(leader, "A <a@news.example>")
    one = count_queries(look)
    add(leader, "B <b@news.example>\nC <c@news.example>")
    assert count_queries(look) == one
