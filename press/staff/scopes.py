"""Where roles hold: in all events, or in one."""

from collections.abc import Sequence

from flask_babel import gettext as _

from press.accounts.actor import Actor
from press.accounts.models import RoleGrant
from press.accounts.rules import may_manage_people_in
from press.events.models import Event
from press.events.queries import every_event
from press.web.language import locale

EVERYWHERE = "*"  # no event's address


class Scopes:
    """The events in which this administrator gives roles, and all events if that is so for all."""

    def __init__(self, actor: Actor) -> None:
        self._events: Sequence[Event] = every_event()
        self._open = [event for event in self._events if may_manage_people_in(actor, event.id)]
        self._everywhere = may_manage_people_in(actor, None)

    def choices(self) -> list[tuple[str, str]]:
        """For a form: address and name."""
        everywhere = [(EVERYWHERE, _("All events"))] if self._everywhere else []
        return everywhere + [(event.slug, event.name(locale())) for event in self._open]

    def event_id(self, chosen: str) -> int | None:
        """The event's number, or None for all; one of the choices."""
        return None if chosen == EVERYWHERE else next(event.id for event in self._open if event.slug == chosen)

    def name(self, grant: RoleGrant) -> str:
        """Where this role holds, in words."""
        if grant.event_id is None:
            return _("All events")
        return next((event.name(locale()) for event in self._events if event.id == grant.event_id), "")
