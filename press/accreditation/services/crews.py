"""A crew's verbs: add people, remind them, remove them, leave, lead."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, update

from press.accreditation.errors import CrewNotFound, InAnotherCrew, InvitationOver
from press.accreditation.models import Application, Crew, CrewInvitation, CrewMember
from press.accreditation.queries.crews import is_gone, led_crew, membership
from press.accreditation.services import inviting
from press.accreditation.services.counting_papers import count_missing
from press.accreditation.services.inviting import Added, Asker, Invitee
from press.accreditation.states import InvitationState
from press.audit.services import By, record
from press.db import db
from press.events.errors import WindowClosed


def add_people(leader: Application, people: Iterable[Invitee], *, secret_key: str, by: By, at: datetime) -> Added:
    """Invites these people into the leader's crew, which is opened with the first of them; see `invite_all`. The
    leader's own address is passed over.

    Raises WindowClosed, CrewFull, and InAnotherCrew for somebody who is in a crew and does not lead it."""
    if is_gone(leader) or not leader.event.takes_applications(at):
        raise WindowClosed
    crew = _own_crew(leader, by=by, at=at)
    asker = Asker(leader.event, leader.outlet_name, leader.medium, leader.country, crew=crew)
    added = inviting.invite_all(people, asker, but=[leader.email], secret_key=secret_key, at=at)
    if added.mailed or added.unmailed:
        record("crew.invited", crew.subject, by=by, at=at, people=added.mailed + added.unmailed)
    return added


def remind(invitation: CrewInvitation, *, at: datetime) -> bool:
    """Mails the link again. False within the hour, or when the address has had its share. Raises InvitationOver when
    there is nothing to remind of."""
    if invitation.state is not InvitationState.INVITED or not invitation.event.takes_applications(at):
        raise InvitationOver
    return inviting.mail(invitation, at=at, again=True)


def remove(invitation: CrewInvitation, *, by: By, at: datetime) -> None:
    """Takes somebody off the leader's list. An application that came of it stays what it is, outside the crew."""
    if invitation.application_id is not None and invitation.crew_id is not None:
        _take_out(invitation.application_id, invitation.crew_id)
    invitation.state = InvitationState.REMOVED
    db.session.flush()
    record("crew.removed", invitation.subject, by=by, at=at)


def leave(application: Application, *, by: By, at: datetime) -> None:
    """A member leaves and keeps the application; who leads can withdraw, and the crew goes on. Raises CrewNotFound."""
    place = membership(application)
    if place is None or place.crew.leader_id == application.id:
        raise CrewNotFound
    crew_id = place.crew_id
    _take_out(application.id, crew_id)
    record("application.left_crew", application.subject, by=by, at=at, crew=crew_id)


def lead(application: Application, *, by: By, at: datetime) -> None:
    """An officer lets this member lead from now on: the one who did has withdrawn, or asked for it. Again changes
    nothing. Raises CrewNotFound for somebody who is in none, or comes no more."""
    place = membership(application)
    if place is None or is_gone(application):
        raise CrewNotFound
    if place.crew.leader_id == application.id:
        return
    place.crew.leader = application
    db.session.flush()
    record("application.leads_crew", application.subject, by=by, at=at, crew=place.crew_id)


def _own_crew(leader: Application, *, by: By, at: datetime) -> Crew:
    place = membership(leader)
    if place is not None:
        try:
            return led_crew(leader, for_update=True)
        except CrewNotFound:
            raise InAnotherCrew from None
    crew = Crew(event_id=leader.event_id, leader=leader, created_at=at)
    db.session.add(crew)
    db.session.flush()
    db.session.add(CrewMember(crew_id=crew.id, application_id=leader.id, joined_at=at))
    record("application.opened_crew", leader.subject, by=by, at=at, crew=crew.id)
    return crew


def _take_out(application_id: int, crew_id: int) -> None:
    """Ends the membership; on the leader's list it reads as declined."""
    mine = CrewMember.application_id == application_id, CrewMember.crew_id == crew_id
    db.session.execute(delete(CrewMember).where(*mine))
    asked = CrewInvitation.application_id == application_id, CrewInvitation.crew_id == crew_id
    db.session.execute(update(CrewInvitation).where(*asked).values(state=InvitationState.DECLINED))
    count_missing(db.session.get_one(Application, application_id))
