"""The registry: which names are one outlet, and what is known of it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from press.audit.services import SYSTEM
from press.db import db
from press.errors import Invalid
from press.outlets import services as registry
from press.outlets.errors import IllegalOutletMove, OutletNotFound
from press.outlets.files import export_rows
from press.outlets.models import Outlet
from press.outlets.names import fold
from press.outlets.queries import find_by_name, match, outlet_by_id
from press.outlets.states import LEGAL_MOVES, Medium, OutletState
from press.web.spreadsheet import safe_cell, typed_cell

inside = pytest.mark.usefixtures("in_transaction")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thairath", "THAIRATH"),
        ("Thai-Rath", "thai rath"),
        ("ช่อง 7", "ช่อง๗"),
        ("กำลังใจ", "กํา" + "ลังใจ"),
        ("Café News", "Cafe\u0301 News"),
        ("“The Nation”", "the nation!"),
        ("  Spring   News ", "SpringNews"),
    ],
)
def test_names_that_are_the_same_words(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ไทยรัฐ", "ไทยรัฐทีวี"), ("Channel 3", "Channel 33"), ("ข่าวสด", "ข่าวสั้น"), ("Cafe", "Café"), ("มา", "ม้า")],
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("name", ["", " ", "…", "\u200b", "“”"])
def test_a_name_without_words_folds_to_nothing(name: str) -> None:
    assert fold(name) == ""


@pytest.mark.parametrize("name", ["Thairath ๗", "กํา", "İstanbul", "ﬁ", "ß", "ａｂｃ", "นํ้า"])
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def propose(name: str, at: datetime, medium: Medium = Medium.TV, country: str = "TH") -> Outlet:
    return registry.propose(name, medium=medium, country=country, by=SYSTEM, at=at)


def verified(name: str, at: datetime, **changed: object) -> Outlet:
    outlet = propose(name, at)
    facts: dict[str, object] = {
        "name_th": outlet.name_th,
        "name_en": outlet.name_en,
        "medium": outlet.medium,
        "country": outlet.country,
        "owner": "",
        "how": "licence 1",
    }
    registry.verify(outlet, by=SYSTEM, at=at, **{**facts, **changed})  # type: ignore[arg-type]
    return outlet


@inside
class TestMatching:
    """The same name leads to the same outlet; what is not certain is not guessed."""

    def test_the_same_words_are_the_same_outlet(self, at: datetime) -> None:
        assert propose("Spring News", at) is propose("spring-news", at)

    def test_a_thai_name_is_kept_as_the_thai_one(self, at: datetime) -> None:
        thai, latin = propose("ข่าวสด", at), propose("Fresh News", at)
        assert (thai.name_th, thai.name_en) == ("ข่าวสด", "")
        assert (latin.name_th, latin.name_en) == ("", "Fresh News")

    def test_an_alias_leads_there(self, at: datetime) -> None:
        outlet = propose("ไทยรัฐ", at)
        registry.add_alias(outlet, "Thai Rath")
        assert match("thairath", Medium.PRINT, "TH") is outlet

    def test_two_of_one_name_are_told_apart_by_medium_and_country(self, at: datetime) -> None:
        television = propose("The Star", at)
        paper = Outlet(
            name_th="",
            name_en="The Star",
            medium=Medium.PRINT,
            country="MY",
            state=OutletState.VERIFIED,
            created_at=at,
        )
        db.session.add(paper)
        registry.add_alias(paper, "The Star")
        assert match("the star", Medium.PRINT, "MY") is paper
        assert match("the star", Medium.TV, "TH") is television
        assert match("the star", Medium.RADIO, "TH") is None

    def test_it_is_found_by_a_part_of_its_name_verified_ones_first(self, at: datetime) -> None:
        propose("Morning Star", at)
        sure = verified("Evening Star", at)
        assert [outlet.name_en for outlet in find_by_name("STAR")] == ["Evening Star", "Morning Star"]
        assert find_by_name("STAR")[0] is sure
        assert list(find_by_name(" … ")) == []

    @pytest.mark.parametrize("words", ["%", "_", "100%", "\\", "'; DROP TABLE outlets; --"])
    def test_marks_of_the_query_language_are_words(self, at: datetime, words: str) -> None:
        propose("Evening Star", at)
        assert list(find_by_name(words)) == []


@inside
class TestVerifying:
    """An officer has checked, and says how."""

    def test_who_and_how_is_kept(self, at: datetime) -> None:
        outlet = verified("Spring News", at, owner="Spring Group", how="licence 7")
        assert outlet.state is OutletState.VERIFIED
        assert (outlet.verified_at, outlet.verified_by, outlet.verified_how) == (at, "system", "licence 7")
        assert outlet.owner is not None

    def test_one_owner_is_one_row(self, at: datetime) -> None:
        first, second = verified("A News", at, owner="Group"), verified("B News", at, owner="Group")
        assert first.owner is second.owner

    def test_a_new_name_is_found_and_the_old_one_still_is(self, at: datetime) -> None:
        outlet = verified("Spring", at, name_en="Spring News", name_th="สปริงนิวส์")
        for name in ("spring", "Spring News", "สปริงนิวส์"):
            assert match(name, Medium.TV, "TH") is outlet

    @pytest.mark.parametrize("missing", [{"how": ""}, {"name_th": "", "name_en": ""}])
    def test_not_without_a_name_or_a_word_on_how(self, at: datetime, missing: dict[str, str]) -> None:
        with pytest.raises(Invalid):
            verified("Spring", at, **missing)


@inside
class TestMerging:
    """A proposed name turned out to be another outlet."""

    def test_its_names_lead_to_the_other(self, at: datetime) -> None:
        typed, real = propose("Thai Rath Online", at), verified("ไทยรัฐ", at)
        registry.absorb(typed, real, by=SYSTEM, at=at)
        assert match("thairath online", Medium.DIGITAL, "TH") is real
        assert outlet_by_id(typed.id) is real
        assert typed.name_en not in {row[1] for row in export_rows()}

    def test_a_chain_of_merges_leads_to_its_end(self, at: datetime) -> None:
        first, second, third = (propose(name, at) for name in ("A", "B", "C"))
        registry.absorb(first, second, by=SYSTEM, at=at)
        registry.absorb(second, third, by=SYSTEM, at=at)
        assert outlet_by_id(first.id) is third

    def test_a_merged_outlet_is_not_merged_again(self, at: datetime) -> None:
        first, second = propose("A", at), propose("B", at)
        registry.absorb(first, second, by=SYSTEM, at=at)
        with pytest.raises(IllegalOutletMove):
            registry.absorb(first, second, by=SYSTEM, at=at)

    def test_none_into_itself(self, at: datetime) -> None:
        outlet = propose("A", at)
        with pytest.raises((IllegalOutletMove, Invalid)):
            registry.absorb(outlet, outlet, by=SYSTEM, at=at)

    def test_an_outlet_that_is_not_there(self) -> None:
        with pytest.raises(OutletNotFound):
            outlet_by_id(404)


def test_every_state_has_its_moves() -> None:
    assert set(LEGAL_MOVES) == set(OutletState)
    assert all(state not in moves for state, moves in LEGAL_MOVES.items())


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_is_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert safe_cell(text) == f"'{text}"
    assert typed_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["", "News", "'quoted'", "a=b", "ไทยรัฐ"])
def test_other_cells_are_left_alone(text: str) -> None:
    assert safe_cell(text) == text
    assert typed_cell(text) == text


class TestCommands:
    """The registry as a file, from the command line; tests/outlets/test_files.py says what files do."""

    @pytest.mark.sqlite_only
    def test_the_commands(self, app: Flask, cli: Callable[..., Result], tmp_path: Path) -> None:
        path = tmp_path / "outlets.csv"
        path.write_text("name_th,name_en,medium,country\nสปริง,Spring,tv,TH\n", "utf-8-sig")
        result = cli("outlets", "import", str(path))
        assert result.exit_code == 0, result.output
        assert "1 new, 0 changed, 0 the same" in result.output
        path.unlink()
        assert cli("outlets", "export", str(path)).exit_code == 0
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert "สปริง,Spring,tv,TH" in path.read_text("utf-8")
        assert "0 new, 0 changed, 1 the same" in cli("outlets", "import", str(path)).output

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize(
        "content", [b"\xff\xfe\x00", b"name_th,name_en,medium,country\nA,,tv,TH\nB,,opera,TH\n", b""]
    )
    def test_a_file_with_a_fault_adds_nothing(
        self, app: Flask, cli: Callable[..., Result], tmp_path: Path, content: bytes
    ) -> None:
        path = tmp_path / "outlets.csv"
        path.write_bytes(content)
        result = cli("outlets", "import", str(path))
        assert result.exit_code == 1
        assert "Traceback" not in result.output
        with app.app_context():
            assert list(export_rows()) == []
