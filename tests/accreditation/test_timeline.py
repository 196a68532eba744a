"""What the applicant reads: what has happened, what comes next, and when."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from press.accreditation.models import Application
from press.accreditation.queries.waiting import usual_wait
from press.accreditation.services import deciding
from press.accreditation.states import ApplicationState as S
from press.accreditation.timeline import timeline
from press.audit.models import AuditEntry
from press.clock import now
from tests.support import people
from tests.support.people import OFFICER, Person

pytestmark = pytest.mark.sqlite_only


@pytest.mark.usefixtures("in_transaction")
@pytest.mark.parametrize(
    ("state", "ahead"),
    [
        (S.SUBMITTED, [("รอตรวจสอบ", "now"), ("ผลการพิจารณา", "todo")]),
        (S.IN_REVIEW, [("ผลการพิจารณา", "now")]),
        (S.RECOMMENDED, [("เริ่มพิจารณา", "done"), ("ผลการพิจารณา", "now")]),
        (S.NEEDS_INFO, [("คำตอบของคุณ", "now"), ("ผลการพิจารณา", "todo")]),
        (S.WAITLISTED, [("รอที่นั่งว่าง", "now")]),
        (S.APPROVED, []),
        (S.DECLINED, []),
        (S.WITHDRAWN, []),
        (S.EXPIRED, []),
    ],
)
def test_what_comes_next(state: S, ahead: list[tuple[str, str]]) -> None:
    assert [(step.title, step.stage) for step in timeline(Application(state=state), [])] == ahead


@pytest.mark.usefixtures("in_transaction")
def test_an_act_that_is_none_of_the_applicants_business_is_not_told() -> None:
    acts = [AuditEntry(action=action, at=now(), details={}) for action in ("application.recommended", "x.y")]
    assert timeline(Application(state=S.APPROVED), acts) == []


YES = ("application.desk_confirmed", {"grade": "C"})
SURE_YES = ("application.desk_confirmed", {"grade": "A"})
JUDGED = ("application.evidence", {"kind": "desk", "grade": "B"})
LETTER = ("application.evidence", {"kind": "letter", "grade": "B"})
NO = ("application.desk_denied", {})
LOOKS = "An officer will look at the answer."


@pytest.mark.parametrize(
    ("acts", "state", "title", "looks"),
    [
        ([YES], S.SUBMITTED, "The newsroom has answered", True),
        ([YES], S.APPROVED, "The newsroom has answered", False),
        ([YES, LETTER], S.IN_REVIEW, "The newsroom has answered", True),
        ([YES, JUDGED], S.IN_REVIEW, "The newsroom confirmed", False),
        ([YES, JUDGED, NO, YES], S.IN_REVIEW, "The newsroom has answered", True),
        ([SURE_YES], S.SUBMITTED, "The newsroom confirmed", False),
    ],
)
def test_a_newsrooms_yes_confirms_when_it_is_of_grade_a_or_judged(
    app: Flask, acts: list[tuple[str, dict[str, str]]], state: S, title: str, looks: bool
) -> None:
    with app.test_request_context(headers={"Cookie": "lang=en"}):
        told = [AuditEntry(action=action, at=now(), details=details) for action, details in acts]
        [step] = [step for step in timeline(Application(state=state), told) if step.stage == "done"]
    assert (step.title, LOOKS in step.detail) == (title, looks)


@pytest.mark.usefixtures("in_transaction")
@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (None, "แจ้งผลทางอีเมล"),
        (timedelta(hours=3), "ภายในหนึ่งวัน"),
        (timedelta(days=1, hours=1), "ภายใน 2 วัน"),
    ],
)
def test_when_to_expect_an_answer(wait: timedelta | None, words: str) -> None:
    [step] = timeline(Application(state=S.IN_REVIEW), [], usual_wait=wait)
    assert words in step.detail


@pytest.mark.usefixtures("in_transaction")
def test_the_usual_wait_is_that_of_the_first_decisions(app: Flask) -> None:
    start = now() - timedelta(days=30)
    for days in (1, 2, 3, 4):
        application = people.applied(people.answers(), start)
        people.brought_to(application, S.APPROVED, start + timedelta(days=days))
    assert usual_wait(application.event_id) is None
    last = people.applied(people.answers(), start)
    people.brought_to(last, S.APPROVED, start + timedelta(days=9))
    deciding.revoke(last, version=last.version, reason="Left.", by=OFFICER, at=start + timedelta(days=29))
    assert usual_wait(application.event_id) == timedelta(days=3)


def test_the_number_of_statements_does_not_grow_with_what_happened(
    officer: Person, applicant: Callable[..., Person], count_queries: Callable[..., int]
) -> None:
    def statements(person: Person) -> int:
        person.browser.get(person.status_page)
        return count_queries(lambda: person.browser.get(person.status_page))

    once, often = applicant(S.IN_REVIEW), applicant(S.IN_REVIEW)
    applicant(S.IN_REVIEW)  # who comes next in the queue after either
    for person, times in ((once, 1), (often, 3)):
        for number in range(times):
            page = person.browser.get(f"{person.status_page}/change")
            person.browser.send(page, phone=f"089 999 999{number}")
            officer.browser.send(officer.browser.get(person.desk_page), "/ask", items="phone")
            answer = person.browser.get(f"{person.status_page}/answer")
            person.browser.send(answer, phone=f"088 999 999{number}")
    assert statements(once) == statements(often)
    desk = [count_queries(lambda person=person: officer.browser.get(person.desk_page)) for person in (once, often)]
    assert desk[0] == desk[1]
