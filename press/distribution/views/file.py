"""The gate in front of the files."""

import unicodedata
from datetime import datetime

from flask import Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from config import Config
from press.clock import now
from press.distribution.errors import TakenBack
from press.distribution.gate import STORE_DOWN, accel_response, file_response, redirect_response
from press.distribution.queries import reader_of
from press.distribution.ranges import Answer, answer_for
from press.distribution.views.asking_again import still_given
from press.distribution.views.blueprint import blueprint
from press.distribution.views.counting import count
from press.distribution.views.licence import terms_before
from press.distribution.views.shared import address, may_be_found, store_faults
from press.kits.errors import KitNotFound
from press.kits.models import AssetEntry
from press.kits.queries import Reader, file_tombstone, kit_row_of_asset, may_see_kit, name_of_revision, visible_asset
from press.kits.states import AssetKind
from press.storage.errors import StorageUnavailable
from press.storage.store import StoredObject, current_store
from press.web.guards import public


@blueprint.get("/files/<ref>/<int(max=2147483647):number>/<name>")
@public
def file(ref: str, number: int, name: str) -> ResponseReturnValue:
    """The gate in front of storage: the right, then the log, then the bytes. An older revision leads to the
    newest."""
    at = now()
    found = kit_row_of_asset(address(ref))
    if found is None:
        raise KitNotFound
    entry = _given_out(ref, reader_of(current_user, found.event_id), at)
    may_be_found(found, at)
    held = entry.asset_revision
    name = unicodedata.normalize("NFC", name)
    if number < held.number and name_of_revision(entry.asset.id, number) == name:
        return redirect(file_url(entry), 302)
    if number != held.number or name != held.file_name:
        raise KitNotFound
    asked = terms_before(entry)
    if asked is not None:
        return asked
    answer = answer_for(request.headers, held.sha256, held.size)
    again = still_given(lambda reader, then: visible_asset(ref, reader, then), found.event_id)
    if request.method == "HEAD" or not answer.has_body:
        return file_response(held, answer, None, again)
    handed_on = _handed_on(entry)
    if handed_on is not None:
        _count(entry, answer, at)
        return handed_on
    stored = _open(entry, answer)
    try:
        _count(entry, answer, at)
    except BaseException:
        stored.close()
        raise
    return file_response(held, answer, stored, again)


def _given_out(ref: str, reader: Reader, at: datetime) -> AssetEntry:
    """The file, or the tombstone of one that this reader could have had."""
    try:
        return visible_asset(ref, reader, at)
    except KitNotFound:
        if tombstone := file_tombstone(ref, reader, at):
            raise TakenBack(tombstone, kit=_way_back(ref, reader, at)) from None
        raise


def _way_back(ref: str, reader: Reader, at: datetime) -> str | None:
    kit = kit_row_of_asset(ref)
    return kit.slug if kit is not None and may_see_kit(kit.slug, reader, at) else None


@blueprint.app_template_global()
def file_url(entry: AssetEntry) -> str:
    """The address of a file in its newest revision."""
    held = entry.asset_revision
    return url_for("distribution.file", ref=entry.asset.ref, number=held.number, name=held.file_name)


def _handed_on(entry: AssetEntry) -> Response | None:
    """The answer that lets somebody else send the bytes, where the settings say so."""
    config: Config = current_app.extensions["press.config"]
    if config.delivery == "accel":
        with store_faults(entry):
            if STORE_DOWN in request.headers:  # nginx has tried, and asks once more
                raise StorageUnavailable
        return accel_response(entry.asset_revision, current_store())
    # The policy of our pages lets a picture come from ourselves alone, also by way of a redirection.
    if config.delivery == "redirect" and not _is_shown(entry) and not _is_read_by_a_page():
        return redirect_response(entry.asset_revision, current_store())
    return None


def _is_shown(entry: AssetEntry) -> bool:
    """Whether the file is a picture in a page. A program that does not say what it wants it for is taken to show it."""
    return entry.asset.kind is AssetKind.RENDITION and request.headers.get("Sec-Fetch-Dest", "image") == "image"


def _is_read_by_a_page() -> bool:
    """Whether a script of ours asks, as when somebody copies a drawing as text; it may ask nobody but ourselves."""
    return request.headers.get("Sec-Fetch-Dest") == "empty"


def _open(entry: AssetEntry, answer: Answer) -> StoredObject:
    with store_faults(entry):
        return current_store().get(entry.asset_revision.storage_key, answer.byte_range)


def _count(entry: AssetEntry, answer: Answer, at: datetime) -> None:
    """Logs a download: one that starts at the beginning, of a file that is not just shown in a page."""
    shown = entry.asset.kind is AssetKind.RENDITION and request.headers.get("Sec-Fetch-Dest") == "image"
    if answer.from_the_start and not shown:
        count([entry.asset_revision.id], at)
