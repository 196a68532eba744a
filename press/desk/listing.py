"""What the page of the queue shows."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from press.accreditation import words
from press.accreditation.countries import country_names
from press.accreditation.models import Application, SavedView
from press.accreditation.queries import Counts, Reader, count_each, queue, shown
from press.accreditation.queries.filtering import FOREIGN, THAI, Claimed, Papers, Seen, Sort
from press.accreditation.queries.flags import flags_on
from press.accreditation.queries.looking import looks_of, views_of
from press.accreditation.states import DeclineReason, FlagKind, Grade
from press.desk import words as desk_words
from press.desk.filters import Wanted, read_query
from press.events.models import Event
from press.outlets.states import Medium
from press.web.language import locale

_DAYS = (1, 2, 3, 7, 14)
# The views that everybody has, before those that are kept.
_USUAL = ("state=waiting", "state=waiting&claimed=mine", "state=all&flagged=1", "state=all&seen=changed", "state=all")


@dataclass(frozen=True)
class Tab:
    """A view of the queue: its name, address and number of rows."""

    name: str
    url: str
    count: int
    is_current: bool


def context(event: Event, wanted: Wanted, reader: Reader) -> dict[str, Any]:
    """Everything that the template needs."""
    views = _views(event, reader)
    counts, *others = count_each(event.id, [wanted.filter, *(view.filter for _name, view in views)], reader)
    page = queue(event.id, wanted.filter, reader=reader, counts=counts, number=wanted.page)
    ids = [row.id for row in page.rows]
    looks = looks_of(reader.account_id, ids)
    return {
        "event": event,
        "page": page,
        "counts": counts,
        "wanted": wanted,
        "tabs": [_tab(event, *view, each, wanted=wanted) for view, each in zip(views, others, strict=True)],
        "flags": flags_on(ids),
        "unseen": {row.id for row in page.rows if row.id not in looks},
        "changed": {row.id for row in page.rows if row.id in looks and looks[row.id].version != row.version},
        "holders": {row.id: holder for row in page.rows if (holder := row.holder(reader.at))},
        "words": words,
        **_choices(),
    }


def row_url(row: Application, wanted: Wanted) -> str:
    """The page of this application, which knows the view that led to it."""
    return url_for("desk.application", ref=row.ref, queue=wanted.query)


def _choices() -> dict[str, Any]:
    return {
        "media": list(Medium),
        "media_words": {medium: words.medium(medium) for medium in Medium},
        "grades": [(grade.value, words.grade(grade)) for grade in Grade],
        "countries": [(THAI, _("Thai media")), (FOREIGN, _("Foreign media")), *country_names(locale()).items()],
        "sorts": [(sort, desk_words.sort(sort)) for sort in Sort],
        "claims": [(claim, desk_words.claimed(claim)) for claim in Claimed],
        "papers": [(each, desk_words.papers(each)) for each in Papers],
        "seens": [(seen, desk_words.seen(seen)) for seen in Seen],
        "flag_words": {kind: desk_words.flag(kind) for kind in FlagKind},
        "days": [(number, ngettext("%(num)s day", "%(num)s days", number)) for number in _DAYS],
        "decline_reasons": [(code.value, words.decline_reason(code)) for code in DeclineReason],
        "row_url": row_url,
    }


def _views(event: Event, reader: Reader) -> list[tuple[str, Wanted]]:
    """The names of the views and what they ask for."""
    names = (_("To be decided"), _("Claimed by me"), _("Flagged"), _("Changed since I looked"), _("All"))
    kept = views_of(reader.account_id, event.id)
    named = [*zip(names, _USUAL, strict=True), *((_shown_name(view, reader), view.query) for view in kept)]
    return [(name, read_query(query)) for name, query in named]


def _tab(event: Event, name: str, view: Wanted, counts: Counts, *, wanted: Wanted) -> Tab:
    return Tab(
        name=name,
        url=f"{url_for('desk.applications', slug=event.slug)}?{view.query}",
        count=shown(view.filter, counts),
        is_current=view.query == wanted.query,
    )


def _shown_name(view: SavedView, reader: Reader) -> str:
    mine = view.account_id == reader.account_id
    return view.name if mine else f"{view.name} ({view.account.name or view.account.email})"
