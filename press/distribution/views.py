"""Kit pages and the gate. Every view here is open to anyone: what a reader may have is decided by the
queries of the kits, on each request, and all the rest answers as if it did not exist."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from config import Config
from press.clock import now
from press.distribution import filters, pages
from press.distribution.errors import FileUnavailable
from press.distribution.gate import accel_response, file_response, redirect_response
from press.distribution.queries import reader_of
from press.distribution.ranges import Answer, answer_for
from press.distribution.services import person_key, record_download
from press.kits.errors import KitNotFound
from press.kits.models import AssetEntry, Kit, KitRevision, LicenceText
from press.kits.queries import (
    kit_row,
    kit_row_of_asset,
    licences_of,
    logo_pack_of,
    may_see_kit,
    name_of_revision,
    visible_asset,
    visible_entries,
    visible_kit,
    visible_release,
    visible_texts,
)
from press.kits.states import AssetKind
from press.storage.errors import ObjectNotFound, StorageUnavailable
from press.storage.store import StoredObject, current_store
from press.web.guards import public
from press.web.language import locale

blueprint = Blueprint("distribution", __name__)
blueprint.add_app_template_filter(filters.file_size)
blueprint.add_app_template_filter(filters.file_format)

_ADDRESS = re.compile(r"[a-z0-9-]+")
# Programs that say what they are: they fetch what a page names, and are nobody who took a file.
_BOT = re.compile(r"bot\b|crawl|spider|slurp|preview|facebookexternalhit|monitor", re.IGNORECASE)


@blueprint.get("/kits/<slug>")
@public
def kit(slug: str) -> ResponseReturnValue:
    """The kit: whom to call, releases, documents, logos, everything at once."""
    at = now()
    reader = reader_of(current_user, _kit(slug).event_id)
    revision = visible_kit(slug, reader, at)
    documents = visible_entries(slug, [AssetKind.DOCUMENT], reader, at)
    logos = visible_entries(slug, [AssetKind.LOGO, AssetKind.RENDITION], reader, at)
    zips = visible_entries(slug, [AssetKind.ZIP], reader, at)
    return render_template(
        "distribution/kit.html",
        **_about(revision, at),
        releases=pages.release_lines(visible_texts(slug, reader, at), locale()),
        documents=documents,
        groups=pages.logo_groups(logos),
        pack=logo_pack_of(revision),
        zips=pages.fullest_zips(zips),
        licences=_licences(revision, [*documents, *logos], revision.licence),
    )


@blueprint.get("/kits/<slug>/releases/<release>")
@public
def release(slug: str, release: str) -> ResponseReturnValue:
    """One release in the page's language, to be read, copied and printed."""
    at = now()
    reader = reader_of(current_user, _kit(slug).event_id)
    line = pages.release_line(visible_release(slug, _address(release), reader, at), locale())
    revision = line.text.kit_revision
    return render_template(
        "distribution/release.html",
        **_about(revision, at),
        line=line,
        licences=_licences(revision, [], revision.licence),
    )


@blueprint.get("/kits/<slug>/logo")
@public
def logo(slug: str) -> ResponseReturnValue:
    """Every version of the logo, beside how to use it. Open to all who may have any of its files."""
    at = now()
    reader = reader_of(current_user, _kit(slug).event_id)
    entries = visible_entries(slug, [AssetKind.LOGO, AssetKind.RENDITION], reader, at)
    if not entries:
        raise KitNotFound
    revision = entries[0].kit_revision
    return render_template(
        "distribution/logo.html",
        **_about(revision, at),
        pack=logo_pack_of(revision),
        groups=pages.logo_groups(entries),
        zips=pages.fullest_zips(visible_entries(slug, [AssetKind.ZIP], reader, at)),
        whole_kit=may_see_kit(slug, reader, at),
        licences=_licences(revision, entries),
    )


@blueprint.get("/files/<ref>/<int(max=2147483647):number>/<name>")
@public
def file(ref: str, number: int, name: str) -> ResponseReturnValue:
    """The gate in front of storage: the right, then the log, then the bytes. An older revision leads to the
    newest."""
    at = now()
    found = kit_row_of_asset(_address(ref))
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
    if config.delivery == "redirect" and not _is_shown(entry):
        return redirect_response(entry.asset_revision, current_store())
    return None


def _is_shown(entry: AssetEntry) -> bool:
    """Whether the file is a picture in a page. A program that does not say what it wants it for is taken to show it."""
    return entry.asset.kind is AssetKind.RENDITION and request.headers.get("Sec-Fetch-Dest", "image") == "image"


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


def _address(part: str) -> str:
    """A part of an address as ours are; anything else names nothing."""
    if not _ADDRESS.fullmatch(part):
        raise KitNotFound
    return part


def _kit(slug: str) -> Kit:
    found = kit_row(_address(slug))
    if found is None:
        raise KitNotFound
    return found


def _about(revision: KitRevision, at: datetime) -> dict[str, Any]:
    """What every page of a kit needs."""
    return {
        "event": revision.kit.event,
        "kit": revision.kit,
        "revision": revision,
        "embargoed": not revision.is_lifted(at),
        "contacts": pages.contacts_of(revision),
    }


def _licences(revision: KitRevision, entries: Sequence[AssetEntry], *more: str) -> list[LicenceText]:
    slugs = {entry.licence for entry in entries if entry.licence} | set(more)
    return pages.licences_in(licences_of(revision, sorted(slugs)), locale())
