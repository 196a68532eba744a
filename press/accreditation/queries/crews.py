"""Reads of crews: the one that an application is in, and what may be done by whom in it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from press.accreditation.errors import CrewNotFound
from press.accreditation.models import Application, Crew, CrewMember
from press.accreditation.states import ApplicationState
from press.db import db

_GONE = frozenset(
    {
        ApplicationState.WITHDRAWN,
        ApplicationState.EXPIRED,
        ApplicationState.MERGED,
        ApplicationState.DECLINED,
        ApplicationState.REVOKED,
    }
)


def crew_of(application: Application) -> Crew | None:
    """The crew that this application is in, with its people; None if it is in none."""
    return db.session.scalar(
        select(Crew)
        .join(CrewMember)
        .where(CrewMember.application_id == application.id)
        .options(
            joinedload(Crew.leader),
            selectinload(Crew.members).joinedload(CrewMember.application),
            selectinload(Crew.invitations),
        )
    )


def led_crew(application: Application, *, for_update: bool = False) -> Crew:
    """The crew that this application leads. Raises CrewNotFound."""
    query = select(Crew).where(Crew.leader_id == application.id)
    found = db.session.scalar(query.with_for_update() if for_update else query)
    if found is None:
        raise CrewNotFound
    return found


def led_by(application: Application) -> Sequence[Application]:
    """The others in the crew that this application leads, locked in the order of their numbers."""
    return db.session.scalars(
        select(Application)
        .join(CrewMember, CrewMember.application_id == Application.id)
        .join(Crew, Crew.id == CrewMember.crew_id)
        .where(Crew.leader_id == application.id, Application.id != application.id)
        .order_by(Application.id)
        .with_for_update(of=Application)
    ).all()


def membership(application: Application) -> CrewMember | None:
    """The place of this application in a crew."""
    return db.session.scalar(select(CrewMember).where(CrewMember.application_id == application.id))


def is_gone(application: Application) -> bool:
    """Whether nobody comes by this application, as it stands."""
    return application.state in _GONE
