"""A draw: criteria in order, then chance that anybody can compute again."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from config import ROOT
from press.accreditation.errors import DrawChanged
from press.accreditation.models import Decision, Draw
from press.accreditation.queries.draws import applications_for, candidates
from press.accreditation.queries.recommendations import open_recommendation
from press.accreditation.ranking import Candidate, Rule, Tie, as_csv, draw, fingerprint, ties
from press.accreditation.services import deciding
from press.accreditation.services.drawing import csv_of, hold_draw
from press.accreditation.states import ApplicationState as S
from press.accreditation.states import Criterion, DrawScope, EvidenceKind, Grade
from press.audit.models import AuditEntry
from press.db import db
from press.events.models import Event
from press.outlets.states import Medium
from tests.support import people
from tests.support.browser import Page
from tests.support.people import OFFICER, Person, answers, applied, verify

CRITERIA = tuple(Criterion)


def a_rule(places: int = 2, *criteria: Criterion, **more: Any) -> Rule:
    return Rule(**{"places": places, "scope": DrawScope.WAITING, "medium": None, "criteria": criteria, **more})


def everybody(count: int, values: tuple[str, ...] = ()) -> list[Candidate]:
    return [Candidate(f"SCT-{number:04}", values) for number in range(count)]


class TestRanking:
    """The arithmetic."""

    def test_values_come_before_chance(self) -> None:
        given = [Candidate("C", ("B",)), Candidate("A", ("C",)), Candidate("B", ("A",))]
        assert [(row.ref, row.outcome) for row in draw(given, places=1, seed="s")] == [
            ("B", "approve"),
            ("C", "waitlist"),
            ("A", "waitlist"),
        ]

    def test_chance_is_the_hash_of_seed_and_number(self) -> None:
        rows = draw(everybody(20), places=5, seed="๒๕๖๒")
        digests = [hashlib.sha256(f"๒๕๖๒:{row.ref}".encode()).hexdigest() for row in rows]
        assert [row.digest for row in rows] == digests == sorted(digests)
        assert [row.ref for row in rows] != [row.ref for row in draw(everybody(20), places=5, seed="2562")]

    def test_the_order_in_which_people_are_handed_in_is_nothing(self) -> None:
        assert draw(everybody(9), places=3, seed="s") == draw(everybody(9)[::-1], places=3, seed="s")

    def test_equals_are_shown_with_their_share(self) -> None:
        given = [*everybody(2, ("A",)), *[Candidate(f"X{n}", ("B",)) for n in range(3)], Candidate("Y", ("C",))]
        found = [(tie.places, len(tie.refs), tie.is_drawn) for tie in ties(given, 3)]
        assert found == [(2, 2, False), (1, 3, True), (0, 1, False)]
        assert ties([], 3) == []
        assert Tie(("A",), ("R",), 1).is_drawn is False

    def test_over_many_seeds_nobody_is_favoured(self) -> None:
        wins = dict.fromkeys((each.ref for each in everybody(10)), 0)
        for number in range(1_000):
            for row in draw(everybody(10), places=3, seed=f"seed {number}")[:3]:
                wins[row.ref] += 1
        assert all(240 < won < 360 for won in wins.values())  # 300 expected; these bounds are 4 deviations away


class TestRunAgain:
    """The tool that anybody can run."""

    @pytest.fixture
    def again(self, tmp_path: Path) -> Callable[..., tuple[int, str]]:
        def run(data: bytes, *, seed: str = "seed", places: int = 4, sha256: str = "") -> tuple[int, str]:
            file = tmp_path / "draw.csv"
            file.write_bytes(data)
            words = [str(file), "--seed", seed, "--places", str(places), "--sha256", sha256]
            done = subprocess.run(
                [sys.executable, "-I", str(ROOT / "tools" / "draw.py"), *words],
                capture_output=True,
                text=True,
                check=False,
            )
            return done.returncode, done.stdout.strip() + done.stderr

        return run

    @pytest.fixture
    def table(self) -> bytes:
        given = [Candidate(each.ref, ("AB"[number % 2], "0")) for number, each in enumerate(everybody(12))]
        return as_csv(["grade", "new_outlet"], draw(given, places=4, seed="seed"))

    def test_it_agrees(self, again: Callable[..., tuple[int, str]], table: bytes) -> None:
        assert again(table) == (0, "agrees")
        assert again(table, sha256=hashlib.sha256(table).hexdigest()) == (0, "agrees")

    def test_another_seed_or_number_of_places_does_not(
        self, again: Callable[..., tuple[int, str]], table: bytes
    ) -> None:
        assert again(table, seed="other")[0] == again(table, places=5)[0] == 1

    def test_one_changed_byte_is_found_wherever_it_is(self, table: bytes) -> None:
        sys.path.insert(0, str(ROOT / "tools"))
        try:
            import draw as tool
        finally:
            sys.path.pop(0)
        published = hashlib.sha256(table).hexdigest()
        for place in range(len(table)):
            changed = bytearray(table)
            changed[place] ^= 1
            assert tool.fault(bytes(changed), "seed", 4, published) != "", place
        # Without the published hash, whatever was computed is found: rank, number, digest, outcome.
        for number, line in enumerate(table.split(b"\n")[1:-1], 1):
            for cell in (0, 1, 4, 5):
                cells = line.split(b",")
                cells[cell] = cells[cell][:-1] + (b"0" if cells[cell][-1:] != b"0" else b"1")
                lines = table.split(b"\n")
                lines[number] = b",".join(cells)
                assert tool.fault(b"\n".join(lines), "seed", 4, "") != "", (number, cell)

    @pytest.mark.parametrize("data", [b"", b"a,b\n", b"rank,ref,digest,outcome\n1,2\n", "ก".encode(), b'"\n'])
    def test_what_is_no_draw_is_told(self, again: Callable[..., tuple[int, str]], data: bytes) -> None:
        status, said = again(data)
        assert (status, "does not agree" in said, "Traceback" in said) == (1, True, False)


def held(rule: Rule, event: Event, at: datetime, *, seed: str = "seed", key: str = "key", seen: str = "") -> Draw:
    taking_part = candidates(rule, event, applications_for(rule, event.id), at=at)
    seen = seen or fingerprint(rule, taking_part)
    return hold_draw(rule, seed=seed, seen=seen, event=event, request_key=key, by=OFFICER, at=at)


@pytest.mark.usefixtures("in_transaction")
class TestHolding:
    """What a draw leaves behind."""

    def test_it_recommends_and_decides_nothing(self, at: datetime) -> None:
        everyone = [applied(answers(outlet=f"O{number}"), at) for number in range(5)]
        made = held(a_rule(2), everyone[0].event, at)
        outcomes = {row["ref"]: row["outcome"] for row in made.rows}
        for each in everyone:
            recommendation = open_recommendation(each)
            assert recommendation is not None
            wanted = {"approve": S.APPROVED, "waitlist": S.WAITLISTED}[outcomes[each.ref]]
            assert (each.state, recommendation.outcome) == (S.RECOMMENDED, wanted)
        assert sorted(outcomes.values()) == ["approve"] * 2 + ["waitlist"] * 3
        assert db.session.query(Decision).count() == 0
        entry = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert entry is not None
        assert (entry.action, entry.details["seed_sha256"], entry.details["csv_sha256"]) == (
            "event.drawn",
            hashlib.sha256(b"seed").hexdigest(),
            hashlib.sha256(csv_of(made)).hexdigest(),
        )

    def test_the_same_form_again_is_the_same_draw(self, at: datetime) -> None:
        one = applied(answers(), at)
        first = held(a_rule(1), one.event, at)
        assert held(a_rule(1), one.event, at, seed="other") is first

    @pytest.mark.sqlite_only
    def test_whoever_came_meanwhile_is_not_passed_over(self, at: datetime) -> None:
        one = applied(answers(), at)
        rule = a_rule(1)
        seen = fingerprint(rule, candidates(rule, one.event, [one], at=at))
        applied(answers(), at)
        with pytest.raises(DrawChanged):
            held(rule, one.event, at, seen=seen)

    @pytest.mark.sqlite_only
    def test_the_waiting_list_keeps_whom_chance_passes_over(self, at: datetime) -> None:
        everyone = [applied(answers(outlet=f"O{number}"), at) for number in range(3)]
        for each in everyone:
            deciding.waitlist(each, version=each.version, reason="", by=OFFICER, at=at)
        held(a_rule(1, scope=DrawScope.WAITLISTED), everyone[0].event, at)
        found = [open_recommendation(each) for each in everyone]
        assert {each.state for each in everyone} == {S.WAITLISTED}
        assert [each.outcome for each in found if each] == [S.APPROVED]

    @pytest.mark.sqlite_only
    def test_each_criterion_reads_what_it_says(self, at: datetime) -> None:
        seen = applied(answers(outlet="Seen"), at)
        verify(seen, at)
        deciding.grade_evidence(seen, kind=EvidenceKind.LETTER, grade=Grade.B, note="", by=OFFICER, at=at)
        deciding.approve(seen, version=seen.version, reason="", by=OFFICER, at=at)
        seen.event.targets = {"radio": 1, "tv": 1}
        same = applied(answers(outlet="Seen"), at)
        other = applied(answers(outlet="BBC", medium=Medium.RADIO, country="GB"), at + timedelta(days=1))
        deciding.grade_evidence(other, kind=EvidenceKind.DESK, grade=Grade.A, note="", by=OFFICER, at=at)
        rule = a_rule(1, *CRITERIA)
        found = {each.ref: each.values for each in candidates(rule, seen.event, [same, other], at=at)}
        assert CRITERIA == (
            Criterion.GRADE,
            Criterion.NEW_OUTLET,
            Criterion.MEDIUM_TARGET,
            Criterion.BALANCE,
            Criterion.SUBMITTED,
        )
        assert found == {
            same.ref: ("C", "1", "1", "1", "2019-03-04"),
            other.ref: ("A", "0", "0", "0", "2019-03-05"),
        }


class TestPages:
    """From the rule to the public page."""

    def chosen(self, officer: Person, event: str, **more: str) -> Page:
        query = {"places": "1", "scope": "waiting", "first": "grade", **more}
        return officer.browser.get(
            f"/desk/{event}/draw?" + "&".join(f"{name}={value}" for name, value in query.items())
        )

    def test_the_whole_way(
        self, app: Flask, officer: Person, applicant: Callable[..., Person], event: str, visitor: Any
    ) -> None:
        everyone = [applicant(outlet=f"O{number}", name_en="Somsri Secret") for number in range(3)]
        page = self.chosen(officer, event)
        assert "Chance gives 1 of 3 a place" in page.text
        shown = officer.browser.send(page, "/draw", seed="21 March, 834 509", step="hash")
        assert hashlib.sha256(b"21 March, 834 509").hexdigest() in shown.text
        assert people.state_of(app, everyone[0].ref) is S.SUBMITTED
        result = officer.browser.send(shown, "/draw")
        assert result.status == 303
        own = officer.browser.follow(result)
        public = f"/events/{event}/draws/{result.location.rpartition('/')[2]}"
        assert visitor.get(public).status == visitor.get(public + ".csv").status == 404
        assert public not in visitor.get(f"/events/{event}").links
        officer.browser.send(own, "/publish")
        assert public in visitor.get(f"/events/{event}").links
        seen = visitor.get(public)
        assert "21 March, 834 509" in seen.text
        assert "Somsri" not in seen.text
        table = visitor.get(public + ".csv").response.data
        assert hashlib.sha256(table).hexdigest() in seen.text
        assert {each.ref for each in everyone} <= set(table.decode().replace("\n", ",").split(","))
        assert "Recommended" in officer.browser.get(everyone[0].desk_page).text

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize("places", ["", "0", "-1", "x", "9" * 30, "1.5"])
    def test_a_number_of_places_that_is_none_is_told(self, officer: Person, event: str, places: str) -> None:
        page = self.chosen(officer, event, places=places)
        assert (page.status, "There is a problem" in page.text) == (422, True)

    @pytest.mark.sqlite_only
    def test_without_a_seed_nothing_is_drawn(
        self, officer: Person, applicant: Callable[..., Person], event: str, app: Flask
    ) -> None:
        person = applicant()
        refused = officer.browser.send(self.chosen(officer, event), "/draw", seed=" ")
        assert (refused.status, "Enter a seed" in refused.text) == (422, True)
        assert people.state_of(app, person.ref) is S.SUBMITTED

    @pytest.mark.sqlite_only
    def test_a_list_that_changed_is_shown_again(
        self, officer: Person, applicant: Callable[..., Person], event: str
    ) -> None:
        applicant()
        page = self.chosen(officer, event)
        applicant()
        refused = officer.browser.send(page, "/draw", seed="s")
        assert (refused.status, "The list has changed" in refused.text) == (409, True)
        assert officer.browser.send(refused, "/draw").status == 303
