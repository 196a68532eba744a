"""The gate in front of the files."""

import re
import unicodedata
from datetime import datetime

from flask import Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from config import Config
from press.clock import now
from press.distribution import pages
from press.distribution.errors import FileUnavailable
from press.distribution.gate import accel_response, file_response, redirect_response
from press.distribution.queries import reader_of
from press.distribution.ranges import Answer, answer_for
from press.distribution.services.counting import person_key, record_download
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import address
from press.kits.errors import KitNotFound
from press.kits.models import AssetEntry
from press.kits.queries import kit_row_of_asset, name_of_revision, visible_asset
from press.kits.states import AssetKind
from press.storage.errors import ObjectNotFound, StorageUnavailable
from press.storage.store import StoredObject, current_store
from press.web.guards import public

# Programs that say what they are: they fetch what a page names, and are nobody who took a file.
_BOT = re.compile(r"bot\b|crawl|spider|slurp|preview|facebookexternalhit|monitor", re.IGNORECASE)


@blueprint.get("/files/<ref>/<int(max=2147483647):number>/<name>")
@public
def file(ref: str, number: int, name: str) -> ResponseReturnValue:
    """The gate in front of storage: the right, then the log, then the bytes. An older revision leads to the
    newest."""
    at = now()
    found = kit_row_of_asset(address(ref))
    if found is None:
        raise KitNotFound
    entry = visible_asset(ref, reader_of(current_user, found.event_id), at)
    held = entry.asset_revision
    name = unicodedata.normalize("NFC", name)
    if number < held.number and name_of_revision(entry.asset.id, number) == name:
        return redirect(file_url(entry), 302)
    if number != held.number or name != held.file_name:
        raise KitNotFound
    answer = answer_for(request.headers, held.sha256, held.size)
    if request.method == "HEAD" or not answer.has_body:
        return file_response(held, answer, None)
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
    return file_response(held, answer, stored)


@blueprint.app_template_global()
def file_url(entry: AssetEntry) -> str:
    """The address of a file in its newest revision."""
    held = entry.asset_revision
    return url_for("distribution.file", ref=entry.asset.ref, number=held.number, name=held.file_name)


def _handed_on(entry: AssetEntry) -> Response | None:
    """The answer that lets somebody else send the bytes, where the settings say so."""
    config: Config = current_app.extensions["press.config"]
    if config.delivery == "accel":
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
    try:
        return current_store().get(entry.asset_revision.storage_key, answer.byte_range)
    except (StorageUnavailable, ObjectNotFound) as fault:
        current_app.logger.error("file %s cannot be read: %s", entry.asset.ref, type(fault).__name__)
        contacts = pages.contacts_of(entry.kit_revision)
        message = _("The files cannot be reached at the moment. Try again in a few minutes, or ask the press contact.")
        raise FileUnavailable(message, contacts[0] if contacts else None) from fault


def _count(entry: AssetEntry, answer: Answer, at: datetime) -> None:
    """Logs a download: one that starts at the beginning, of a file that is not just shown in a page."""
    shown = entry.asset.kind is AssetKind.RENDITION and request.headers.get("Sec-Fetch-Dest") == "image"
    account_id = current_user.account_id if current_user.is_authenticated else None
    browser = request.user_agent.string
    if not answer.from_the_start or shown or (account_id is None and _BOT.search(browser)):
        return
    person = person_key(
        account_id,
        secret=current_app.config["SECRET_KEY"],
        address=request.remote_addr or "",
        browser=browser,
        at=at,
    )
    record_download(asset_revision_id=entry.asset_revision.id, account_id=account_id, person=person, at=at)
