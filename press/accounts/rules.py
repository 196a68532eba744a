"""What staff may do: small predicates on the actor."""

from press.accounts.actor import Actor, Nobody
from press.accounts.states import Role


def is_signed_in(actor: Actor | Nobody) -> bool:
    """Anyone with a session."""
    return actor.is_authenticated


def may_review(actor: Actor | Nobody) -> bool:
    """Officers and admins see the queue and decide."""
    return actor.is_staff and bool(actor.roles & {Role.OFFICER, Role.ADMIN})


def may_edit_kits(actor: Actor | Nobody) -> bool:
    """Editors, officers and admins see a kit before its lift."""
    return actor.is_staff and bool(actor.roles & {Role.EDITOR, Role.OFFICER, Role.ADMIN})


def has_password_session(actor: Actor | Nobody) -> bool:
    """Staff who have shown their password, whether or not the second factor too."""
    return isinstance(actor, Actor) and bool(actor.roles) and actor.strength != "link"
