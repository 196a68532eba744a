"""What goes along with a merged application, and comes back when the merge is undone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from press.accreditation.models import (
    Application,
    ConfirmationPerson,
    Crew,
    CrewInvitation,
    CrewMember,
    Evidence,
    Merge,
    Paper,
)
from press.accreditation.queries.carrying import Carried
from press.accreditation.queries.crews import led_by
from press.accreditation.services.counting_papers import count_missing
from press.accreditation.states import Grade
from press.db import db

# By its name in `Merge.moved` and in `Carried`.
_CARRIED: dict[str, Any] = {
    "papers": Paper,
    "crew_members": CrewMember,
    "crew_invitations": CrewInvitation,
    "confirmation_people": ConfirmationPerson,
    "evidence": Evidence,
}


def carry(merge: Merge, along: Carried) -> None:
    """Moves these rows to the application that stays, and notes which."""
    application, into = merge.application, merge.into
    merge.moved = {
        **{name: [row.id for row in getattr(along, name)] for name in (*_CARRIED, "crews")},
        "grade": [into.grade.value, along.grade.value],
    }
    for name in _CARRIED:
        for row in getattr(along, name):
            row.application = into
    for crew in along.crews:
        crew.leader = into
    _hand_files_over(along.papers, application, into)
    into.grade = along.grade
    _count(application, into)


def carry_back(merge: Merge) -> None:
    """Exactly what went along comes back, as it is now, unless it has gone elsewhere since. What came later stays."""
    application, into = merge.application, merge.into
    for name, table in _CARRIED.items():
        for row in db.session.scalars(_of(table, merge, name).where(table.application_id == into.id)).all():
            row.application = application
            if isinstance(row, Paper):
                _hand_files_over([row], into, application)
    for crew in db.session.scalars(_of(Crew, merge, "crews").where(Crew.leader_id == into.id)).all():
        crew.leader = application
    before, after = merge.moved.get("grade", [into.grade.value, into.grade.value])
    if into.grade.value == after and not any(each.checked_at > merge.merged_at for each in into.evidence):
        into.grade = Grade(before)
    _count(into, application)


def _of(table: Any, merge: Merge, name: str) -> Any:
    return select(table).where(table.id.in_(merge.moved.get(name, [])))


def _hand_files_over(papers: Sequence[Paper], application: Application, into: Application) -> None:
    """A file is its application's, so that it goes when that one's owner is erased."""
    for paper in papers:
        if paper.upload is not None and paper.upload.subject == application.subject:
            paper.upload.subject = into.subject


def _count(*applications: Application) -> None:
    """What is missing is counted anew, of the crew too: a leader's letter serves for all."""
    db.session.flush()
    for each in applications:
        db.session.expire(each, ["evidence"])
        for one in (each, *led_by(each)):
            count_missing(one)
