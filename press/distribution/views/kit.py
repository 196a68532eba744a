"""The kit's own page."""

from datetime import datetime
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.clock import now
from press.distribution import logo_page, pages
from press.distribution.queries import reader_of
from press.distribution.structured import collection, open_graph
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import ANYONE, about, kit_called, licences_shown
from press.kits.models import KitRevision
from press.kits.queries import logo_pack_of, may_see_kit, tombstones, visible_entries, visible_kit, visible_texts
from press.kits.states import AssetKind
from press.web.guards import public
from press.web.language import locale


@blueprint.get("/kits/<slug>")
@public
def kit(slug: str) -> ResponseReturnValue:
    """The kit: whom to call, releases, documents, photographs, logos, everything at once."""
    at = now()
    reader = reader_of(current_user, kit_called(slug).event_id)
    revision = visible_kit(slug, reader, at)
    documents = visible_entries(slug, [AssetKind.DOCUMENT], reader, at)
    pictures = visible_entries(slug, [AssetKind.PHOTO, AssetKind.LOGO, AssetKind.RENDITION], reader, at)
    zips = visible_entries(slug, [AssetKind.ZIP], reader, at)
    return render_template(
        "distribution/kit.html",
        **about(revision, at),
        **_told(revision, at),
        releases=pages.release_lines(visible_texts(slug, reader, at), locale()),
        taken_back=tombstones(slug, reader, at),
        documents=documents,
        photos=pages.photos_of(pictures),
        groups=pages.logo_groups(pictures),
        pack=logo_pack_of(revision),
        zips=logo_page.kit_zips(zips),
        offered=[*documents, *pictures, *zips],
        licences=licences_shown(revision, [*documents, *pictures], revision.licence),
    )


def _told(revision: KitRevision, at: datetime) -> dict[str, Any]:
    """What search engines and other sites are told, if anyone may see this page."""
    if not may_see_kit(revision.kit.slug, ANYONE, at):
        return {}
    title, summary = revision.title(locale()), revision.summary(locale())
    path = url_for("distribution.kit", slug=revision.kit.slug, lang=locale())
    return {
        "open_graph": open_graph("website", title, summary, path, None),
        "linked_data": [collection(revision, locale())],
    }
