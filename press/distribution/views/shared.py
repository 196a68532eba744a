"""What several of the kit's pages need."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import g

from press.distribution import pages
from press.kits.errors import KitNotFound
from press.kits.models import AssetEntry, Kit, KitRevision, LicenceText
from press.kits.queries import kit_row, licences_of
from press.web.language import locale

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


def not_to_be_found() -> None:
    """Says that no search engine keeps this answer."""
    g.press_noindex = True


def about(revision: KitRevision, at: datetime) -> dict[str, Any]:
    """What every page of a kit needs."""
    embargoed = not revision.kit.is_lifted(at)
    if embargoed:
        not_to_be_found()
    return {
        "event": revision.kit.event,
        "kit": revision.kit,
        "revision": revision,
        "embargoed": embargoed,
        "contacts": pages.contacts_of(revision),
    }


def licences_shown(revision: KitRevision, entries: Sequence[AssetEntry], *more: str) -> list[LicenceText]:
    slugs = {entry.licence for entry in entries if entry.licence} | set(more)
    return pages.licences_in(licences_of(revision, sorted(slugs)), locale())
