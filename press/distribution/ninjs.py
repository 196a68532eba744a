"""A release for newsroom systems: ninjs 3.1 (IPTC, "News in JSON")."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for

from press.distribution.addresses import absolute, address_of, iso
from press.distribution.errors import PressContact
from press.kits.models import AssetEntry, LicenceText
from press.kits.queries.reading import DatedText

NINJS = "application/json"
_SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"


def ninjs(
    one: DatedText,
    translations: Sequence[DatedText],
    *,
    files: Sequence[AssetEntry],
    contacts: Sequence[PressContact],
    licence: LicenceText | None,
    at: datetime,
) -> dict[str, Any]:
    """The item. Who reads it before the lift is told until when it is held."""
    kit = one.text.kit_revision.kit
    item = {
        "standard": {"name": "ninjs", "version": "3.1", "schema": _SCHEMA},
        **_described(one),
        "representationType": "full",
        "pubStatus": "usable",
        "firstCreated": iso(one.first_at),
        "bodies": [
            _body("main", "text/plain", one.text.body_text),
            {"role": "rich", "contentType": "text/html", "value": one.text.body_html},
        ],
        "infoSources": [_source(contact) for contact in contacts],
        "renditions": [_rendition(entry) for entry in files if entry.language == one.text.language],
        "associations": [
            {"name": f"translation-{each.text.language}", "rel": "translation", **_described(each)}
            for each in translations
        ],
    }
    if licence is not None:
        item["usageTerms"] = f"{licence.title} ({licence.version}): {licence.summary}"
    if not kit.is_lifted(at):
        item["embargoedUntil"] = iso(kit.embargo_until)
    return item


def _described(one: DatedText) -> dict[str, Any]:
    text = one.text
    lines = (("main", text.title), ("subtitle", text.subtitle), ("dateline", text.dateline))
    return {
        "uri": _uri(one),
        "type": "text",
        "profile": text.kind.value,
        "language": text.language.value,
        "version": str(one.changed_in),
        "versionCreated": iso(one.changed_at),
        "slugline": text.release.slug,
        "title": text.title,
        "headlines": [{"role": role, "contentType": "text/plain", "value": value} for role, value in lines if value],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": text.summary}],
    }


def _uri(one: DatedText) -> str:
    slug, release = one.text.kit_revision.kit.slug, one.text.release.slug
    return absolute(url_for("distribution.release", slug=slug, release=release, lang=one.text.language))


def _body(role: str, content_type: str, value: str) -> dict[str, Any]:
    return {"role": role, "contentType": content_type, "charCount": len(value), "value": value}


def _source(contact: PressContact) -> dict[str, Any]:
    ways = (("phone", contact.phone), ("email", contact.email))
    return {
        "name": contact.organisation or contact.name,
        "role": "press contact",
        "contactInfo": [
            {"type": kind, "role": "press", "name": contact.name, "value": value} for kind, value in ways if value
        ],
    }


def _rendition(entry: AssetEntry) -> dict[str, Any]:
    held = entry.asset_revision
    return {
        "name": held.file_name.rpartition(".")[2],
        "href": address_of(entry),
        "contentType": held.content_type,
        "title": held.file_name,
        "sizeInBytes": held.size,
    }
