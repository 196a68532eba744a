"""Who is asking: what the guards and rules see of a person."""

from dataclasses import dataclass
from typing import ClassVar

from press.accounts.states import Role, Strength
from press.audit.services import By

Grant = tuple[Role, int | None]  # a role, and the number of the only event where it holds


@dataclass(frozen=True)
class Actor:
    """Somebody signed in, as of this request. `second_factor_needed` is the installation's setting for staff."""

    account_id: int
    email: str
    name: str
    locale: str | None
    grants: frozenset[Grant]
    strength: Strength
    session_id: int
    session_token: str
    has_second_factor: bool
    second_factor_needed: bool

    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """Flask-Login keeps this in the signed cookie: the session's token, not the account's number."""
        return self.session_token

    @property
    def roles(self) -> frozenset[Role]:
        """What this person may do somewhere. Whether it is here, says `roles_in`."""
        return frozenset(role for role, _event_id in self.grants)

    def roles_in(self, event_id: int | None) -> frozenset[Role]:
        """What this person may do in this event; None asks for what holds in all."""
        return frozenset(role for role, where in self.grants if where in (None, event_id))

    @property
    def display_name(self) -> str:
        return self.name or self.email

    @property
    def by(self) -> By:
        return By(self.account_id, self.display_name)

    @property
    def is_staff(self) -> bool:
        """Signed in as staff: roles count for nothing with a session that only a mailed link began."""
        if not self.roles or self.strength is Strength.LINK:
            return False
        return self.strength is Strength.SECOND_FACTOR or not (self.second_factor_needed or self.has_second_factor)

    @property
    def may_step_up(self) -> bool:
        """Has roles, but has not shown enough at sign-in yet: is led to the staff's door, not to a 404."""
        return bool(self.roles) and not self.is_staff


class Nobody:
    """An anonymous visitor."""

    is_authenticated = False
    is_active = False
    is_anonymous = True
    is_staff = False
    may_step_up = False
    locale = None
    roles: frozenset[Role] = frozenset()

    def roles_in(self, _event_id: int | None) -> frozenset[Role]:
        return frozenset()

    def get_id(self) -> None:
        return None
