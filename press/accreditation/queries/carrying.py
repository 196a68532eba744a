"""What goes along when an application is merged into another: what the one that stays lacks."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from press.accreditation.models import (
    Application,
    ConfirmationPerson,
    Crew,
    CrewInvitation,
    CrewMember,
    Evidence,
    Paper,
)
from press.accreditation.queries.papers import current_papers
from press.accreditation.states import Grade
from press.db import db


@dataclass(frozen=True)
class Carried:
    """Rows that would go along. `crew_members` is the place in a crew, `crews` those that the one led, `grade` what the
    one that stays has afterwards."""

    papers: Sequence[Paper]
    crew_members: Sequence[CrewMember]
    crews: Sequence[Crew]
    crew_invitations: Sequence[CrewInvitation]
    confirmation_people: Sequence[ConfirmationPerson]
    evidence: Sequence[Evidence]
    grade: Grade

    @property
    def is_nothing(self) -> bool:
        return not (self.papers or self.crew_members or self.crews or self.confirmation_people or self.evidence)


def carried_along(application: Application, into: Application) -> Carried:
    """Papers by kind, the place in a crew, and, if both are of one outlet, what newsrooms and officers confirmed: of
    another outlet it confirms nothing."""
    place, taken = _place(application), _place(into)
    joins = [place] if place is not None and taken is None else []
    together = place is not None and (taken is None or taken.crew_id == place.crew_id)
    same_outlet = application.outlet_id is not None and application.outlet_id == into.outlet_id
    evidence = _evidence(application, into) if same_outlet else []
    return Carried(
        papers=_papers(application, into),
        crew_members=joins,
        crews=_led(application) if together else [],
        crew_invitations=_invitations(application, place.crew_id) if together and place is not None else [],
        confirmation_people=_confirmations(application, into) if same_outlet else [],
        evidence=evidence,
        grade=_grade(into, evidence),
    )


def _papers(application: Application, into: Application) -> list[Paper]:
    there = {paper.kind for paper in current_papers(into)}
    return [paper for paper in current_papers(application) if paper.kind not in there]


def _place(application: Application) -> CrewMember | None:
    return db.session.scalar(select(CrewMember).where(CrewMember.application_id == application.id))


def _led(application: Application) -> Sequence[Crew]:
    return db.session.scalars(select(Crew).where(Crew.leader_id == application.id).order_by(Crew.id)).all()


def _invitations(application: Application, crew_id: int) -> Sequence[CrewInvitation]:
    return db.session.scalars(
        select(CrewInvitation).where(CrewInvitation.application_id == application.id, CrewInvitation.crew_id == crew_id)
    ).all()


def _confirmations(application: Application, into: Application) -> Sequence[ConfirmationPerson]:
    there = select(ConfirmationPerson.confirmation_id).where(ConfirmationPerson.application_id == into.id)
    return db.session.scalars(
        select(ConfirmationPerson)
        .where(ConfirmationPerson.application_id == application.id, ConfirmationPerson.confirmation_id.not_in(there))
        .options(joinedload(ConfirmationPerson.confirmation))
        .order_by(ConfirmationPerson.id)
    ).all()


def _evidence(application: Application, into: Application) -> list[Evidence]:
    there = {each.kind for each in into.evidence}
    return [each for each in application.evidence if each.kind not in there]


def _grade(into: Application, evidence: Sequence[Evidence]) -> Grade:
    """That of the latest look, as ever."""
    latest = max(evidence, key=lambda each: (each.checked_at, each.id), default=None)
    if latest is None or any(each.checked_at > latest.checked_at for each in into.evidence):
        return into.grade
    return latest.grade
