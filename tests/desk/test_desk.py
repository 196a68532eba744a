"""The PR team's work: find an application, see everything about it, settle its outlet, decide."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from press.accounts.states import Role
from press.accreditation.models import Decision
from press.accreditation.states import ApplicationState as S
from press.clock import now
from press.db import db
from press.outlets.states import Medium
from tests.support import people
from tests.support.browser import Page
from tests.support.mailbox import Letter
from tests.support.people import Person

Make = Callable[..., Person]


def refs(page: Page) -> set[str]:
    addresses = (link.partition("?")[0] for link in page.links)
    return {address.rpartition("/")[2] for address in addresses if address.startswith("/desk/applications/")}


class TestQueue:
    """Filters and search."""

    @pytest.fixture
    def queue(self, officer: Person, event: str) -> Callable[[str], Page]:
        return lambda query: officer.browser.get(f"/desk/{event}/applications?{query}")

    def test_it_begins_with_those_who_wait(self, queue: Callable[[str], Page], applicant: Make) -> None:
        new, taken, done = applicant(), applicant(S.IN_REVIEW), applicant(S.APPROVED)
        assert refs(queue("")) == {new.ref, taken.ref}
        assert refs(queue("state=approved")) == {done.ref}
        assert refs(queue("state=all")) == {new.ref, taken.ref, done.ref}

    def test_by_medium(self, queue: Callable[[str], Page], applicant: Make) -> None:
        radio = applicant(medium=Medium.RADIO, outlet="Radio One")
        applicant(medium=Medium.PRINT, outlet="Paper One")
        assert refs(queue("medium=radio")) == {radio.ref}
        assert refs(queue("medium=social")) == set()

    @pytest.mark.parametrize(
        "words", ["ใจงาม", "สมหญิง ใจงาม", "SOMYING", "somying ngam", "SPRING-news", "สปริง", "somying@", "ห้อง๗"]
    )
    def test_in_thai_and_latin_by_name_outlet_and_address(
        self, queue: Callable[[str], Page], applicant: Make, words: str
    ) -> None:
        wanted = applicant(
            name_th="สมหญิง ใจงาม",
            name_en="Somying Ngam",
            email="somying@spring.example",
            outlet="Spring News สปริง ห้อง 7",
        )
        applicant(name_th="สมชาย", name_en="Somchai", outlet="อื่น")
        assert refs(queue(f"q={words}")) == {wanted.ref}

    @pytest.mark.parametrize("what", ["ref", "email"])
    def test_a_whole_number_or_address_leads_straight_to_it_whatever_its_state(
        self, queue: Callable[[str], Page], applicant: Make, what: str
    ) -> None:
        declined = applicant(S.DECLINED)
        applicant()
        typed = str(getattr(declined, what))
        assert queue(f"q={typed.swapcase()}").location == declined.desk_page
        assert refs(queue(f"q={typed[:-1]}")) >= {declined.ref}

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize("query", ["state=bogus", "medium=opera", "state=draft", "state=merged&medium=x"])
    def test_an_unknown_value_is_told_and_left_out(
        self, queue: Callable[[str], Page], applicant: Make, query: str
    ) -> None:
        person = applicant()
        page = queue(query)
        assert page.status == 200
        assert "There is no" in page.text
        assert refs(page) == {person.ref}

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize("page", ["0", "-1", "x", "999999", "9" * 30, "1.5", "๒", "²"])
    def test_any_page_number_is_a_page(self, queue: Callable[[str], Page], applicant: Make, page: str) -> None:
        person = applicant()
        assert refs(queue(f"page={page}")) == {person.ref}

    @pytest.mark.parametrize("words", ["%", "_", "%25", "\\", "'", '"', "\x00", "x" * 5000, "💥", "กํา"])
    def test_any_search_is_a_search(self, queue: Callable[[str], Page], applicant: Make, words: str) -> None:
        applicant()
        assert queue(f"q={words}").status == 200

    @pytest.mark.sqlite_only
    def test_nothing_found_says_what_to_do(self, queue: Callable[[str], Page]) -> None:
        assert "Clear the search" in queue("q=nobody").text

    def test_one_row_costs_as_many_queries_as_three(
        self, queue: Callable[[str], Page], applicant: Make, count_queries: Callable[[Callable[[], Any]], int]
    ) -> None:
        applicant(outlet="One", verified=True)
        queue("")
        one = count_queries(lambda: queue(""))
        applicant(outlet="Two", verified=True)
        applicant(outlet="Three")
        assert count_queries(lambda: queue("")) == one


class TestDeciding:
    """Approve, decline, revoke; who is told, and what if two do it."""

    def test_the_whole_way_to_the_count(
        self,
        app: Flask,
        officer: Person,
        applicant: Make,
        event: str,
        mails: Callable[[], list[Letter]],
        cli: Callable[..., Result],
    ) -> None:
        person = applicant(outlet="ช่องตัวอย่าง")
        desk = officer.browser
        page = desk.get(person.desk_page)
        page = desk.follow(desk.send(page, "/outlet", how="licence 1", owner="Example Group"))
        assert "The outlet is verified." in page.text
        page = desk.follow(desk.send(page, "/evidence", kind="letter", grade="B", note="seen"))
        answer = desk.send(page, "/approve", reason="ยินดีต้อนรับ")
        assert answer.status == 303
        assert "Approved" in desk.follow(answer).text
        assert people.state_of(app, person.ref) is S.APPROVED
        told = mails()[-1]
        assert (told.to, "approved" in told.subject) == (person.email, True)
        assert "ยินดีต้อนรับ" in told.text
        assert "/kits/smart-city-thailand-takeoff" in told.links
        public = desk.get(f"/events/{event}/progress.json").json
        assert (public["outlets"], public["by_medium"]["tv"]) == (1, 1)
        assert f'"outlets": {public["outlets"]}' in cli("reports", "progress", event, "--json").output

    def test_declining_needs_words_and_keeps_what_was_typed(self, app: Flask, officer: Person, applicant: Make) -> None:
        person = applicant()
        page = officer.browser.get(person.desk_page)
        refused = officer.browser.send(page, "/decline", code="not_media", reason="  ")
        assert refused.status == 422
        assert "Write why" in refused.text
        assert refused.form("/decline").fields["code"] == "not_media"
        assert people.state_of(app, person.ref) is S.SUBMITTED

    @pytest.mark.sqlite_only
    def test_an_approval_that_adds_no_outlet_says_so_before(self, officer: Person, applicant: Make) -> None:
        person = applicant()
        desk = officer.browser
        page = desk.get(person.desk_page)
        assert "The outlet is not verified." in page.text
        assert "self-declared (grade C)." in page.text
        page = desk.follow(desk.send(page, "/outlet", how="licence 1"))
        page = desk.follow(desk.send(page, "/evidence", kind="letter", grade="B"))
        assert "this does not add an outlet" not in page.text

    def test_the_organisers_own_medium_is_never_counted(self, officer: Person, applicant: Make, event: str) -> None:
        person = applicant()
        desk = officer.browser
        page = desk.follow(desk.send(desk.get(person.desk_page), "/outlet", how="licence 1"))
        page = desk.follow(desk.send(page, "/evidence", kind="letter", grade="B"))
        desk.send(page, "/approve")

        def outlets() -> int:
            return int(desk.get(f"/events/{event}/progress.json").json["outlets"])

        assert outlets() == 1
        desk.send(desk.get(person.desk_page), "/own-medium")
        assert outlets() == 0
        desk.send(desk.get(person.desk_page), "/own-medium")
        assert outlets() == 1

    @pytest.mark.sqlite_only
    def test_after_a_refused_form_the_other_language_is_a_page_that_opens(
        self, officer: Person, applicant: Make
    ) -> None:
        person = applicant()
        desk = officer.browser
        sent = {**desk.get(person.desk_page).form("/decline").fields, "reason": ""}
        came_from = {"Referer": f"http://localhost{person.desk_page}"}
        refused = desk.post(f"{person.desk_page}/decline", sent, headers=came_from)
        [other] = [link for link in refused.links if "lang=th" in link]
        assert (refused.status, desk.get(other).status) == (422, 200)

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize("code", ["", "bogus", "<script>"])
    def test_a_reason_that_is_not_on_the_list_is_refused(
        self, app: Flask, officer: Person, applicant: Make, code: str
    ) -> None:
        person = applicant()
        page = officer.browser.get(person.desk_page)
        assert officer.browser.send(page, "/decline", code=code, reason="Words.").status == 422
        assert people.state_of(app, person.ref) is S.SUBMITTED

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "1.5", None])
    def test_a_version_that_is_none_decides_nothing(
        self, app: Flask, officer: Person, applicant: Make, version: str | None
    ) -> None:
        person = applicant()
        page = officer.browser.get(person.desk_page)
        assert officer.browser.send(page, "/approve", version=version).status in {409, 422}
        assert people.state_of(app, person.ref) is S.SUBMITTED

    def test_the_second_of_two_officers_is_told(
        self, app: Flask, officer: Person, applicant: Make, mails: Callable[[], list[Letter]]
    ) -> None:
        person = applicant()
        other = people.staff(app, Role.OFFICER, now())
        both = [officer.browser.get(person.desk_page), other.browser.get(person.desk_page)]
        assert officer.browser.send(both[0], "/approve").status == 303
        late = other.browser.send(both[1], "/decline", code="other", reason="No.")
        assert late.status == 409
        assert "Somebody else was faster" in late.text
        assert people.state_of(app, person.ref) is S.APPROVED
        assert len([letter for letter in mails() if person.ref in letter.subject]) == 2

    def test_of_six_who_decide_at_once_one_decides_and_one_mail_leaves(
        self, app: Flask, applicant: Make, mails: Callable[[], list[Letter]]
    ) -> None:
        person = applicant()
        crowd = [people.staff(app, Role.OFFICER, now()) for _ in range(6)]
        pages = [(each.browser, each.browser.get(person.desk_page)) for each in crowd]
        acts = ["/approve", "/decline"] * 3

        def decide(given: tuple[tuple[Any, Page], str]) -> int:
            (browser, page), act = given
            words = {"code": "other", "reason": "No."} if act == "/decline" else {}
            return int(browser.send(page, act, **words).status)

        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(decide, zip(pages, acts, strict=True)))
        assert sorted(answers) == [303] + [409] * 5
        with app.app_context():
            assert db.session.query(Decision).count() == 1
        assert len([letter for letter in mails() if person.ref in letter.subject]) == 2

    def test_revoking_tells_why_and_ends_the_credential(
        self, app: Flask, officer: Person, applicant: Make, mails: Callable[[], list[Letter]]
    ) -> None:
        person = applicant(S.APPROVED)
        page = officer.browser.get(person.desk_page)
        officer.browser.send(page, "/revoke", reason="The outlet withdrew the assignment.")
        assert people.state_of(app, person.ref) is S.REVOKED
        assert "withdrew the assignment" in mails()[-1].text
        assert "withdrew the assignment" in person.browser.get(person.status_page).text

    @pytest.mark.sqlite_only
    def test_after_a_decision_comes_the_next_in_the_queue(self, officer: Person, applicant: Make) -> None:
        first, second = applicant(), applicant()
        page = officer.browser.get(first.desk_page)
        assert officer.browser.send(page, "/approve").location == second.desk_page

    @pytest.mark.sqlite_only
    def test_arrival_is_noted_and_counted(self, officer: Person, applicant: Make, event: str) -> None:
        person = applicant(S.APPROVED, verified=True)
        page = officer.browser.get(person.desk_page)
        assert "Arrival noted" in officer.browser.follow(officer.browser.send(page, "/arrival")).text
        assert officer.browser.get(f"/events/{event}/progress.json").json["attended"] == 1


class TestOutlets:
    """What was typed becomes an outlet of the registry."""

    def test_a_typed_name_is_matched_for_everybody_who_typed_it(
        self, officer: Person, applicant: Make, event: str
    ) -> None:
        real = applicant(S.APPROVED, outlet="ไทยตัวอย่าง", verified=True)
        typed = [applicant(S.APPROVED, outlet="Thai Example") for _ in range(2)]
        page = officer.browser.get(f"{typed[0].desk_page}?outlet=ไทยตัวอย่าง")
        [form] = [form for form in page.forms if "/match/" in form.action]
        assert "Matched" in officer.browser.follow(officer.browser.send(page, form.action)).text
        for person in (real, *typed):
            assert "ไทยตัวอย่าง" in officer.browser.get(person.desk_page).text
        figures = officer.browser.get(f"/events/{event}/progress.json").json
        assert (figures["outlets"], figures["people"], figures["self_declared"]) == (1, 3, 0)

    def test_outlets_that_look_like_the_typed_one_are_offered_best_first(
        self, officer: Person, applicant: Make
    ) -> None:
        applicant(outlet="Matichon Evening Paper", verified=True)
        applicant(outlet="มติชน", verified=True)
        applicant(outlet="ข่าวสด", verified=True)
        typed = applicant(outlet="Matichon", name_th="", name_en="Anong Suk", phone="02 345 6789")
        text = officer.browser.get(typed.desk_page).text
        assert "ข่าวสด" not in text
        assert text.index("มติชน") < text.index("Matichon Evening Paper")
        assert "looks like it" in text
        page = officer.browser.get(f"{typed.desk_page}?outlet=ข่าวสด")
        assert len([form for form in page.forms if "/match/" in form.action]) == 1

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize(
        "missing", [{"how": ""}, {"name_th": "", "name_en": ""}, {"medium": "opera"}, {"country": "XX"}]
    )
    def test_what_is_missing_is_said(self, officer: Person, applicant: Make, missing: dict[str, str]) -> None:
        person = applicant()
        page = officer.browser.get(person.desk_page)
        refused = officer.browser.send(page, "/outlet", **{"how": "licence 1", "owner": "Kept Group", **missing})
        assert refused.status == 422
        assert refused.form("/outlet").fields["owner"] == "Kept Group"

    @pytest.mark.sqlite_only
    def test_an_outlet_that_is_not_there_is_404(self, officer: Person, applicant: Make) -> None:
        person = applicant()
        token = {"csrf_token": officer.browser.token()}
        for number in ("999999", "9" * 30, "x"):
            assert officer.browser.post(f"{person.desk_page}/match/{number}", token).status == 404


PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 12345*54321 }}",
    "{% raw %}",
    "%(name)s %s {0}",
    "</textarea><script>alert(1)</script>",
    "&lt;script&gt;",
    "\u2028alert(1)",
    "<mj-raw><script>alert(1)</script></mj-raw>",
    "<!--",
    "]]>",
]


@pytest.mark.sqlite_only
@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_applicants_text_is_text_wherever_it_is_shown(
    officer: Person, applicant: Make, event: str, mails: Callable[[], list[Letter]], payload: str
) -> None:
    person = applicant(
        name_en=f"A {payload}", name_th=f"ก {payload}", outlet=f"O {payload}", work=payload, phone=payload
    )
    desk = officer.browser
    page = desk.get(person.desk_page)
    desk.send(page, "/evidence", kind="letter", grade="B", note=payload)
    desk.send(desk.get(person.desk_page), "/decline", code="other", reason=payload)
    pages = [
        desk.get(person.desk_page),
        desk.get(person.desk_page + "?lang=en"),
        desk.get(f"/desk/{event}/applications?state=all"),
        person.browser.get(person.status_page),
        person.browser.get("/"),
        desk.get("/mailbox"),
    ]
    assert {page.status for page in pages} == {200}
    shown = [page.html for page in pages] + [letter.html for letter in mails()]
    for html in shown:
        for live in ("<script>", "<img src=x", "<svg/onload", "<mj-raw", "<!--x", 'href="javascript'):
            assert live not in html
    assert " ".join(payload.split()) in pages[0].text
    assert not [html for html in shown if "670592745" in html]


@pytest.mark.sqlite_only
def test_the_overview_counts_and_names_the_gaps(officer: Person, applicant: Make, event: str) -> None:
    applicant(S.APPROVED, verified=True)
    applicant()
    page = officer.browser.get(f"/desk/{event}")
    assert page.status == 200
    assert "No outlet yet from these media Radio · nobody has applied Newspaper · nobody has applied" in page.text
    assert "Review waiting applications (1)" in page.text
    assert "<svg" in page.html
    assert "<table" in page.html


@pytest.mark.sqlite_only
def test_a_gap_says_what_is_under_way_there(
    officer: Person, applicant: Make, event: str, edit_event: Callable[..., None]
) -> None:
    for state in (S.SUBMITTED, S.IN_REVIEW, S.WAITLISTED):
        applicant(state, medium=Medium.RADIO)
    applicant(S.APPROVED, medium=Medium.DIGITAL)
    applicant(S.DECLINED, medium=Medium.SOCIAL)
    page = officer.browser.get(f"/desk/{event}")
    for line in (
        "Television · nobody has applied",
        "Radio · not decided yet: 2 · on the waiting list: 1",
        "Digital media · approved: 1",
        "Social media · nothing left to decide",
    ):
        assert line in page.text
    assert f"/desk/{event}/applications?state=all&medium=radio" in page.links
    edit_event(targets={"radio": 3})
    short = officer.browser.get(f"/desk/{event}").text
    assert "Short of the target Radio: 0 of 3 · not decided yet: 2 · on the waiting list: 1" in short
    assert "nobody has applied" not in short
