"""What several of the kit's pages need."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import current_app, flash, g, request
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.queries import account_of
from press.audit.services import By
from press.clock import now
from press.distribution import pages
from press.distribution.errors import FileUnavailable
from press.kits.errors import KitNotFound
from press.kits.models import AssetEntry, Kit, KitRevision, LicenceText
from press.kits.queries import Reader, kit_row, licences_of
from press.storage.errors import ObjectNotFound, StorageUnavailable
from press.web.language import locale

READER = "reader"
ANYONE = Reader()
_ADDRESS = re.compile(r"[a-z0-9-]+")


def address(part: str) -> str:
    """A part of an address as ours are; anything else names nothing."""
    if not _ADDRESS.fullmatch(part):
        raise KitNotFound
    return part


def kit_called(slug: str) -> Kit:
    found = kit_row(address(slug))
    if found is None:
        raise KitNotFound
    may_be_found(found, now())
    return found


def opens_pages() -> bool:
    """Whether whoever asks shows the answer as a page. A link that says `download` would save it as the file."""
    return request.headers.get("Sec-Fetch-Dest", "document") == "document" and "text/html" in request.headers.get(
        "Accept", ""
    )


def may_be_found(kit: Kit, at: datetime) -> None:
    """Lets search engines keep this answer when the kit that it is of has lifted."""
    g.press_may_be_found = kit.has_lifted(at)


def has_changed(shown: str) -> bool:
    """Whether the form comes from a page that showed something else than what would be accepted now, and says so: what
    nobody has read is not kept as accepted."""
    if request.form.get("shown", shown) == shown:
        return False
    flash(_("This page has changed since you opened it. Please read it again before you accept."), "warning")
    return True


def about(revision: KitRevision, at: datetime) -> dict[str, Any]:
    """What every page of a kit needs."""
    return {
        "event": revision.kit.event,
        "kit": revision.kit,
        "revision": revision,
        "embargoed": not revision.kit.is_lifted(at),
        "contacts": pages.contacts_of(revision),
    }


def licences_shown(revision: KitRevision, entries: Sequence[AssetEntry], *more: str) -> list[LicenceText]:
    slugs = {entry.licence for entry in entries if entry.licence} | set(more)
    return pages.licences_in(licences_of(revision, sorted(slugs)), locale())


@contextmanager
def store_faults(entry: AssetEntry) -> Iterator[None]:
    """Makes an honest page of a store that does not answer, or has lost a file: whom to call instead."""
    try:
        yield
    except (StorageUnavailable, ObjectNotFound) as fault:
        current_app.logger.error("file %s cannot be read: %s", entry.asset.ref, type(fault).__name__)
        contacts = pages.contacts_of(entry.kit_revision)
        message = _("The files cannot be reached at the moment. Try again in a few minutes, or ask the press contact.")
        raise FileUnavailable(message, contacts[0] if contacts else None) from fault


def one_at_a_time() -> None:
    """Holds the account of whoever asks to the end of the request, so that a button pressed twice in one moment does
    its work once, and both answers say that it is done."""
    account_of(current_user, for_update=True)


def as_reader() -> By:
    """Who acts, as the audit names people who apply: by number."""
    return By(current_user.account_id, READER)
