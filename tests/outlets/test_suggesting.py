"""Look-alikes out of the registry: right after every change of it, and cheap."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from press.audit.services import SYSTEM
from press.db import db
from press.outlets import services as registry
from press.outlets.models import OutletAlias
from press.outlets.states import OutletState
from press.outlets.suggesting import candidates, look_alikes
from tests.outlets.test_outlets import propose, verified

pytestmark = pytest.mark.usefixtures("in_transaction")


def names(name: str, **asked: Any) -> list[str]:
    return [outlet.name("en") for outlet in look_alikes(name, limit=5, **asked)]


def test_thai_finds_latin_and_latin_thai(at: datetime) -> None:
    verified("Thairath", at)
    verified("มติชน", at)
    assert names("ไทยรัฐ") == ["Thairath"]
    assert names("Matichon Online") == ["มติชน"]


def test_nothing_typed_finds_nothing(at: datetime) -> None:
    propose("Spring News", at)
    assert (names(""), names("s"), names(" … ")) == ([], [], [])


def test_of_a_registry_without_outlets() -> None:
    assert names("Spring News") == []


def test_a_new_outlet_and_a_new_alias_are_found_at_once(at: datetime) -> None:
    assert names("Spring News") == []
    spring = propose("Spring News", at)
    assert names("spring") == ["Spring News"]
    registry.add_alias(spring, "ใบไม้ผลิ")
    assert names("ใบไม้ผลิ") == ["Spring News"]


def test_a_name_that_was_taken_away_and_another_as_long(at: datetime) -> None:
    """The other may get the number of the first."""
    spring = propose("Spring News", at)
    wrong = registry.add_alias(spring, "Daily Leaf", by=SYSTEM, at=at)
    assert wrong is not None
    assert names("Daily Leaf") == ["Spring News"]
    registry.remove_alias(spring, wrong.id, by=SYSTEM, at=at)
    registry.add_alias(spring, "ใบไม้ผลิ ๒", by=SYSTEM, at=at + timedelta(seconds=1))
    assert (names("ใบไม้ผลิ ๒"), names("Daily Leaf")) == (["Spring News"], [])


def test_a_new_name_is_shown_at_once(at: datetime) -> None:
    spring = propose("Spring News", at)
    assert names("spring") == ["Spring News"]
    facts = {"name_th": "", "name_en": "SPRING NEWS", "medium": spring.medium, "country": "TH", "owner": ""}
    registry.verify(spring, how="licence 1", by=SYSTEM, at=at, **facts)  # type: ignore[arg-type]
    assert names("spring") == ["SPRING NEWS"]


def test_only_verified_ones_for_the_public(at: datetime) -> None:
    propose("Spring News", at)
    sure = verified("Sprint News", at)
    assert names("Spring News", verified_only=True) == ["Sprint News"]
    sure.state = OutletState.BLOCKED
    db.session.flush()
    assert names("Spring News", verified_only=True) == []
    assert names("Spring News") == ["Spring News"]
    assert names("Sprint News") == ["Sprint News"]


def test_what_was_merged_leads_to_where_it_went(at: datetime) -> None:
    typed, real = propose("Thai Rath", at), verified("ไทยรัฐ", at)
    assert set(look_alikes("thairath", limit=5)) == {typed, real}
    registry.absorb(typed, real, by=SYSTEM, at=at)
    assert list(look_alikes("thairath", limit=5)) == [real]


def test_names_that_merges_move_either_way_at_once(at: datetime) -> None:
    first, into, last = propose("Spring News", at), propose("Matichon", at), propose("Khaosod", at)
    assert set(look_alikes("Spring News", limit=5)) == {first}
    for outlet in (first, last):  # the numbers of the outlets add up to what they were
        registry.absorb(outlet, into, by=SYSTEM, at=at)
    assert (list(look_alikes("Spring News", limit=5)), list(look_alikes("Khaosod", limit=5))) == ([into], [into])


@pytest.mark.parametrize("change", ["delete", "move", "replace"])
def test_names_changed_by_hand_are_noticed(at: datetime, change: str) -> None:
    spring, other = propose("Spring News", at), propose("Matichon", at)
    alias = spring.aliases[0]
    assert names("Spring News") == ["Spring News"]
    if change == "move":
        alias.outlet_id = other.id
    elif change == "replace":
        alias.alias = alias.folded = "somethingelse"
    else:
        db.session.delete(alias)
    db.session.flush()
    assert names("Spring News") == (["Matichon"] if change == "move" else [])


def test_best_first_then_those_that_contain_the_words(at: datetime) -> None:
    exact, near = propose("Evening Star", at), propose("Evening Stars", at)
    part = propose("Northern Evening Starlight Gazette", at)
    assert candidates("evening star", but=None) == [(exact, True), (near, True), (part, False)]
    assert candidates("evening star", but=exact) == [(near, True), (part, False)]
    assert candidates("evening star", but=None, limit=1) == [(exact, True)]


def test_it_merges_nothing(at: datetime) -> None:
    outlets = [propose(name, at) for name in ("ไทยรัฐ", "Thairath", "Thai Rath TV")]
    assert set(look_alikes("ไทยรัฐ", limit=5)) == set(outlets)
    assert {outlet.state for outlet in outlets} == {OutletState.PROPOSED}
    assert db.session.query(OutletAlias).count() == len(outlets)


def test_the_number_of_statements_does_not_grow(at: datetime, count_queries: Callable[..., int]) -> None:
    verified("Spring News", at)
    names("spring")
    one = count_queries(lambda: names("spring"))
    for number in range(3):
        verified(f"Spring News {number}", at)
    names("spring")
    assert count_queries(lambda: names("spring")) == one == 2
