"""What officers tell each other: claims, notes, flags, news since the last look, ready-made reasons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from press.accounts.states import Role
from press.accreditation.models import Application, Flag
from press.accreditation.states import ApplicationState as S
from press.accreditation.states import FlagKind
from press.clock import now
from press.db import db, db_transaction
from press.jobs.services import enqueue
from tests.support import people
from tests.support.mailbox import Letter
from tests.support.people import Person

Make = Callable[..., Person]


@pytest.fixture
def other(app: Flask) -> Person:
    """A second officer."""
    return people.staff(app, Role.OFFICER, now(), email="second@press.example")


class TestClaims:
    """Two do not work on one without knowing it."""

    def test_others_are_told_and_may_still_decide_or_take_over(
        self, app: Flask, officer: Person, other: Person, applicant: Make
    ) -> None:
        person = applicant()
        officer.browser.send(officer.browser.get(person.desk_page), "/claim")
        page = other.browser.get(person.desk_page)
        assert "The officer is looking at this application" in page.text
        assert other.browser.send(page, "/claim", take_over=None).status == 303
        assert "is looking at this application" in other.browser.get(person.desk_page).text
        other.browser.send(page, "/claim")
        assert "You have it until" in other.browser.get(person.desk_page).text
        assert officer.browser.send(officer.browser.get(person.desk_page), "/approve").status == 303
        assert people.state_of(app, person.ref) is S.APPROVED

    @pytest.mark.sqlite_only
    def test_the_next_one_is_nobody_elses_and_a_claim_ends(
        self, app: Flask, officer: Person, other: Person, applicant: Make, event: str
    ) -> None:
        first, second, third = applicant(), applicant(), applicant()
        other.browser.send(other.browser.get(second.desk_page), "/claim")
        queue = officer.browser.get(f"/desk/{event}/applications?claimed=nobody")
        assert second.ref not in queue.text
        assert officer.browser.send(officer.browser.get(first.desk_page), "/approve").location == third.desk_page
        with app.app_context(), db_transaction():
            claimed = db.session.query(Application).filter_by(ref=second.ref).one()
            claimed.claimed_at = now() - timedelta(minutes=31)
        assert second.ref in officer.browser.get(f"/desk/{event}/applications?claimed=nobody").text

    @pytest.mark.sqlite_only
    def test_giving_back_gives_back_my_own_alone(self, officer: Person, other: Person, applicant: Make) -> None:
        person = applicant()
        officer.browser.send(officer.browser.get(person.desk_page), "/claim")
        other.browser.post(f"{person.desk_page}/give-back", {"csrf_token": other.browser.token()})
        assert "You have it until" in officer.browser.get(person.desk_page).text
        officer.browser.send(officer.browser.get(person.desk_page), "/give-back")
        assert "is looking at this" not in other.browser.get(person.desk_page).text


class TestLooks:
    """What changed since I looked."""

    def test_what_another_did_is_news_and_what_i_did_is_not(
        self, officer: Person, other: Person, applicant: Make, event: str
    ) -> None:
        mine, theirs = applicant(), applicant()
        changed = f"/desk/{event}/applications?state=all&seen=changed"
        for person in (mine, theirs):
            officer.browser.get(person.desk_page)
        officer.browser.send(officer.browser.get(mine.desk_page), "/approve")
        other.browser.send(other.browser.get(theirs.desk_page), "/take-up")
        page = officer.browser.get(changed)
        assert (f"{theirs.desk_page}?" in page.html, f"{mine.desk_page}?" in page.html) == (True, False)
        assert "Changed since you looked" in page.text
        assert "new" in officer.browser.get(theirs.desk_page).text
        assert theirs.ref not in officer.browser.get(changed).text

    @pytest.mark.sqlite_only
    def test_never_looked_at(self, officer: Person, applicant: Make, event: str) -> None:
        seen, unseen = applicant(), applicant()
        officer.browser.get(seen.desk_page)
        text = officer.browser.get(f"/desk/{event}/applications?seen=never").text
        assert (unseen.ref in text, seen.ref in text) == (True, False)


class TestNotes:
    """Officers write for each other."""

    def test_whoever_is_called_is_told_without_the_words(
        self, officer: Person, other: Person, applicant: Make, event: str, mails: Callable[[], list[Letter]]
    ) -> None:
        person = applicant()
        page = officer.browser.get(person.desk_page)
        officer.browser.send(page, "/notes", text="เรียน @second@press.example ตรวจใบอนุญาตด้วย")
        told = [letter for letter in mails() if letter.to == other.email]
        assert len(told) == 1
        assert person.ref in told[0].subject
        assert "ใบอนุญาต" not in told[0].text + told[0].html
        assert "Somchai" not in told[0].text
        assert "1 note mentions you" in other.browser.get(f"/desk/{event}").text
        page = other.browser.get(person.desk_page)
        assert "ตรวจใบอนุญาตด้วย" in page.text
        other.browser.send(page, "/notes/read")
        assert "mentions you" not in other.browser.get(f"/desk/{event}").text

    @pytest.mark.sqlite_only
    def test_applicants_never_see_them(self, officer: Person, applicant: Make) -> None:
        person = applicant()
        officer.browser.send(officer.browser.get(person.desk_page), "/notes", text="Doubtful.")
        assert "Doubtful." not in person.browser.get(person.status_page).text

    @pytest.mark.sqlite_only
    def test_an_empty_note_is_refused_and_markup_is_text(self, officer: Person, applicant: Make) -> None:
        person = applicant()
        page = officer.browser.get(person.desk_page)
        assert officer.browser.send(page, "/notes", text=" ").status == 422
        officer.browser.send(page, "/notes", text="<script>alert(1)</script>")
        page = officer.browser.get(person.desk_page)
        assert "<script>alert" not in page.html
        assert "<script>alert(1)</script>" in page.text


class TestFlags:
    """The same person twice."""

    def test_the_same_name_or_telephone_is_flagged_on_both_and_settled_once(
        self, officer: Person, applicant: Make, event: str
    ) -> None:
        first = applicant(name_th="", name_en="Ms Jane Q Smith", phone="+66 81 999 8888", outlet="One")
        second = applicant(name_th="", name_en="SMITH Jane Q", phone="081-999-8888", outlet="Two")
        applicant(name_th="", name_en="Jane Doe", phone="081 000 0000", outlet="Three")
        desk = officer.browser
        for one, two in ((first, second), (second, first)):
            page = desk.get(one.desk_page)
            assert "Same name as another application Same telephone number as another application" in page.text
            assert two.ref in page.text
        assert "(2)" not in desk.get(f"/desk/{event}/applications?flagged=1").text
        assert "Applications found: 2" in desk.get(f"/desk/{event}/applications?flagged=1").text
        assert "Settled" in desk.follow(desk.send(page, "/flags/settle")).text
        assert "Applications found: 0" in desk.get(f"/desk/{event}/applications?flagged=1").text

    @pytest.mark.sqlite_only
    def test_a_telephone_of_a_whole_newsroom_is_no_flag(self, officer: Person, applicant: Make, event: str) -> None:
        for number in range(8):
            applicant(name_th="", name_en=f"Person{number} Name{number}", phone="02 123 4567")
        assert "Same telephone" not in officer.browser.get(f"/desk/{event}/applications").text

    @pytest.mark.sqlite_only
    def test_whoever_withdrew_and_applies_again(self, app: Flask, officer: Person, applicant: Make) -> None:
        before = applicant(S.WITHDRAWN, email="again@news.example")
        again = applicant(email="again@news.example")
        text = officer.browser.get(again.desk_page).text
        assert "Applied before" in text
        assert before.ref in text

    @pytest.mark.sqlite_only
    def test_an_outlet_that_looks_like_a_known_one(self, officer: Person, applicant: Make) -> None:
        applicant(outlet="ไทยรัฐ", verified=True)
        typed = applicant(outlet="Thairath", name_th="", name_en="Other Person", phone="02 111 2222")
        page = officer.browser.get(typed.desk_page)
        assert "Outlet looks like a known one" in page.text
        page = officer.browser.follow(officer.browser.send(page, "/flags/settle"))
        assert "Outlet looks like a known one" not in page.text

    @pytest.mark.sqlite_only
    def test_another_events_application_is_not_to_be_settled_with(self, officer: Person, applicant: Make) -> None:
        person = applicant()
        fields = {"csrf_token": officer.browser.token(), "other": "XXX-NOTONE"}
        assert officer.browser.post(f"{person.desk_page}/flags/settle", fields).status == 404


def test_what_was_kept_before_there_was_a_search_by_sound_is_found_by_it_later(
    app: Flask, officer: Person, applicant: Make, event: str, deliver: Callable[[], int]
) -> None:
    people_before = [applicant(name_th="", name_en="Somchai Jaidee") for _ in range(2)]
    with app.app_context(), db_transaction():
        db.session.query(Flag).delete()
        emptied = dict.fromkeys(("sounds", "sort_name_th", "sort_name_en", "person_key_en", "phone_key"), "")
        db.session.query(Application).update(emptied)
        for _twice in range(2):
            enqueue("accreditation.make_findable", {}, at=now())
    deliver()
    text = officer.browser.get(f"/desk/{event}/applications?q=สมชาย").text
    assert all(person.ref in text for person in people_before)
    with app.app_context():
        kinds = sorted(flag.kind for flag in db.session.query(Flag))
        assert kinds == [FlagKind.SAME_NAME] * 2 + [FlagKind.SAME_PHONE] * 2


class TestReasons:
    """Ready-made words."""

    def test_written_used_in_the_applicants_language_changed_and_deleted(
        self, officer: Person, applicant: Make, event: str
    ) -> None:
        person = applicant()
        desk = officer.browser
        words = {"title": "No letter", "outcome": "declined", "code": "not_confirmed", "text_th": "โปรดส่งหนังสือ"}
        page = desk.follow(desk.send(desk.get(f"/desk/{event}/reasons"), "/reasons", **words, text_en="Send a letter."))
        assert "No letter" in page.text
        page = desk.get(person.desk_page)
        [use] = [link for link in page.links if "use=" in link]
        fields = desk.get(use).form("/decline").fields
        assert (fields["reason"].strip(), fields["code"]) == ("โปรดส่งหนังสือ", "not_confirmed")
        edit = next(link for link in desk.get(f"/desk/{event}/reasons").links if link[-1].isdecimal())
        page = desk.get(edit)
        assert page.form(edit).fields["outcome"] == "declined"
        desk.send(page, edit, title="Letter missing")
        page = desk.get(f"/desk/{event}/reasons")
        assert "Letter missing" in page.text
        desk.send(page, "/delete")
        assert "Letter missing" not in desk.get(f"/desk/{event}/reasons").text

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize(
        ("outcome", "ending", "field"),
        [
            ("declined", "/decline", "reason"),
            ("needs_info", "/ask", "words"),
            ("waitlisted", "/waitlist", "reason"),
            ("approved_limited", "/limited", "reason"),
            ("revoked", "/revoke", "reason"),
        ],
    )
    def test_each_kind_is_offered_where_its_words_are_written(
        self, officer: Person, applicant: Make, event: str, outcome: str, ending: str, field: str
    ) -> None:
        desk = officer.browser
        words = {"title": "Ready", "outcome": outcome, "text_en": "Send the letter."}
        assert desk.send(desk.get(f"/desk/{event}/reasons"), "/reasons", **words).status == 303
        person = applicant(S.APPROVED if outcome == "revoked" else S.SUBMITTED)
        [use] = [link for link in desk.get(person.desk_page).links if "use=" in link]
        page = desk.get(use)
        assert page.form(ending).fields[field].strip() == "Send the letter."
        assert (
            desk.send(page, ending, **({"limits": "The hall."} if outcome == "approved_limited" else {})).status == 303
        )

    @pytest.mark.sqlite_only
    def test_what_is_missing_is_said(self, officer: Person, event: str) -> None:
        page = officer.browser.get(f"/desk/{event}/reasons")
        refused = officer.browser.send(page, "/reasons", title="Kept", outcome="declined")
        assert refused.status == 422
        assert "Write it in one language at least." in refused.text
        assert refused.form("/reasons").fields["title"] == "Kept"


class TestTrails:
    """Who did what."""

    @pytest.mark.sqlite_only
    def test_of_a_person(self, officer: Person, applicant: Make, event: str, app: Flask) -> None:
        person = applicant(S.DECLINED)
        page = officer.browser.get(f"/desk/{event}/people/{person.account_id}")
        assert person.ref in page.text
        assert "Not approved" in page.text
        stranger = people.journalist(app, now())
        assert officer.browser.get(f"/desk/{event}/people/{stranger.account_id}").status == 404

    @pytest.mark.sqlite_only
    def test_the_log_of_an_application_by_kind(self, officer: Person, applicant: Make) -> None:
        person = applicant(S.DECLINED)
        log = officer.browser.get(f"{person.desk_page}?log=applicant").text.partition("Activity log")[2]
        assert ("Application submitted" in log, "· Not approved ·" in log) == (True, False)

    def test_the_whole_audit_for_those_who_answer_for_all_events(
        self, app: Flask, officer: Person, applicant: Make
    ) -> None:
        person = applicant(S.DECLINED)
        applicant()
        dpo = people.staff(app, Role.DPO, now()).browser
        assert officer.browser.get("/desk/audit").status == 404
        page = dpo.get(f"/desk/audit?subject=application:{person.ref}&action=application.declined&from=2562-01-01")
        assert "Entries found: 1" in page.text
        assert "Entries found: 0" in dpo.get("/desk/audit?subject=%25&actor=%00&from=3000-01-01").text
        assert "This is not a date" in dpo.get("/desk/audit?from=yesterday").text
        assert "each matches the one before it" in dpo.get("/desk/audit?check=1").text
