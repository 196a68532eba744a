"""Reads of the registry's pages, on both databases."""

from datetime import datetime

import pytest

from press.accreditation.queries.outlets import applications_by_outlet, applications_for
from press.audit.services import SYSTEM
from press.distribution.queries import downloads_for_outlet
from press.outlets import services as registry_verbs
from press.outlets.models import Outlet
from press.outlets.names import sort_key
from press.outlets.queries.owners import OwnerRow, outlets_of_owner, owners
from press.outlets.queries.registry import RegistryFilter, outlet_counts, registry
from press.outlets.queries.resembling import pairs_to_look_at
from press.outlets.services.registering import Facts
from press.outlets.states import Medium, OutletState
from tests.support.people import answers, applied

inside = pytest.mark.usefixtures("in_transaction")


def add(at: datetime, name_th: str = "", name_en: str = "", owner: str = "") -> Outlet:
    return registry_verbs.add(Facts(name_th, name_en, Medium.TV, "TH", owner), by=SYSTEM, at=at)


@inside
def test_found_by_look_alike_by_part_and_by_owner_the_best_first(at: datetime) -> None:
    thairath = add(at, "ไทยรัฐ")
    tonight = add(at, "", "Thairath Tonight Show", "Vacharaphol")
    add(at, "", "Matichon")

    def found(words: str) -> list[Outlet]:
        return list(registry(RegistryFilter(words=words, sort="best"), language="th", number=1).rows)

    assert found("thairath")[0] is thairath
    assert set(found("thairath")) == {thairath, tonight}
    assert found("vachara") == [tonight]
    assert found(" … ") == []


@inside
def test_counts_owners_and_pairs(at: datetime) -> None:
    one, other = add(at, "ไทยรัฐ", owner="Group"), add(at, "", "Thairath", owner="Group")
    assert outlet_counts()[OutletState.UNVERIFIED] == 2
    (row,) = owners("group", number=1).rows
    assert row == OwnerRow(row.id, "Group", 2)
    assert one.owner is not None
    assert set(outlets_of_owner(one.owner)) == {one, other}
    (pair,) = pairs_to_look_at(number=1).rows
    assert (pair.one, pair.other) == (one, other)
    registry_verbs.say_apart(other, one, by=SYSTEM, at=at)
    assert pairs_to_look_at(number=1).total == 0


@inside
def test_who_applied_and_what_they_took(at: datetime) -> None:
    application = applied(answers(outlet="ไทยรัฐ"), at)
    outlet_id = application.outlet_id or 0
    assert list(applications_for(outlet_id, events=[application.event_id])) == [application]
    assert applications_by_outlet([outlet_id], events=[application.event_id]) == {outlet_id: 1}
    assert downloads_for_outlet(outlet_id, events=[application.event_id]) == 0
    assert list(applications_for(outlet_id, events=[])) == []


def test_thai_names_are_sorted_as_in_a_dictionary() -> None:
    names = ["ไก่", "เกาะ", "ก้าง", "กาง", "แก", "ข่าว", "กำ", "abc", "Zoo"]
    assert sorted(names, key=sort_key) == ["abc", "Zoo", "กาง", "ก้าง", "กำ", "เกาะ", "แก", "ไก่", "ข่าว"]
