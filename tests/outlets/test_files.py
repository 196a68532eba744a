"""The registry as a file: what goes out comes in again as it was; what cannot be kept is refused with its line."""

import csv
import io
import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from press.audit.services import SYSTEM
from press.db import db, db_transaction
from press.outlets import services as registry
from press.outlets.errors import OutletFileFault
from press.outlets.files import Plan, apply_plan, export_rows, plan_import, read_table, write_csv, write_xlsx
from press.outlets.files.cells import pack, unpack
from press.outlets.files.reading import MOST_ROWS, parcel, unparcel
from press.outlets.models import Outlet
from press.outlets.services.evidence import Proof
from press.outlets.services.platforms import Place
from press.outlets.services.registering import Facts
from press.outlets.states import EvidenceGrade, Medium, OutletEvidenceKind, PlatformKind
from tests.outlets.test_outlets import FORMULAS, propose, verified
from tests.support.people import Person

inside = pytest.mark.usefixtures("in_transaction")
WRITERS: dict[str, Callable[..., bytes]] = {"registry.csv": write_csv, "registry.xlsx": write_xlsx}
TODAY = date(2019, 3, 4)
HEAD = "name_th,name_en,medium,country"


def plan_of(text: str, head: str = HEAD) -> Plan:
    return plan_import(read_table(f"{head}\n{text}\n".encode(), name="a.csv"), today=TODAY)


def brought(text: str, at: datetime, head: str = HEAD) -> Plan:
    plan = plan_of(text, head)
    apply_plan(plan, by=SYSTEM, at=at)
    return plan


def furnish(at: datetime) -> None:
    """A registry with everything in it, and names that could be taken for the file's own signs."""
    first = verified("Spring; News | Two", at, owner="=Group", country="JP", name_th="สปริง\\", how="+66 licence")
    registry.note_alias(first, "a ; b | c \\ d", by=SYSTEM, at=at)
    place = Place(Medium.DIGITAL, PlatformKind.SITE, "Site | one", "https://spring.example/a;b", 0)
    registry.add_platform(first, place, by=SYSTEM, at=at)
    registry.add_platform(first, Place(Medium.RADIO, PlatformKind.FREQUENCY, "FM", "96.5", None), by=SYSTEM, at=at)
    proof = Proof(OutletEvidenceKind.LICENCE, EvidenceGrade.A, "NBTC; 7", "seen | twice", date(2027, 12, 31))
    registry.note_evidence(first, proof, by=SYSTEM, at=at)
    propose("ยังไม่ตรวจ", at, Medium.SOCIAL)
    for state in (registry.block, registry.rest):
        outlet = registry.add(Facts("", f"To {state.__name__}", Medium.PRINT, "TH", ""), by=SYSTEM, at=at)
        state(outlet, reason="a reason", version=outlet.version, by=SYSTEM, at=at)
    for medium in (Medium.TV, Medium.PRINT):  # one name, two outlets
        registry.add(Facts("", "The Star", medium, "MY", ""), by=SYSTEM, at=at)


@pytest.mark.parametrize("name", WRITERS)
def test_what_goes_out_comes_in_again_as_it_was(app: Flask, at: datetime, name: str) -> None:
    with app.test_request_context():
        furnish(at)
        before = list(export_rows())
        data = WRITERS[name](before)
        again = plan_import(read_table(data, name=name), today=TODAY)
        assert again.counts == {"new": 0, "changed": 0, "same": 6, "refused": 0}
        db.session.rollback()
    with app.test_request_context():
        with db_transaction():
            plan = plan_import(read_table(data, name=name), today=TODAY)
            assert plan.counts == {"new": 6, "changed": 0, "same": 0, "refused": 0}
            apply_plan(plan, by=SYSTEM, at=at)
        assert list(export_rows()) == before


@pytest.mark.parametrize(
    "entries", [[], [["a"]], [["a", "", "c"]], [["a|b", "c;d"], ["\\", "e\\|"]], [["ไทย ; รัฐ"], ["| |"]], [["\\;\\|"]]]
)
def test_a_list_in_a_cell_comes_back(entries: list[list[str]]) -> None:
    assert unpack(pack(entries)) == entries


@inside
class TestImport:
    def test_a_file_adds_and_corrects_and_takes_nothing_away(self, at: datetime) -> None:
        outlet = verified("Spring", at, owner="Group")
        registry.note_alias(outlet, "Springtime", by=SYSTEM, at=at)
        plan = brought("สปริง,Spring,tv,TH,,Frühling\nใหม่,,radio,LA,Group,", at, f"{HEAD},owner,aliases")
        assert plan.counts == {"new": 1, "changed": 1, "same": 0, "refused": 0}
        assert {alias.alias for alias in outlet.aliases} == {"Spring", "Springtime", "สปริง", "Frühling"}

    def test_two_rows_about_one_outlet_are_refused(self, at: datetime) -> None:
        registry.note_alias(verified("Spring", at), "Springtime", by=SYSTEM, at=at)
        assert [row.kind for row in plan_of(",Spring,tv,TH\n,Springtime,tv,TH").rows] == ["same", "refused"]

    def test_changes_name_their_columns(self, at: datetime) -> None:
        verified("Spring", at, owner="Group")
        (row,) = plan_of("สปริง,Spring,radio,TH,Other,Frühling", f"{HEAD},owner,aliases").rows
        assert (row.kind, row.changes) == ("changed", ("name_th", "medium", "owner", "aliases"))

    def test_what_is_left_empty_stays(self, at: datetime) -> None:
        outlet = verified("Spring", at, owner="Group", name_th="สปริง")
        brought(",Spring,tv,TH,,,", at, f"{HEAD},owner,state,verified_how")
        assert (outlet.name_th, outlet.owner and outlet.owner.name, outlet.verified_how) == (
            "สปริง",
            "Group",
            "licence 1",
        )

    def test_a_name_that_two_bear_is_settled_by_medium_and_country(self, at: datetime) -> None:
        for medium in (Medium.TV, Medium.PRINT):
            registry.add(Facts("", "The Star", medium, "MY", ""), by=SYSTEM, at=at)
        assert [row.kind for row in plan_of(",The Star,print,MY\n,The Star,tv,MY").rows] == ["same", "same"]
        assert [row.kind for row in plan_of(",The Star,radio,TH").rows] == ["refused"]

    @pytest.mark.parametrize(
        ("row", "why"),
        [
            (",,tv,TH,,,", "no name"),
            ("…,,tv,TH,,,", "no name"),
            ("A,,television,TH,,,", "television"),
            ("A,,tv,Thailand,,,", "two letters"),
            ("A,,tv,,,,", "two letters"),
            ("A,,tv,TH,merged,,", "merge"),
            ("A,,tv,TH,blocked,,", "reason"),
            ("A,,tv,TH,asleep,,", "asleep"),
            ("A,,tv,TH,,site,", "platform"),
            ("A,,tv,TH,,site ; tv ; A ; a.example ; many,", "followers"),
            ("A,,tv,TH,,,licence ; A ; 7 ; yesterday", "yesterday"),
            ("A,,tv,TH,,,licence ; A ; 7 ; 2030-01-01", "still to come"),
            ("A,,tv,TH,,,licence ; D ; 7", "“D”"),
            (f"{'A' * 161},,tv,TH,,,", "160"),
            ("Good,,tv,TH,,,", "Line 2"),
        ],
    )
    def test_a_refused_row_says_its_line_and_why_and_nothing_is_imported(
        self, app: Flask, at: datetime, row: str, why: str
    ) -> None:
        with app.test_request_context(headers={"Accept-Language": "en"}):
            plan = plan_of(f"Good,,tv,TH,,,\n{row}", f"{HEAD},state,platforms,evidence")
            (refused,) = [each for each in plan.rows if each.kind == "refused"]
            assert refused.line == 3
            assert why in str(refused.why)
            with pytest.raises(OutletFileFault):
                apply_plan(plan, by=SYSTEM, at=at)
            assert list(export_rows()) == []

    @pytest.mark.parametrize("state", ["proposed", "merged"])
    def test_a_state_that_cannot_follow(self, at: datetime, state: str) -> None:
        verified("A", at)
        assert [row.kind for row in plan_of(f",A,tv,TH,{state}", f"{HEAD},state").rows] == ["refused"]

    def test_again_changes_nothing(self, at: datetime) -> None:
        text = "A,,tv,TH,Group,ก | ข,site ; digital ; A Net ; a.example ;,licence ; A ; 7"
        head = f"{HEAD},owner,aliases,platforms,evidence"
        assert brought(text, at, head).counts["new"] == 1
        assert plan_of(text, head).counts == {"new": 0, "changed": 0, "same": 1, "refused": 0}

    def test_the_fingerprint_tells_that_the_registry_changed(self, at: datetime) -> None:
        before = plan_of("A,,tv,TH").fingerprint
        assert plan_of("A,,tv,TH").fingerprint == before
        propose("A", at)
        assert plan_of("A,,tv,TH").fingerprint != before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"\xff\xfe\x00"),
        ("a.csv", b""),
        ("a.csv", b"name,kind\nA,tv\n"),
        ("a.xlsx", b"PK not a workbook"),
        ("a.xlsx", b""),
        ("a.pdf", b"%PDF-1.7"),
        ("csv", b""),
    ],
)
def test_a_file_that_is_none(name: str, data: bytes) -> None:
    with pytest.raises(OutletFileFault):
        read_table(data, name=name)


def test_too_many_rows() -> None:
    with pytest.raises(OutletFileFault):
        read_table((HEAD + "\n" + "A,,tv,TH\n" * (MOST_ROWS + 1)).encode(), name="a.csv")


@pytest.mark.parametrize("text", ["", "x", "!!", "eJwDAAAAAAE=", "W10="])
def test_a_parcel_that_is_none(text: str) -> None:
    with pytest.raises(OutletFileFault):
        unparcel(text)


def test_a_parcel_comes_back() -> None:
    rows = read_table(f"{HEAD}\nไทย,A,tv,TH\n".encode(), name="a.csv")
    assert unparcel(parcel(rows)) == rows


def test_numbers_of_excel_are_names() -> None:
    book = Workbook()
    book.active.append(list(HEAD.split(",")))  # type: ignore[union-attr]
    book.active.append([7, None, "tv", "TH"])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    assert read_table(out.getvalue(), name="A.XLSX")[0].cells == {
        "name_th": "7",
        "name_en": "",
        "medium": "tv",
        "country": "TH",
    }


@inside
@pytest.mark.parametrize("name", FORMULAS)
def test_no_cell_is_a_formula(at: datetime, name: str) -> None:
    registry.add(Facts("", f"{name} News", Medium.TV, "TH", name), by=SYSTEM, at=at)
    rows = list(export_rows())
    cells = [cell for row in csv.reader(io.StringIO(write_csv(rows).decode("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    sheet = load_workbook(io.BytesIO(write_xlsx(rows))).worksheets[0]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None} == {"s"}


@pytest.mark.sqlite_only
def test_500_outlets_take_seconds(app: Flask, at: datetime) -> None:
    line = "สำนัก{0},Outlet {0},tv,TH,Group {1},ชื่อ{0} | name of {0},"
    line += "site ; digital ; Net {0} ; o{0}.example ; 9,licence ; A ; no {0}"
    head = f"{HEAD},owner,aliases,platforms,evidence"
    data = "\n".join([head, *(line.format(number, number % 300) for number in range(500))]).encode()
    took: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        begun = time.process_time()
        result = work()
        took[name] = time.process_time() - begun
        return result

    with app.test_request_context(), db_transaction():
        plan = timed("plan", lambda: plan_import(read_table(data, name="a.csv"), today=TODAY))
        timed("import", lambda: apply_plan(plan, by=SYSTEM, at=at))
        assert db.session.query(Outlet).count() == 500
        timed("csv", lambda: write_csv(export_rows()))
        xlsx = timed("xlsx", lambda: write_xlsx(export_rows()))
        again = timed("plan again", lambda: plan_import(read_table(xlsx, name="a.xlsx"), today=TODAY))
        assert again.counts["same"] == 500
    print(took)
    assert max(took.values()) < 10  # seconds of processor time; a shared machine may be slow


@pytest.mark.sqlite_only
class TestPages:
    """Looked at first, then imported; nobody's file is kept."""

    def send(self, officer: Person, data: bytes, name: str = "outlets.csv") -> Any:
        fields = {"csrf_token": officer.browser.token(), "file": (io.BytesIO(data), name)}
        return officer.browser.post("/desk/outlets/files/check", fields, content_type="multipart/form-data")

    def test_checked_then_imported(self, app: Flask, officer: Person) -> None:
        page = self.send(officer, f"{HEAD}\nสปริง,Spring,tv,TH\n".encode("utf-8-sig"))
        assert (page.status, "Import 1 outlet" in page.text) == (200, True)
        with app.app_context():
            assert list(export_rows()) == []
        page = officer.browser.follow(officer.browser.send(page, "/import"))
        assert "1 outlet is new." in page.text

    def test_the_same_form_again_imports_nothing_more(self, app: Flask, officer: Person) -> None:
        page = self.send(officer, f"{HEAD}\nสปริง,Spring,tv,TH\n".encode())
        assert officer.browser.send(page, "/import").status == 303
        assert officer.browser.send(page, "/import").status == 409
        with app.app_context():
            assert len(list(export_rows())) == 1

    def test_a_refused_row_is_shown_with_its_line(self, officer: Person) -> None:
        page = self.send(officer, f"{HEAD}\nA,,opera,TH\n".encode())
        assert (page.status, "opera" in page.text) == (422, True)
        assert not [form for form in page.forms if form.action.endswith("/import")]

    @pytest.mark.parametrize(("data", "name"), [(b"", ""), (b"\xff\xfe", "a.csv"), (b"x", "a.xlsx"), (b"x", "a.exe")])
    def test_what_cannot_be_read(self, officer: Person, data: bytes, name: str) -> None:
        assert self.send(officer, data, name).status == 422

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_taken_along(self, officer: Person, ending: str) -> None:
        page = officer.browser.get("/desk/outlets/files")
        answer = officer.browser.send(page, f"/outlets.{ending}")
        assert answer.status == 200
        assert f".{ending}" in answer.headers["Content-Disposition"]
        assert read_table(answer.response.data, name=f"a.{ending}") == []
