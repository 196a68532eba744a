"""What each role may do: everywhere, in its own event, in another one."""

import pytest

from press.accounts import rules
from press.accounts.actor import Actor, Nobody
from press.accounts.states import Role, Strength

HERE, THERE = 1, 2
RULES = {
    "review": rules.may_review_in,
    "kits": rules.may_edit_kits_in,
    "audit": rules.may_see_audit_in,
    "people": rules.may_manage_people_in,
}
MAY = {
    Role.ADMIN: {"review", "kits", "audit", "people"},
    Role.OFFICER: {"review", "kits"},
    Role.EDITOR: {"kits"},
    Role.GATE: set(),
    Role.DPO: {"audit"},
}


def actor(role: Role, where: int | None, strength: Strength = Strength.SECOND_FACTOR) -> Actor:
    return Actor(1, "a@press.example", "", None, frozenset({(role, where)}), strength, 1, "", True, True)


def may(who: Actor | Nobody, where: int | None) -> set[str]:
    return {name for name, rule in RULES.items() if rule(who, where)}  # type: ignore[arg-type]


@pytest.mark.parametrize("role", Role)
def test_a_role_for_all_events_holds_in_each(role: Role) -> None:
    assert may(actor(role, None), HERE) == may(actor(role, None), None) == MAY[role]


@pytest.mark.parametrize("role", Role)
def test_a_role_for_one_event_holds_there_alone(role: Role) -> None:
    assert may(actor(role, HERE), HERE) == MAY[role]
    assert may(actor(role, HERE), THERE) == may(actor(role, HERE), None) == set()


@pytest.mark.parametrize("strength", [Strength.LINK, Strength.PASSWORD])
def test_no_role_holds_before_the_second_factor_was_shown(strength: Strength) -> None:
    assert may(actor(Role.ADMIN, None, strength), HERE) == set()


def test_nobody_may_nothing() -> None:
    assert may(Nobody(), HERE) == set()
