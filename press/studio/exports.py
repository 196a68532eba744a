"""Lists of the studio as CSV: who holds what, and what was downloaded. Moments are ISO 8601 in Bangkok's offset."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from flask import Response
from flask_babel import gettext as _

from press.clock import BANGKOK
from press.distribution.disposition import attachment
from press.distribution.queries.figures import Taken
from press.distribution.queries.holding import Holder, Item, Key
from press.studio.lives import Numbering
from press.web.language import locale
from press.web.spreadsheet import Cells, as_csv


def holders(rows: Sequence[Holder], items: Mapping[Key, Item], version: Numbering) -> tuple[Cells, Iterator[Cells]]:
    """Who holds what, a line each."""
    language = locale()
    older, current, carried = _("older"), _("current"), _("in a zip or another file")
    headings = (
        *(_("Name"), _("Outlet"), _("Telephone"), _("E-mail"), _("Release or file")),
        *(_("Version held"), _("Current version"), _("State"), _("How they have it"), _("When")),
    )
    cells = (
        (
            *(row.name(language), row.outlet(language), row.phone, row.email, items[row.item].name(language)),
            *(
                str(version(row.item, row.number)),
                str(version(row.item, items[row.item].current) or ""),
                current if row.is_current else older,
            ),
            *("" if row.itself else carried, _moment(row.at)),
        )
        for row in rows
    )
    return headings, cells


def downloads(files: Sequence[Taken], outlets: Sequence[Taken]) -> tuple[Cells, Iterator[Cells]]:
    """What was downloaded, by file and then by outlet."""
    language = locale()
    nobody = _("Not signed in, or no application")
    by = [(_("File"), files), (_("Outlet"), outlets)]
    headings = (_("By"), _("Name"), _("Number of people"), _("Downloads"), _("First"), _("Last"))
    cells = (
        (
            *(word, row.name(language) or nobody, str(row.people), str(row.downloads)),
            *(_moment(row.first), _moment(row.last)),
        )
        for word, rows in by
        for row in rows
    )
    return headings, cells


def csv_response(table: tuple[Cells, Iterator[Cells]], name: str, *, slug: str, at: datetime) -> Response:
    """The list as a file. `name` is how people call it."""
    day = f"{at.astimezone(BANGKOK):%Y-%m-%d}"
    response = Response(as_csv(*table), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = attachment(f"{name} {slug} {day}.csv", f"{slug}-{day}.csv")
    return response


def _moment(at: datetime) -> str:
    return at.astimezone(BANGKOK).isoformat(timespec="seconds")
