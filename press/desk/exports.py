"""The queue as a file: what the screen shows, on all its pages, with every answer.

Files are made after the commit, while they are sent: a long one holds no lock, and its rows are read in batches.
Moments are ISO 8601 in Bangkok's offset. Words are in the reader's language."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from tempfile import TemporaryFile

from flask_babel import gettext as _
from xlsxwriter import Workbook

from press.accreditation import words
from press.accreditation.countries import country_names
from press.accreditation.queries import Exported, exported
from press.accreditation.states import SHOWN_TO_STAFF, DeclineReason, JobRole
from press.clock import BANGKOK
from press.outlets.states import Medium, OutletState
from press.web.language import locale
from press.web.spreadsheet import Cells, as_csv

__all__ = ["Cells", "as_csv", "as_xlsx", "table"]

_CHUNK = 64 * 1024  # bytes
_WIDTH = 18  # of a column, in characters


def table(ids: Sequence[int]) -> tuple[Cells, Iterator[Cells]]:
    """Headings and rows of these applications, every cell as text."""
    columns = _columns()  # all words now: while the file is sent, no request speaks a language
    readers = [read for _heading, read in columns]
    rows = (tuple([read(each) for read in readers]) for each in exported(ids))
    return tuple(heading for heading, _read in columns), rows


def as_xlsx(headings: Cells, rows: Iterable[Cells], *, sheet: str) -> Iterator[bytes]:
    """One sheet whose heading stays and filters. All cells are text: nothing runs, no number loses its zeros."""
    with TemporaryFile() as file:
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        book = Workbook(file, {"constant_memory": True, **plain})
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True, "bottom": 1})
        page.freeze_panes(1, 0)
        page.set_column(0, len(headings) - 1, _WIDTH)
        for column, heading in enumerate(headings):
            page.write_string(0, column, heading, bold)
        last = 0
        for last, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if cell:
                    page.write_string(last, column, cell)
        page.autofilter(0, 0, last, len(headings) - 1)
        book.close()
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _columns() -> list[tuple[str, Callable[[Exported], str]]]:
    """Headings, and how each cell is read. Words are looked up once, not once a row."""
    states = {each: words.state(each) for each in SHOWN_TO_STAFF}
    roles = {each: words.role(each) for each in JobRole}
    media = {each: words.medium(each) for each in Medium}
    outlet_states = {each: words.outlet_state(each) for each in OutletState}
    reasons = {each: words.decline_reason(each) for each in DeclineReason}
    countries = country_names(locale())
    thai = locale() == "th"

    def outlet(row: Exported) -> str:
        first, second = row.application.outlet_th, row.application.outlet_en
        return (first or second or "") if thai else (second or first or "")

    def decided(read: Callable[..., str]) -> Callable[[Exported], str]:
        return lambda row: read(row.decision) if row.decision else ""

    return [
        (_("Application no."), lambda row: row.application.ref),
        (_("State"), lambda row: states[row.application.state]),
        (_("Submitted"), lambda row: _moment(row.application.submitted_at)),
        (_("Name in Latin letters"), lambda row: row.application.name_en),
        (_("Name in Thai"), lambda row: row.application.name_th),
        (_("E-mail"), lambda row: row.application.email),
        (_("Mobile phone"), lambda row: row.application.phone),
        (_("Role"), lambda row: roles[row.application.role]),
        (_("Outlet, as typed"), lambda row: row.application.outlet_name),
        (_("Medium"), lambda row: media[row.application.medium]),
        (_("Country of the newsroom"), lambda row: countries.get(row.application.country, row.application.country)),
        (_("Recent work"), lambda row: row.application.work),
        (_("Language"), lambda row: row.application.locale),
        (_("Privacy notice agreed"), lambda row: _moment(row.application.consent_at)),
        (_("Version of the notice"), lambda row: row.application.consent_version),
        (_("Outlet"), outlet),
        (_("State of the outlet"), lambda row: outlet_states.get(row.application.outlet_state, "")),
        (_("Owner"), lambda row: row.application.owner or ""),
        (_("Grade"), lambda row: row.application.grade.value),
        (_("Last decision"), decided(lambda decision: states[decision.outcome])),
        (_("Reason"), decided(lambda decision: reasons.get(decision.reason_code, ""))),
        (_("Words to the applicant"), decided(lambda decision: decision.reason)),
        (_("Decided"), decided(lambda decision: _moment(decision.decided_at))),
        (_("Decided by"), decided(lambda decision: decision.decided_by)),
        (_("Attended"), lambda row: _moment(row.application.attended_at)),
    ]


def _moment(at: datetime | None) -> str:
    return at.astimezone(BANGKOK).isoformat(timespec="seconds") if at else ""
