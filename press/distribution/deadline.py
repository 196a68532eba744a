"""The deadline page: of one kit what a reporter needs when the Wi-Fi of the venue does not hold."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app

from press.kits.models import AssetEntry
from press.kits.states import AssetKind, Colour
from press.storage.errors import ObjectNotFound, StorageUnavailable
from press.storage.store import current_store

MOST_PICTURES = 3
MOST_BYTES = 300_000  # of one picture: the whole page stays below what a phone takes in a minute on 3G
_SHOWN = frozenset({"image/jpeg", "image/png", "image/webp"})


@dataclass(frozen=True)
class Inlined:
    """A picture with its bytes inside its own address."""

    entry: AssetEntry
    data: str


def pictures_of(entries: Sequence[AssetEntry]) -> list[AssetEntry]:
    """Three pictures that can stand for the kit, photographs first, each in its smallest size."""
    originals = {entry.asset.id: entry for entry in entries if entry.asset.kind in {AssetKind.PHOTO, AssetKind.LOGO}}
    smallest: dict[int, AssetEntry] = {}
    for entry in entries:
        drawn_from = entry.asset.rendition_of_id
        if drawn_from is None or drawn_from not in originals or not _can_be_shown(entry):
            continue
        held = smallest.get(drawn_from)
        if held is None or entry.asset_revision.size < held.asset_revision.size:
            smallest[drawn_from] = entry
    ordered = sorted(smallest, key=lambda number: originals[number].asset.kind is not AssetKind.PHOTO)
    return [smallest[number] for number in ordered][:MOST_PICTURES]


def _can_be_shown(entry: AssetEntry) -> bool:
    """Whether it is a picture, and one for light grounds."""
    return entry.asset_revision.content_type in _SHOWN and entry.colour not in {Colour.REVERSED, Colour.WHITE}


def inlined(entries: Sequence[AssetEntry]) -> list[Inlined]:
    """The pictures for a page that stands alone. A page without them is better than none: one that is gone or too large
    is left out, and so are all others once the store does not answer, for each would wait for it again."""
    found: list[Inlined] = []
    for entry in entries:
        try:
            data = _data(entry)
        except ObjectNotFound:
            current_app.logger.error("file %s is not in the store", entry.asset.ref)
        except StorageUnavailable:
            current_app.logger.error("file %s cannot be read: the store does not answer", entry.asset.ref)
            break
        else:
            found += [Inlined(entry, data)] if data else []
    return found


def _data(entry: AssetEntry) -> str | None:
    held = entry.asset_revision
    if held.size > MOST_BYTES:
        return None
    with current_store().get(held.storage_key) as stored:
        return data_url(held.content_type, stored.read())


def data_url(content_type: str, body: bytes) -> str:
    """An address that is the thing itself."""
    return f"data:{content_type};base64,{base64.b64encode(body).decode()}"
