"""The deadline page, and the same as one file to keep."""

from datetime import datetime
from typing import Any

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from config import ROOT
from press.clock import now
from press.distribution import deadline, pages
from press.distribution.addresses import absolute
from press.distribution.disposition import attachment
from press.distribution.queries import reader_of
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import about, kit_called
from press.kits.handouts.content import not_before
from press.kits.queries import visible_entries, visible_kit, visible_texts
from press.kits.states import AssetKind
from press.web.guards import public
from press.web.headers import FILE_POLICY
from press.web.language import LOCALES, locale

_STYLE = ROOT / "static" / "css" / "deadline.css"
_FONT = ROOT / "static" / "fonts" / "pd-thai-looped-400.woff2"


@blueprint.get("/kits/<slug>/deadline")
@public
def deadline_page(slug: str) -> ResponseReturnValue:
    """Whom to call, facts, quotes, texts in both languages and three pictures, on one page."""
    return render_template("distribution/deadline.html", **_shown(slug, now()))


@blueprint.get("/kits/<slug>/deadline/file")
@public
def deadline_file(slug: str) -> ResponseReturnValue:
    """The same as a file that needs nothing else, to be kept before the line breaks."""
    at = now()
    shown = _shown(slug, at)
    body = render_template(
        "distribution/deadline_file.j2",
        **{**shown, "pictures": deadline.inlined(shown["pictures"])},
        style=_STYLE.read_text("utf-8"),
        font=deadline.data_url("font/woff2", _FONT.read_bytes()),
        saved_at=at,
        held=not_before(shown["kit"].embargo_until, locale()) if shown["embargoed"] else "",
        online=absolute(url_for("distribution.deadline_page", slug=slug, lang=locale())),
        check=absolute(url_for("distribution.check", slug=slug, lang=locale())),
    )
    answer = Response(body, content_type="text/html; charset=utf-8")
    answer.headers["Content-Disposition"] = attachment(f"{slug}_{locale()}.html")
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    return answer


def _shown(slug: str, at: datetime) -> dict[str, Any]:
    reader = reader_of(current_user, kit_called(slug).event_id)
    revision = visible_kit(slug, reader, at)
    spoken = locale()
    texts = visible_texts(slug, reader, at)
    entries = visible_entries(slug, [AssetKind.PHOTO, AssetKind.LOGO, AssetKind.RENDITION], reader, at)
    ordered = sorted(texts, key=lambda text: (text.position, text.language != spoken))
    return {
        **about(revision, at),
        "quotes": pages.quotes_of(revision, spoken),
        "texts": [(text, pages.copied_text(text, at)) for text in ordered],
        "pictures": deadline.pictures_of(entries),
        "languages": sorted(LOCALES, key=lambda language: language != spoken),
    }
