"""The page of the mark."""

from datetime import datetime
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.clock import now
from press.distribution import logo_page, pages
from press.distribution.queries import reader_of
from press.distribution.structured import image_objects, open_graph
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import ANYONE, about, kit_called, licences_shown
from press.kits.queries import logo_pack_of, may_see_kit, visible_emblem, visible_entries
from press.kits.states import AssetKind, Colour, MarkKind
from press.web.guards import public
from press.web.language import locale


@blueprint.get("/kits/<slug>/logo")
@public
def logo(slug: str) -> ResponseReturnValue:
    """Every version of the mark, the one most wanted first, beside how to use it. Open to all who may have any of its
    files; of an emblem others are led to where one asks for it. Raises KitNotFound."""
    at = now()
    reader = reader_of(current_user, kit_called(slug).event_id)
    entries = pages.family(visible_entries(slug, [AssetKind.LOGO, AssetKind.RENDITION], reader, at), AssetKind.LOGO)
    if not entries:
        visible_emblem(slug, reader, at)
        return redirect(url_for("distribution.emblem", slug=slug), 302)
    revision = entries[0].kit_revision
    pack = logo_pack_of(revision)
    groups = pages.logo_groups(entries)
    zips = logo_page.logo_zips(visible_entries(slug, [AssetKind.ZIP], reader, at))
    first = logo_page.most_wanted(groups, locale())
    return render_template(
        "distribution/logo.html",
        **about(revision, at),
        **_told(slug, at),
        pack=pack,
        first=first,
        handy=logo_page.handy_picture(first),
        reversed=logo_page.in_colour(groups, first, Colour.REVERSED),
        layouts=logo_page.by_layout(groups),
        zips=zips,
        offered=[*entries, *zips],
        whole_kit=may_see_kit(slug, reader, at),
        licences=licences_shown(revision, entries),
        spreads=pack is not None and pack.kind is MarkKind.PROGRAMME_MARK,
    )


def _told(slug: str, at: datetime) -> dict[str, Any]:
    """What search engines and other sites are told: of the logos that anyone may have."""
    entries = visible_entries(slug, [AssetKind.LOGO, AssetKind.RENDITION], ANYONE, at)
    if not entries:
        return {}
    revision, groups = entries[0].kit_revision, pages.logo_groups(entries)
    pack = logo_pack_of(revision)
    title = pack.title(locale()) if pack else revision.kit.slug
    path = url_for("distribution.logo", slug=slug, lang=locale())
    image = groups[0].logos[0].thumbnail if groups else None
    return {
        "open_graph": open_graph(
            "website", title, groups[0].logos[0].entry.alt(locale()) if groups else "", path, image
        ),
        "linked_data": image_objects(groups, locale()),
    }
