"""An officer judges a newsroom's yes that came from a domain which is not known as the outlet's."""

from datetime import datetime

from press.accreditation.models import Application, ConfirmationPerson
from press.accreditation.services import deciding
from press.accreditation.services.answering import is_of_grade_a
from press.accreditation.states import EvidenceKind, Grade
from press.audit.services import By
from press.errors import Invalid
from press.outlets.domains import domain_of, register_domain
from press.outlets.queries import outlet_by_id


def judge(application: Application, said: ConfirmationPerson, *, grade: Grade, by: By, at: datetime) -> None:
    """What this yes is worth. Judging the same again changes nothing.

    Raises Invalid for grade A while the address does not speak for the outlet."""
    if grade is Grade.A and not is_of_grade_a(said.confirmation, application):
        raise Invalid("only the outlet's own domain makes a grade A")
    if said.grade is grade:
        return
    said.grade = grade
    deciding.grade_evidence(
        application, kind=EvidenceKind.DESK, grade=grade, note=said.confirmation.email, by=by, at=at
    )


def know_domain(application: Application, said: ConfirmationPerson, *, how: str, by: By, at: datetime) -> None:
    """The officer has checked that the address is at the outlet's own domain, and says how: the domain is the outlet's
    from now on, and this yes is of grade A.

    Raises Invalid for a domain at which anybody can have an address, or without a word on how it was checked."""
    outlet = outlet_by_id(said.confirmation.outlet_id, for_update=True)
    register_domain(outlet, domain_of(said.confirmation.email), source=how, by=by, at=at)
    judge(application, said, grade=Grade.A, by=by, at=at)
