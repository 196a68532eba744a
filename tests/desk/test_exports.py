"""The queue as a file: what the screen shows, whole, safe to open, and known to the audit."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from press.accounts.states import Role
from press.accreditation.queries.export import AT_ONCE
from press.accreditation.states import ApplicationState as S
from press.audit.queries import entries_about
from press.clock import BANGKOK, now
from press.desk.exports import as_csv
from press.outlets.states import Medium
from press.web.spreadsheet import typed_cell
from tests.support import people
from tests.support.browser import Page
from tests.support.people import Person

Make = Callable[..., Person]
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", '=HYPERLINK("x")']
_CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_csv(page: Page) -> list[dict[str, str]]:
    assert page.status == 200
    assert page.response.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(page.response.data.decode("utf-8-sig"), newline="")))


def read_xlsx(page: Page) -> list[dict[str, str]]:
    assert page.status == 200
    with zipfile.ZipFile(io.BytesIO(page.response.data)) as book:
        assert book.testzip() is None
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert sheet.findall(f".//{_CELL}f") == []
    assert sheet.findall(f".//{_CELL}hyperlink") == []
    assert sheet.find(f".//{_CELL}pane[@state='frozen']") is not None
    assert sheet.find(f"{_CELL}autoFilter") is not None
    rows = [
        {str(cell.get("r")).rstrip("0123456789"): "".join(cell.itertext()) for cell in row}
        for row in sheet.iter(f"{_CELL}row")
    ]
    return [{heading: row.get(column, "") for column, heading in rows[0].items()} for row in rows[1:]]


READ: dict[str, Callable[[Page], list[dict[str, str]]]] = {"csv": read_csv, "xlsx": read_xlsx}


@pytest.fixture
def export(officer: Person, event: str) -> Callable[..., Page]:
    """Presses the button of the queue's page as it is filtered."""

    def press(ending: str, query: str = "state=all") -> Page:
        desk = officer.browser
        return desk.send(desk.get(f"/desk/{event}/applications?{query}"), f"/applications.{ending}")

    return press


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_answer_and_the_decision(export: Callable[..., Page], applicant: Make, ending: str) -> None:
    person = applicant(
        S.DECLINED,
        name_th="สมหญิง น้ำใจงาม",
        name_en="Somying Ngam",
        phone="+66 81 234 5678",
        outlet="ช่องตัวอย่าง",
        country="LA",
        work="https://news.example/1\nหน้า 2",
        verified=True,
    )
    (row,) = READ[ending](export(ending))
    moments = [row.pop(name) for name in ("Submitted", "Privacy notice agreed", "Decided")]
    assert {datetime.fromisoformat(each).utcoffset() for each in moments} == {now().astimezone(BANGKOK).utcoffset()}
    assert {name: typed_cell(cell) for name, cell in row.items()} == {
        "Application no.": person.ref,
        "State": "Not approved",
        "Name in Latin letters": "Somying Ngam",
        "Name in Thai": "สมหญิง น้ำใจงาม",
        "E-mail": person.email,
        "Mobile phone": "+66 81 234 5678",
        "Role": "Reporter",
        "Outlet, as typed": "ช่องตัวอย่าง",
        "Medium": "Television",
        "Country of the newsroom": "Laos",
        "Recent work": "https://news.example/1\nหน้า 2",
        "Language": "th",
        "Version of the notice": "1",
        "Outlet": "ช่องตัวอย่าง",
        "State of the outlet": "Verified",
        "Owner": "",
        "Grade": "C",
        "Last decision": "Not approved",
        "Reason": "Another reason",
        "Words to the applicant": "No.",
        "Decided by": "officer of the tests",
        "Attended": "",
    }


def test_a_telephone_number_stays_a_number(export: Callable[..., Page], applicant: Make) -> None:
    """Unguarded, a spreadsheet would add "+66812345678" up; the zero of a Thai number would go."""
    applicant(phone="+66812345678")
    applicant(phone="0812345678")
    assert [row["Mobile phone"] for row in read_csv(export("csv"))] == ["'+66812345678", "0812345678"]
    assert [row["Mobile phone"] for row in read_xlsx(export("xlsx"))] == ["+66812345678", "0812345678"]


@pytest.mark.sqlite_only
@pytest.mark.parametrize("formula", FORMULAS)
def test_nothing_runs(export: Callable[..., Page], applicant: Make, formula: str) -> None:
    applicant(name_en=formula, work=formula, outlet=f"{formula} news")
    (row,) = read_csv(export("csv"))
    assert [
        cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    ] == []
    assert typed_cell(row["Recent work"]) == formula
    read_xlsx(export("xlsx"))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_the_screen_shows(export: Callable[..., Page], applicant: Make, ending: str) -> None:
    radio = applicant(medium=Medium.RADIO, outlet="Radio One", name_en="Anong Radio")
    paper = applicant(medium=Medium.PRINT, outlet="Paper One")
    done = applicant(S.APPROVED, outlet="Third")

    def refs(query: str) -> list[str]:
        return [row["Application no."] for row in READ[ending](export(ending, query))]

    assert refs("") == [radio.ref, paper.ref]
    assert refs("state=all") == [radio.ref, paper.ref, done.ref]
    assert refs("medium=radio") == [radio.ref]
    assert refs("q=anong") == [radio.ref]
    assert refs("state=approved") == [done.ref]


def test_all_pages_at_the_same_number_of_statements_a_batch(
    app: Flask, officer: Person, event: str, cli: Callable[..., Any], count_queries: Callable[[Callable[[], Any]], int]
) -> None:
    assert cli("demo", "fill", event, "--bare", "--applications", "60").exit_code == 0
    desk = officer.browser
    token = desk.token()
    fields = {"csrf_token": token, "queue": "state=all"}
    page = desk.post(f"/desk/{event}/applications.csv", fields)
    assert len(read_csv(page)) > 50

    def few() -> None:
        assert read_csv(desk.post(f"/desk/{event}/applications.csv", {**fields, "queue": "state=all&medium=radio"}))

    assert count_queries(few) == count_queries(lambda: desk.post(f"/desk/{event}/applications.csv", fields))
    assert AT_ONCE >= 60


def test_a_long_file_comes_in_parts() -> None:
    parts = list(as_csv(("a",), (("x" * 100,) for _row in range(5_000))))
    assert len(parts) > 10
    assert max(map(len, parts)) < 50_000
    assert b"".join(parts).count(b"\r\n") == 5_001


def test_the_audit_knows_who_took_what(
    app: Flask, export: Callable[..., Page], officer: Person, applicant: Make, event: str
) -> None:
    applicant(medium=Medium.RADIO, name_en="Anong")
    applicant()
    export("csv", "medium=radio")
    export("xlsx", "q=anong")
    with app.app_context():
        taken = [entry for entry in entries_about(f"event:{event}") if entry.action == "applications.exported"]
        assert [(entry.actor_id, entry.details) for entry in taken] == [
            (
                officer.account_id,
                {"format": "csv", "filter": "state=waiting&medium=radio", "searched": False, "rows": 1},
            ),
            (officer.account_id, {"format": "xlsx", "filter": "state=all", "searched": True, "rows": 1}),
        ]


@pytest.mark.sqlite_only
def test_a_link_takes_nothing(officer: Person, event: str) -> None:
    for ending in ("csv", "xlsx"):
        assert officer.browser.get(f"/desk/{event}/applications.{ending}").status in {404, 405}
        assert officer.browser.post(f"/desk/{event}/applications.{ending}", {"state": "all"}).status == 400


@pytest.mark.sqlite_only
def test_names_in_both_languages(app: Flask, officer: Person, applicant: Make, event: str) -> None:
    applicant()
    reader = people.staff(app, Role.OFFICER, now(), lang="th")
    page = reader.browser.send(reader.browser.get(f"/desk/{event}/applications"), "/applications.csv")
    day = f"{now().astimezone(BANGKOK):%Y-%m-%d}"
    said = page.headers["Content-Disposition"]
    assert said.startswith(
        f"attachment; filename=\"applications-{event}-{day}.csv\"; filename*=UTF-8''{quote('คำขอ')}%20"
    )
    assert page.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert page.headers["Cache-Control"] == "private, no-store"
    (row,) = read_csv(page)
    assert (row["เลขที่คำขอ"][:3], row["ประเภทสื่อ"], row["สถานะ"]) == ("SCT", "โทรทัศน์", "รอตรวจสอบ")
