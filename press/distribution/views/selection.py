"""Every file of a kit on one page: to be picked, and to be compared by its checksum."""

from datetime import datetime

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.distribution.disposition import attachment
from press.distribution.gate import zip_response
from press.distribution.queries import reader_of
from press.distribution.selection import zip_of
from press.distribution.views.asking_again import still_given
from press.distribution.views.blueprint import blueprint
from press.distribution.views.counting import count
from press.distribution.views.licence import still_to_accept
from press.distribution.views.shared import about, kit_called, licences_shown, store_faults
from press.kits.errors import KitNotFound
from press.kits.models import AssetEntry, LicenceText
from press.kits.queries import Reader, visible_entries
from press.kits.states import AssetKind
from press.storage.store import current_store
from press.web.guards import public

_PICKABLE = [kind for kind in AssetKind if kind is not AssetKind.ZIP]
MOST = 500  # files of one selection: an address holds no more


@blueprint.get("/kits/<slug>/files")
@public
def files(slug: str) -> ResponseReturnValue:
    """Every file that this reader may have, to be picked; and what is wrong with a selection of none."""
    return _page(slug, now())


@blueprint.get("/kits/<slug>/selection.zip")
@public
def selection(slug: str) -> ResponseReturnValue:
    """The picked files as one zip, made while it is sent."""
    at = now()
    entries = _visible(slug, at)
    wanted = set(request.args.getlist("file"))
    picked = [entry for entry in entries if entry.asset.ref in wanted]
    if not picked or len(picked) > MOST:
        fault = _("Pick at least one file.") if not picked else _("Pick at most %(most)s files.", most=MOST)
        return _page(slug, at, fault=fault), 422
    if missing := still_to_accept(picked[0].kit_revision, picked):
        back = request.full_path
        return redirect(url_for("distribution.licence", slug=slug, licence=missing[0].slug, then=back), 302)
    terms = _terms(licences_shown(picked[0].kit_revision, picked), slug)
    store = current_store()
    with store_faults(picked[0]):  # before anything is announced
        store.head(picked[0].asset_revision.storage_key)
    archive = zip_of(picked, store, terms=terms)
    count([entry.asset_revision.id for entry in picked], at)
    refs = {entry.asset.ref for entry in picked}
    again = still_given(lambda reader, then: _all_given(slug, refs, reader, then), kit_called(slug).event_id)
    return zip_response(archive, attachment(f"{slug}-selection.zip", f"{slug}-selection.zip"), again)


@blueprint.get("/kits/<slug>/SHA256SUMS.txt")
@public
def checksums(slug: str) -> ResponseReturnValue:
    """The checksums of every file that this reader may have, as `sha256sum -c` reads them."""
    entries = _visible(slug, now())
    lines = sorted(f"{one.asset_revision.sha256}  {one.asset_revision.file_name}\n" for one in entries)
    return Response("".join(lines), content_type="text/plain; charset=utf-8")


def _page(slug: str, at: datetime, *, fault: str = "") -> str:
    entries = _visible(slug, at)
    picked = set(request.args.getlist("file"))
    return render_template(
        "distribution/files.html", **about(entries[0].kit_revision, at), entries=entries, picked=picked, fault=fault
    )


def _visible(slug: str, at: datetime) -> list[AssetEntry]:
    entries = visible_entries(slug, _PICKABLE, reader_of(current_user, kit_called(slug).event_id), at)
    if not entries:
        raise KitNotFound
    return list(entries)


def _all_given(slug: str, refs: set[str], reader: Reader, at: datetime) -> None:
    if refs - {entry.asset.ref for entry in visible_entries(slug, _PICKABLE, reader, at)}:
        raise KitNotFound


def _terms(licences: list[LicenceText], slug: str) -> str:
    whole = url_for("distribution.kit", slug=slug, _external=True, _anchor="licences")
    lines = [f"{one.title} ({one.version})\n{one.summary}\n" for one in licences]
    return "\n".join([*lines, whole, ""])
