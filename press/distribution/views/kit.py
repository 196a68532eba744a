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
from press.distribution.views.history import changes_shown
from press.distribution.views.shared import ANYONE, about, kit_called, licences_shown
from press.kits.models import KitRevision
from press.kits.queries import (
    logo_pack_of,
    may_see_kit,
    tombstones,
    visible_entries,
    visible_kit,
    visible_renditions,
    visible_texts,
)
from press.kits.states import AssetKind
from press.web.guards import public
from press.web.language import locale

_KINDS = (AssetKind.DOCUMENT, AssetKind.PHOTO, AssetKind.LOGO, AssetKind.ZIP)


@blueprint.get("/kits/<slug>")
@public
def kit(slug: str) -> ResponseReturnValue:
    """The kit: whom to call, releases, documents, photographs, logos, everything at once."""
    at = now()
    reader = reader_of(current_user, kit_called(slug).event_id)
    revision = visible_kit(slug, reader, at)
    files = visible_entries(slug, _KINDS, reader, at)
    photos, zips = pages.of_kind(files, AssetKind.PHOTO), pages.of_kind(files, AssetKind.ZIP)
    marks = [group.logos[0].entry for group in pages.logo_groups(files)]
    pictures = [*photos, *marks, *visible_renditions(slug, [*photos, *marks], reader, at)]
    releases = pages.release_lines(visible_texts(slug, reader, at), locale())
    taken_back = tombstones(slug, reader, at)
    return render_template(
        "distribution/kit.html",
        **about(revision, at),
        **_told(revision, at),
        opens_at=revision.kit.lift,
        releases=releases,
        taken_back=taken_back,
        changes=changes_shown(releases, taken_back, reader, at),
        kit_notes=pages.notes_on_kit(revision, locale()),
        documents=pages.of_kind(files, AssetKind.DOCUMENT),
        photos=pages.photos_of(pictures),
        groups=pages.logo_groups(pictures),
        pack=logo_pack_of(revision),
        zips=logo_page.kit_zips(zips),
        offered=files,
        may_edit=reader.staff,
        licences=licences_shown(revision, files, revision.licence),
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
