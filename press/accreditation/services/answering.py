"""A newsroom answers: yes, not ours, or that it is no newsroom. Nothing is decided by it: a yes from the outlet's own
domain is evidence of grade A, any other yes waits for an officer's judgement, a no is shown to the officer. While
nothing is decided, the applicant hears by mail that there is an answer."""

from collections.abc import Mapping
from datetime import datetime

from press.accreditation import mails
from press.accreditation.errors import AnsweredMeanwhile
from press.accreditation.models import Application, Confirmation, ConfirmationPerson, Evidence
from press.accreditation.models.confirmation import DESK
from press.accreditation.queries.confirmations import Listed, is_undecided, listed, lock_confirmation, said_about
from press.accreditation.states import COUNTING_GRADES, DeskAnswer, EvidenceKind, Grade
from press.audit.services import By, record
from press.db import db
from press.mail import outbox
from press.outlets.domains import owns_domain
from press.outlets.queries import outlet_by_id

# The newsroom's address and its editor's name are on the officer's page; the audit, which keeps for ever, has neither.
OUTLET_DESK = By(None, "outlet desk")
# An officer reads either language; evidence is kept as text.
_NOT_OURS = "ไม่ใช่ผู้สื่อข่าวของสำนักข่าว / Not ours"


def is_of_grade_a(confirmation: Confirmation, application: Application) -> bool:
    """Whether this address speaks for the outlet: it is at the outlet's own domain, and is not the applicant's."""
    outlet = outlet_by_id(confirmation.outlet_id)
    return confirmation.email != application.email and owns_domain(outlet, confirmation.email)


def answer(
    confirmation: Confirmation,
    answers: Mapping[int, DeskAnswer],
    *,
    name: str,
    function: str,
    version: int,
    at: datetime,
) -> None:
    """Keeps what the newsroom says, by the numbers of applications. Whoever is not on its page, and whoever was
    answered and decided on, is passed over. `name` and `function` are of the person who answers.

    Raises AnsweredMeanwhile when a colleague answered after this page was opened."""
    people = listed(confirmation, for_update=True)
    _signed(confirmation, name=name, function=function, version=version, at=at)
    confirmation.not_ours = False
    for each in people:
        said = answers.get(each.application.id)
        if said is not None and said is not each.answer and each.may_be_answered:
            _note(confirmation, each, said, at=at)
            if is_undecided(each.application):
                confirmed = said is DeskAnswer.YES and is_of_grade_a(confirmation, each.application)
                outbox.queue(mails.newsroom_answered(each.application, confirmed=confirmed), at=at)
    db.session.flush()


def not_our_newsroom(confirmation: Confirmation, *, version: int, at: datetime) -> None:
    """This address is not the newsroom: it says nothing of anybody, and what it said before counts no more.

    Raises AnsweredMeanwhile."""
    people = listed(confirmation, for_update=True)
    _signed(confirmation, name="", function="", version=version, at=at)
    confirmation.not_ours = True
    for each in people:
        if each.said is not None and each.answer is not None and each.may_be_answered:
            _take_back(each.application, each.said)
            each.said.answer = each.said.grade = None
            record("application.desk_denied", each.application.subject, by=OUTLET_DESK, at=at)
    record("outlet.desk_denied", f"outlet:{confirmation.outlet_id}", by=OUTLET_DESK, at=at)


def added_by_desk(confirmation: Confirmation, application: Application, *, at: datetime) -> None:
    """Somebody whom the newsroom added has applied: that was its yes, if the application still names its outlet."""
    if application.outlet_id != outlet_by_id(confirmation.outlet_id).id:
        return
    said = next((person for person in confirmation.people if person.application_id == application.id), None)
    if said is None or said.answer is None:
        _note(confirmation, Listed(application, said), DeskAnswer.YES, at=at)


def _signed(confirmation: Confirmation, *, name: str, function: str, version: int, at: datetime) -> None:
    lock_confirmation(confirmation)
    if confirmation.version != version:
        raise AnsweredMeanwhile
    confirmation.version += 1
    confirmation.answered_at = at
    confirmation.answered_name, confirmation.answered_function = name, function


def _note(confirmation: Confirmation, listed_one: Listed, answered: DeskAnswer, *, at: datetime) -> None:
    application = listed_one.application
    said = listed_one.said or ConfirmationPerson(application=application)
    if listed_one.said is None:
        confirmation.people.append(said)
    _take_back(application, said)
    said.answer, said.answered_at, said.grade = answered, at, None
    who = ", ".join(filter(None, (confirmation.answered_name, confirmation.answered_function)))
    if answered is DeskAnswer.YES:
        said.grade = Grade.A if is_of_grade_a(confirmation, application) else Grade.C
        _add_evidence(confirmation, application, EvidenceKind.DESK, said.grade, who, at)
    else:
        _add_evidence(confirmation, application, EvidenceKind.OTHER, Grade.C, f"{_NOT_OURS}: {who}", at)
    if said.grade is Grade.A:
        application.grade = Grade.A
    act = "application.desk_confirmed" if answered is DeskAnswer.YES else "application.desk_denied"
    record(act, application.subject, by=OUTLET_DESK, at=at, **({"grade": said.grade.value} if said.grade else {}))


def _add_evidence(
    confirmation: Confirmation, application: Application, kind: EvidenceKind, grade: Grade, note: str, at: datetime
) -> None:
    """What came from outside raises a grade by A alone, and lowers none: an officer's own look stands."""
    application.evidence.append(
        Evidence(kind=kind, grade=grade, note=note, checked_at=at, checked_by=confirmation.desk)
    )
    db.session.flush()


def _take_back(application: Application, said: ConfirmationPerson) -> None:
    """A yes that counted is answered otherwise: the application has the best of what else is known."""
    if said.grade not in COUNTING_GRADES:
        return
    others = said_about(application)
    desks = {other.confirmation.email for other in others}
    looks = [
        each.grade
        for each in application.evidence
        if not each.checked_by.startswith(DESK) and not (each.kind is EvidenceKind.DESK and each.note in desks)
    ]
    standing = [other.grade for other in others if other.id != said.id and other.grade in COUNTING_GRADES]
    application.grade = min([*looks[-1:], *standing], default=Grade.C)
