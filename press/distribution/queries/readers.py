"""Who somebody is to the kits of an event."""

from datetime import datetime

from press.accounts.actor import Actor, Nobody
from press.accounts.rules import may_edit_kits_in
from press.accreditation.queries import is_credentialed
from press.distribution.queries.emblems import emblem_grants
from press.kits.queries import Reader, visible_kit_of_event


def reader_of(actor: Actor | Nobody, event_id: int) -> Reader:
    """What this person is to the kits of this event, read anew: a revocation counts from the next request."""
    if not isinstance(actor, Actor):
        return Reader()
    return Reader(
        credentialed=is_credentialed(actor.account_id, event_id),
        staff=may_edit_kits_in(actor, event_id),
        emblems=emblem_grants(actor.account_id, event_id),
    )


def kit_link_for(event_id: int, actor: Actor | Nobody, at: datetime) -> str | None:
    """The slug of the event's kit when this person may open it now."""
    revision = visible_kit_of_event(event_id, reader_of(actor, event_id), at)
    return revision.kit.slug if revision else None
