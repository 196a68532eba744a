"""What several of the kit's pages need."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_login import current_user

from press.audit.services import By
from press.distribution import pages
from press.kits.errors import KitNotFound
from press.kits.models import AssetEntry, Kit, KitRevision, LicenceText
from press.kits.queries import Reader, kit_row, licences_of
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
    return found


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


def as_reader() -> By:
    """Who acts, as the audit names people who apply: by number."""
    return By(current_user.account_id, READER)
