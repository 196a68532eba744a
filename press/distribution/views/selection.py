"""Every file of a kit on one page: to be picked, and to be compared by its checksum."""

from datetime import datetime

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.distribution.addresses import absolute
from press.distribution.disposition import attachment
from press.distribution.gate import zip_response
from press.distribution.picking import Wish, groups_of
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
MOST = 500  # files picked one by one: an address holds no more


@blueprint.get("/kits/<slug>/files")
@public
def files(slug: str) -> ResponseReturnValue:
    """Every file that this reader may have, to be picked; and what is wrong with a selection of none."""
    at = now()
    return _page(_visible(slug, at), at)


@blueprint.get("/kits/<slug>/selection.zip")
@public
def selection(slug: str) -> ResponseReturnValue:
    """The picked files as one zip, made while it is sent."""
    at = now()
    entries = _visible(slug, at)
    wish = _wish()
    picked = wish.of(entries)
    if fault := _fault(wish, entries, picked):
        return _page(entries, at, fault=fault), 422
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


def _page(entries: list[AssetEntry], at: datetime, *, fault: str = "") -> str:
    return render_template(
        "distribution/files.html",
        **about(entries[0].kit_revision, at),
        groups=groups_of(entries),
        wish=_wish(),
        fault=fault,
    )


def _wish() -> Wish:
    return Wish(frozenset(request.args.getlist("group")), frozenset(request.args.getlist("file")))


def _fault(wish: Wish, entries: list[AssetEntry], picked: list[AssetEntry]) -> str:
    """Why there is no zip of what was picked. What has gone meanwhile is said, and not left out in silence: whether it
    was ever there, nobody learns."""
    if wish == Wish():
        return _("Pick at least one file.")
    if not picked:
        return _("What you picked is no longer offered. Pick something else.")
    if not wish.is_whole_in(entries):
        return _("Some of what you picked is no longer offered. The rest is still picked: download again to have it.")
    if len(wish.refs) > MOST:
        return _("Pick at most %(most)s files one by one, or a whole group.", most=MOST)
    return ""


def _visible(slug: str, at: datetime) -> list[AssetEntry]:
    entries = visible_entries(slug, _PICKABLE, reader_of(current_user, kit_called(slug).event_id), at)
    if not entries:
        raise KitNotFound
    return list(entries)


def _all_given(slug: str, refs: set[str], reader: Reader, at: datetime) -> None:
    if refs - {entry.asset.ref for entry in visible_entries(slug, _PICKABLE, reader, at)}:
        raise KitNotFound


def _terms(licences: list[LicenceText], slug: str) -> str:
    whole = absolute(url_for("distribution.kit", slug=slug, _anchor="licences"))
    lines = [f"{one.title} ({one.version})\n{one.summary}\n" for one in licences]
    return "\n".join([*lines, whole, ""])
