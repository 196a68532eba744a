"""What each member of staff may open from the desk's first page."""

from collections.abc import Sequence
from dataclasses import dataclass

from press.accounts.actor import Actor
from press.accounts.rules import may_answer_data_requests, may_edit_kits, may_manage_people, may_see_audit_in
from press.events.models import Event
from press.events.queries import events_of_officer


@dataclass(frozen=True)
class Doors:
    """`desks`: the events whose queue this person works on. `kits`: whether they prepare press kits."""

    desks: Sequence[Event]
    kits: bool
    people: bool
    data_requests: bool
    audit: bool

    @property
    def others(self) -> bool:
        """Whether there is more than desks."""
        return self.people or self.data_requests or self.audit


def home_doors(actor: Actor) -> Doors:
    """Every door of this person, the latest events first."""
    desks = events_of_officer(actor)
    return Doors(
        desks=desks,
        kits=may_edit_kits(actor),
        people=may_manage_people(actor),
        data_requests=may_answer_data_requests(actor),
        audit=may_see_audit_in(actor, None),
    )
