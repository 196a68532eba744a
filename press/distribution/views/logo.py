"""The page of the mark."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.clock import now
from press.distribution import pages
from press.distribution.queries import reader_of
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import about, kit_called, licences_shown
from press.kits.errors import KitNotFound
from press.kits.queries import logo_pack_of, may_see_kit, visible_entries
from press.kits.states import AssetKind
from press.web.guards import public


@blueprint.get("/kits/<slug>/logo")
@public
def logo(slug: str) -> ResponseReturnValue:
    """Every version of the logo, beside how to use it. Open to all who may have any of its files."""
    at = now()
    reader = reader_of(current_user, kit_called(slug).event_id)
    pictures = visible_entries(slug, [AssetKind.LOGO, AssetKind.RENDITION], reader, at)
    entries = pages.family(pictures, AssetKind.LOGO)
    if not entries:
        raise KitNotFound
    revision = entries[0].kit_revision
    zips = visible_entries(slug, [AssetKind.ZIP], reader, at)
    return render_template(
        "distribution/logo.html",
        **about(revision, at),
        pack=logo_pack_of(revision),
        groups=pages.logo_groups(entries),
        zips=pages.fullest_zips(zips),
        offered=[*entries, *zips],
        whole_kit=may_see_kit(slug, reader, at),
        licences=licences_shown(revision, entries),
    )
