"""What staff may do: small predicates on the actor, and on the actor and an event's number.

The guard in front of a view asks whether somebody may do this anywhere; what is fetched for them is asked with
`_in`, whether they may do it there."""

from press.accounts.actor import Actor, Nobody
from press.accounts.states import Role

_REVIEWERS = frozenset({Role.OFFICER, Role.ADMIN})
_KIT_EDITORS = frozenset({Role.EDITOR, Role.OFFICER, Role.ADMIN})


def is_signed_in(actor: Actor | Nobody) -> bool:
    """Anyone with a session."""
    return actor.is_authenticated


def may_review(actor: Actor | Nobody) -> bool:
    """Officers and admins see the queue and decide."""
    return actor.is_staff and bool(actor.roles & _REVIEWERS)


def may_review_in(actor: Actor | Nobody, event_id: int) -> bool:
    """The same, in this event."""
    return actor.is_staff and bool(actor.roles_in(event_id) & _REVIEWERS)


def may_go_over_in(actor: Actor | Nobody, event_id: int) -> bool:
    """Admins may approve in this event although a quota is used up, and say why."""
    return actor.is_staff and Role.ADMIN in actor.roles_in(event_id)


def may_edit_kits_in(actor: Actor | Nobody, event_id: int) -> bool:
    """Editors, officers and admins see the event's kit before its lift."""
    return actor.is_staff and bool(actor.roles_in(event_id) & _KIT_EDITORS)


def has_password_session(actor: Actor | Nobody) -> bool:
    """Staff who have shown their password, whether or not the second factor too."""
    return isinstance(actor, Actor) and bool(actor.roles) and actor.strength != "link"
