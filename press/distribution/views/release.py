"""A release's page."""

from datetime import datetime
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.clock import now
from press.distribution import pages
from press.distribution.queries import reader_of
from press.distribution.services.reading import record_reading
from press.distribution.structured import news_article, open_graph
from press.distribution.views.blueprint import blueprint
from press.distribution.views.history import notes_shown, texts_shown
from press.distribution.views.shared import ANYONE, about, kit_called, licences_shown
from press.kits.models import KitRevision, ReleaseText
from press.kits.queries import may_see_kit, visible_entries
from press.kits.queries.reading import dated, texts_as_files
from press.kits.states import AssetKind
from press.web.guards import public
from press.web.language import locale

_PICTURES = [AssetKind.PHOTO, AssetKind.LOGO]


@blueprint.get("/kits/<slug>/releases/<release>")
@public
def release(slug: str, release: str) -> ResponseReturnValue:
    """One release in the page's language, to be read, copied and printed."""
    at = now()
    reader = reader_of(current_user, kit_called(slug).event_id)
    line = pages.release_line(texts_shown(slug, release, reader, at), locale())
    revision = line.text.kit_revision
    if current_user.is_authenticated and not reader.staff:
        record_reading(kit=revision.kit, release_id=line.text.release_id, account_id=current_user.account_id, at=at)
    files = texts_as_files(slug, release, reader, at)
    return render_template(
        "distribution/release.html",
        **about(revision, at),
        **_told(line.text, revision, at),
        line=line,
        corrected=notes_shown(line.text, reader, at),
        copied=pages.copied_text(line.text, at),
        files=[entry for entry in files if entry.language == line.text.language],
        quotes=pages.quotes_of(revision, locale()),
        credits=pages.credits_of(visible_entries(slug, _PICTURES, reader, at)),
        licences=licences_shown(revision, [], revision.licence),
    )


def _told(text: ReleaseText, revision: KitRevision, at: datetime) -> dict[str, Any]:
    """What search engines and other sites are told, if anyone may see this page."""
    if not may_see_kit(revision.kit.slug, ANYONE, at):
        return {}
    [one] = dated([text])
    path = url_for("distribution.release", slug=revision.kit.slug, release=text.release.slug, lang=text.language)
    return {
        "open_graph": open_graph("article", text.title, text.summary, path, None),
        "linked_data": [news_article(one, pages.contacts_of(revision))],
    }
