"""Two outlets turn out to be one, and then two again: what goes along, what comes back, what the figures say."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import permutations
from threading import Barrier

import pytest
from flask import Flask

from press.accreditation.models import Application
from press.accreditation.queries import progress
from press.accreditation.queries.outlets import effects_of_merge
from press.accreditation.services import deciding
from press.accreditation.services.outlets import merge_outlets, undo_merge
from press.accreditation.states import ApplicationState as S
from press.accreditation.states import Grade
from press.audit.models import AuditEntry
from press.audit.queries import walk_chain
from press.clock import now
from press.db import db, db_transaction
from press.errors import Conflict
from press.events.queries import event_by_slug
from press.outlets import services as registry
from press.outlets.errors import EditedMeanwhile, IllegalOutletMove, NotUndone
from press.outlets.models import Outlet, OutletAlias, OutletEvidence, OutletMerge, OutletPlatform
from press.outlets.queries import match, outlet_by_id, outlet_itself, own_media_of
from press.outlets.services.evidence import Proof
from press.outlets.services.platforms import Place
from press.outlets.states import EvidenceGrade, Medium, OutletEvidenceKind, OutletState, PlatformKind
from tests.support.people import EVENT, OFFICER, answers, applied, brought_to, verify

inside = pytest.mark.usefixtures("in_transaction")


def seat(
    outlet: str, at: datetime, state: S = S.APPROVED, *, verified: bool = True, grade: Grade = Grade.B
) -> Application:
    application = applied(answers(outlet=outlet), at)
    if verified:
        verify(application, at)
    brought_to(application, state, at, grade)
    return application


def of(application: Application) -> Outlet:
    assert application.outlet is not None
    return application.outlet


def furnish(outlet: Outlet, name: str, at: datetime) -> None:
    """A platform, evidence and another name."""
    place = Place(Medium.DIGITAL, PlatformKind.SITE, f"{name} site", f"https://www.{name.lower()}.example/home")
    registry.add_platform(outlet, place, by=OFFICER, at=at)
    proof = Proof(OutletEvidenceKind.LICENCE, EvidenceGrade.A, f"licence of {name}")
    registry.note_evidence(outlet, proof, by=OFFICER, at=at)
    registry.note_alias(outlet, f"{name} by another name", by=OFFICER, at=at)


def picture() -> dict[str, object]:
    """Everything that a merge moves, by the number of the outlet where it is."""
    db.session.flush()
    rows = db.session.execute
    return {
        "applications": sorted(map(tuple, rows(db.select(Application.id, Application.outlet_id)))),
        "names": sorted(map(tuple, rows(db.select(OutletAlias.folded, OutletAlias.outlet_id)))),
        "platforms": sorted(map(tuple, rows(db.select(OutletPlatform.id, OutletPlatform.outlet_id)))),
        "evidence": sorted(map(tuple, rows(db.select(OutletEvidence.id, OutletEvidence.outlet_id)))),
        "states": sorted((one.id, one.state, one.merged_into_id or 0) for one in db.session.scalars(db.select(Outlet))),
        "own": {one: own_media_of(one) for one in db.session.scalars(db.select(Outlet.id))},
    }


def merge(outlet: Outlet, into: Outlet, at: datetime) -> OutletMerge:
    return merge_outlets(outlet, into, reason="one newsroom", by=OFFICER, at=at)


def undo(done: OutletMerge, at: datetime) -> None:
    undo_merge(done.id, why="two newsrooms", by=OFFICER, at=at)


def counted(at: datetime) -> int:
    return progress(event_by_slug(EVENT), at=at).outlets


@inside
class TestMerging:
    def test_everything_goes_along_and_the_names_lead_there(self, at: datetime) -> None:
        first, second = seat("First", at), seat("Second", at)
        outlet, into = of(first), of(second)
        furnish(outlet, "First", at)
        merge(outlet, into, at)
        assert of(first) is into
        for name in ("First", "first.example", "First site", "First by another name"):
            assert match(name, Medium.TV, "TH") is into
        assert [one.outlet_id for one in db.session.scalars(db.select(OutletPlatform))] == [into.id]
        assert [one.outlet_id for one in db.session.scalars(db.select(OutletEvidence))] == [into.id]
        assert (outlet.state, outlet_by_id(outlet.id)) == (OutletState.MERGED, into)

    def test_a_merge_of_verified_outlets_restates_the_figure_with_its_reason(self, at: datetime) -> None:
        first, second = seat("First", at), seat("Second", at)
        assert counted(at) == 2
        merge(of(first), of(second), at)
        assert counted(at) == 1
        entry = db.session.scalars(db.select(AuditEntry).filter_by(action="event.figures_restated")).one()
        assert entry.details["outlets"] == [2, 1]
        assert entry.details["reason"] == "one newsroom"
        assert entry.at == at

    def test_it_is_not_restated_where_nothing_changes(self, at: datetime) -> None:
        merge(of(seat("First", at, S.SUBMITTED)), of(seat("Second", at)), at)
        assert not db.session.scalars(db.select(AuditEntry).filter_by(action="event.figures_restated")).all()

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({}, {}),
            ({"verified": False}, {}),
            ({}, {"verified": False}),
            ({"grade": Grade.C}, {}),
            ({}, {"grade": Grade.C}),
            ({"state": S.SUBMITTED}, {"state": S.DECLINED}),
            ({"verified": False}, {"grade": Grade.C}),
        ],
    )
    @pytest.mark.parametrize("own", ["neither", "first", "second"])
    def test_the_preview_says_what_comes(self, at: datetime, first: dict, second: dict, own: str) -> None:  # type: ignore[type-arg]
        one, other = seat("First", at, **first), seat("Second", at, **second)
        seat("Third", at)
        outlet, into = of(one), of(other)
        if own != "neither":
            mine = outlet if own == "first" else into
            registry.set_own_medium(mine, event_id=one.event_id, own=True, by=OFFICER, at=at)
        (effect,) = effects_of_merge(outlet, into, at=at)
        assert (effect.event.slug, effect.applications, effect.before) == (EVENT, 1, counted(at))
        merge(outlet, into, at)
        assert effect.after == counted(at)

    def test_the_organisers_own_stays_uncounted_under_its_new_name(self, at: datetime) -> None:
        own, other = seat("Own", at), seat("Other", at)
        registry.set_own_medium(of(own), event_id=own.event_id, own=True, by=OFFICER, at=at)
        assert counted(at) == 1
        done = merge(of(own), of(other), at)
        assert counted(at) == 0
        undo(done, at)
        assert counted(at) == 1

    def test_none_into_itself_nor_into_one_that_is_merged(self, at: datetime) -> None:
        first, second, third = (of(seat(name, at)) for name in ("First", "Second", "Third"))
        with pytest.raises(IllegalOutletMove):
            merge(first, first, at)
        merge(first, second, at)
        for one, other in ((first, second), (second, first), (third, first), (first, third)):
            with pytest.raises(IllegalOutletMove):
                merge(one, other, at)

    def test_the_second_officer_is_told(self, at: datetime) -> None:
        first, second = (of(seat(name, at)) for name in ("First", "Second"))
        seen = (first.version, second.version)
        registry.note_alias(first, "a name changes nothing for others", by=OFFICER, at=at)
        registry.block(second, reason="not media", version=second.version, by=OFFICER, at=at)
        with pytest.raises(EditedMeanwhile):
            merge_outlets(first, second, reason="", versions=seen, by=OFFICER, at=at)


@inside
class TestUndoing:
    def test_all_is_as_it_was(self, at: datetime) -> None:
        first, second = seat("First", at), seat("Second", at)
        for application in (first, second):
            furnish(of(application), application.outlet_name, at)
        registry.note_alias(of(first), "Both", by=OFFICER, at=at)
        registry.note_alias(of(second), "both", by=OFFICER, at=at)
        before = picture()
        undo(merge(of(first), of(second), at), at)
        assert picture() == before

    def test_what_came_later_stays_with_the_survivor(self, at: datetime) -> None:
        first, second = seat("First", at), seat("Second", at)
        outlet, into = of(first), of(second)
        done = merge(outlet, into, at)
        late = seat("First", at, verified=False)
        registry.note_alias(into, "A late name", by=OFFICER, at=at)
        undo(done, at)
        assert (of(first), of(late)) == (outlet, into)
        assert match("a late name", Medium.TV, "TH") is into

    def test_who_was_matched_to_another_one_since_stays_there(self, at: datetime) -> None:
        first, second, third = seat("First", at), seat("Second", at), seat("Third", at)
        outlet = of(first)
        done = merge(outlet, of(second), at)
        deciding.match_outlet(first, of(third), by=OFFICER, at=at)
        undo(done, at)
        assert of(first) is of(third)
        assert outlet.state is OutletState.VERIFIED

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    def test_a_chain_is_undone_in_any_order(self, at: datetime, order: tuple[int, ...]) -> None:
        applications = [seat(name, at) for name in ("First", "Second", "Third", "Fourth")]
        outlets = [of(each) for each in applications]
        for outlet, name in zip(outlets, ("First", "Second", "Third", "Fourth"), strict=True):
            furnish(outlet, name, at)
            registry.note_alias(outlet, "All of them", by=OFFICER, at=at)
        registry.set_own_medium(outlets[0], event_id=applications[0].event_id, own=True, by=OFFICER, at=at)
        before = picture()
        done = [merge(outlets[step], outlets[step + 1], at) for step in range(3)]
        assert {of(each) for each in applications} == {outlets[3]}
        for step in order:
            undo(done[step], at)
        assert picture() == before

    def test_a_name_that_two_had_stays_with_the_one_that_is_still_there(self, at: datetime) -> None:
        first, second, into = (of(seat(name, at)) for name in ("First", "Second", "Into"))
        for outlet in (first, second):
            registry.note_alias(outlet, "Shared", by=OFFICER, at=at)
        done = merge(first, into, at)
        merge(second, into, at)
        undo(done, at)
        bearers = set(db.session.scalars(db.select(OutletAlias.outlet_id).filter_by(folded="shared")))
        assert bearers == {first.id, into.id}

    def test_only_once(self, at: datetime) -> None:
        done = merge(of(seat("First", at)), of(seat("Second", at)), at)
        undo(done, at)
        with pytest.raises(NotUndone):
            undo(done, at)

    def test_again_and_again(self, at: datetime) -> None:
        first, second = of(seat("First", at)), of(seat("Second", at))
        before = picture()
        for _time in range(3):
            undo(merge(first, second, at), at)
            undo(merge(second, first, at), at)
        assert picture() == before

    def test_the_figure_is_restated_back(self, at: datetime) -> None:
        done = merge(of(seat("First", at)), of(seat("Second", at)), at)
        undo(done, at)
        entries = db.session.scalars(
            db.select(AuditEntry).filter_by(action="event.figures_restated").order_by(AuditEntry.id)
        ).all()
        assert [(each.details["outlets"], each.details["reason"]) for each in entries] == [
            ([2, 1], "one newsroom"),
            ([1, 2], "two newsrooms"),
        ]


class TestInTheSameMoment:
    """One right outcome, whoever comes first."""

    @pytest.fixture
    def outlets(self, app: Flask) -> list[int]:
        with app.test_request_context(), db_transaction():
            return [of(seat(name, now())).id for name in ("First", "Second", "Third")]

    def run(self, app: Flask, works: list[Callable[[], object]]) -> list[str]:
        """Does all of it at once, each in a transaction of its own; returns what became of each."""
        together = Barrier(len(works))

        def one(work: Callable[[], object]) -> str:
            with app.test_request_context():
                together.wait()
                try:
                    with db_transaction():
                        work()
                except Conflict as refusal:
                    return type(refusal).__name__
                return "done"

        with ThreadPoolExecutor(len(works)) as pool:
            return sorted(pool.map(one, works))

    def merging(self, outlet: int, into: int) -> Callable[[], object]:
        return lambda: merge(outlet_itself(outlet), outlet_itself(into), now())

    def test_one_into_the_other_and_the_other_into_the_one(self, app: Flask, outlets: list[int]) -> None:
        first, second, _third = outlets
        assert self.run(app, [self.merging(first, second), self.merging(second, first)]) == [
            "IllegalOutletMove",
            "done",
        ]
        with app.test_request_context():
            states = [outlet_itself(one).state for one in (first, second)]
            assert sorted(states) == sorted([OutletState.MERGED, OutletState.VERIFIED])
            assert len({each.outlet_id for each in db.session.scalars(db.select(Application))}) == 2
            assert not walk_chain().fault

    def test_the_same_merge_twice(self, app: Flask, outlets: list[int]) -> None:
        first, second, _third = outlets
        work = self.merging(first, second)
        assert self.run(app, [work, work]) == ["IllegalOutletMove", "done"]

    def test_one_into_two_others(self, app: Flask, outlets: list[int]) -> None:
        first, second, third = outlets
        assert self.run(app, [self.merging(first, second), self.merging(first, third)]) == ["IllegalOutletMove", "done"]

    def test_the_same_undoing_twice(self, app: Flask, outlets: list[int]) -> None:
        with app.test_request_context(), db_transaction():
            number = merge(outlet_itself(outlets[0]), outlet_itself(outlets[1]), now()).id

        def work() -> object:
            return undo_merge(number, why="", by=OFFICER, at=now())

        assert self.run(app, [work, work]) == ["NotUndone", "done"]

    def test_somebody_applies_meanwhile(self, app: Flask, outlets: list[int]) -> None:
        """Whoever applies for an outlet that is being merged is the survivor's, and is not lost between."""
        first, second, _third = outlets
        works = [self.merging(first, second), *[lambda: applied(answers(outlet="First"), now())] * 3]
        assert self.run(app, works) == ["done"] * 4
        with app.test_request_context():
            assert not db.session.scalars(db.select(Application).filter_by(outlet_id=first)).all()
