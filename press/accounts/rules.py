"""What staff may do: small predicates on the actor, and on the actor and an event's number.

The guard in front of a view asks whether somebody may do this anywhere; what is fetched for them is asked with
`_in`, whether they may do it there."""

from press.accounts.actor import Actor, Nobody
from press.accounts.states import Role, Strength

_REVIEWERS = frozenset({Role.OFFICER, Role.ADMIN})
KIT_EDITORS = frozenset({Role.EDITOR, Role.OFFICER, Role.ADMIN})
_AUDITORS = frozenset({Role.DPO, Role.ADMIN})


def is_signed_in(actor: Actor | Nobody) -> bool:
    """Anyone with a session."""
    return actor.is_authenticated


def is_staff(actor: Actor | Nobody) -> bool:
    """Anyone with a role who has shown enough at sign-in."""
    return actor.is_staff


def may_review(actor: Actor | Nobody) -> bool:
    """Officers and admins see the queue and decide."""
    return actor.is_staff and bool(actor.roles & _REVIEWERS)


def may_review_in(actor: Actor | Nobody, event_id: int | None) -> bool:
    """The same, in this event; None asks for all events."""
    return actor.is_staff and bool(actor.roles_in(event_id) & _REVIEWERS)


def may_administer(actor: Actor | Nobody) -> bool:
    """Admins change the settings of an event."""
    return actor.is_staff and Role.ADMIN in actor.roles


def may_administer_in(actor: Actor | Nobody, event_id: int) -> bool:
    """The same, in this event."""
    return actor.is_staff and Role.ADMIN in actor.roles_in(event_id)


def may_make_events(actor: Actor | Nobody) -> bool:
    """Admins of all events make new ones: whoever administers a single one does not."""
    return isinstance(actor, Actor) and actor.is_staff and (Role.ADMIN, None) in actor.grants


def may_go_over_in(actor: Actor | Nobody, event_id: int) -> bool:
    """Admins may approve in this event although a quota is used up, and say why."""
    return actor.is_staff and Role.ADMIN in actor.roles_in(event_id)


def may_edit_kits(actor: Actor | Nobody) -> bool:
    """Editors, officers and admins write press kits."""
    return actor.is_staff and bool(actor.roles & KIT_EDITORS)


def may_edit_kits_in(actor: Actor | Nobody, event_id: int) -> bool:
    """Editors, officers and admins see the event's kit before its lift."""
    return actor.is_staff and bool(actor.roles_in(event_id) & KIT_EDITORS)


def may_see_audit(actor: Actor | Nobody) -> bool:
    """Data protection officers and admins read the audit."""
    return actor.is_staff and bool(actor.roles & _AUDITORS)


def may_see_audit_in(actor: Actor | Nobody, event_id: int | None) -> bool:
    """The same, of this event; None asks for what belongs to no event, or to all."""
    return actor.is_staff and bool(actor.roles_in(event_id) & _AUDITORS)


def may_answer_data_requests(actor: Actor | Nobody) -> bool:
    """What a person asks about their data is about every event: for those who have their role in all of them."""
    return may_see_audit_in(actor, None)


def may_manage_people(actor: Actor | Nobody) -> bool:
    """Admins invite staff and give roles."""
    return actor.is_staff and Role.ADMIN in actor.roles


def may_manage_people_in(actor: Actor | Nobody, event_id: int | None) -> bool:
    """The same, in this event; None asks for all events: nobody gives more than they have."""
    return actor.is_staff and Role.ADMIN in actor.roles_in(event_id)


def has_password_session(actor: Actor | Nobody) -> bool:
    """Staff who have shown their password, whether or not the second factor too."""
    return isinstance(actor, Actor) and bool(actor.roles) and actor.strength is not Strength.LINK
