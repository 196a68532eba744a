"""What two standards say of the JSON that we write: IPTC's ninjs 3.1, and JSON Feed 1.1.

In our own words, and narrower than the standards: of ninjs the properties that we write and no others. Moments and
addresses are patterns, because a "format" is looked at only where further packages are installed."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]

WORDS: Schema = {"type": "string"}
SOME_WORDS: Schema = {"type": "string", "minLength": 1}
NUMBER: Schema = {"type": "integer", "minimum": 0}
URI: Schema = {"type": "string", "pattern": r"^https?://[^\s<>\"{}|\\^`]+$"}
MOMENT: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
}
LANGUAGE: Schema = {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}
MEDIA_TYPE: Schema = {"type": "string", "pattern": r"^[\w.+-]+/[\w.+-]+$"}


def thing(required: list[str], properties: Schema, **more: Any) -> Schema:
    return {"type": "object", "required": required, "additionalProperties": False, "properties": properties, **more}


def several(required: list[str], properties: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": thing(required, properties, **more)}


_TEXTS = {"role": WORDS, "contentType": MEDIA_TYPE, "value": WORDS}
_DESCRIBED: Schema = {
    "uri": URI,
    "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]},
    "profile": WORDS,
    "language": LANGUAGE,
    "version": WORDS,
    "versionCreated": MOMENT,
    "slugline": WORDS,
    "title": WORDS,
    "headlines": several(["value"], _TEXTS),
    "descriptions": several(["value"], _TEXTS),
}
_CONTACT = several(
    [],
    {"type": WORDS, "role": WORDS, "lang": WORDS, "name": WORDS, "value": WORDS, "address": {"type": "object"}},
    oneOf=[{"required": ["value"]}, {"required": ["address"]}],
)
_RENDITION = {"name": WORDS, "href": URI, "contentType": MEDIA_TYPE, "title": WORDS, "sizeInBytes": NUMBER}

NINJS: Schema = thing(
    ["uri"],
    {
        **_DESCRIBED,
        "standard": thing(
            ["name", "version", "schema"],
            {
                "name": {"const": "ninjs"},
                "version": {"const": "3.1"},
                "schema": {"const": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"},
            },
        ),
        "representationType": {"enum": ["full", "partial"]},
        "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
        "firstCreated": MOMENT,
        "embargoedUntil": MOMENT,
        "usageTerms": WORDS,
        "bodies": several(["value"], {**_TEXTS, "charCount": NUMBER, "wordCount": NUMBER}),
        "infoSources": several(
            [], {"name": WORDS, "role": WORDS, "uri": URI, "literal": WORDS, "contactInfo": _CONTACT}
        ),
        "renditions": several(["name"], _RENDITION),
        "associations": several(["name", "uri"], {"name": WORDS, "rel": WORDS, **_DESCRIBED}),
    },
)

_OWN_WORDS = {"^_": {}}  # an extension of somebody's own begins so
_AUTHORS = {**several([], {"name": WORDS, "url": URI, "avatar": URI}), "minItems": 1}
_ATTACHMENT = {
    "url": URI,
    "mime_type": MEDIA_TYPE,
    "title": WORDS,
    "size_in_bytes": NUMBER,
    "duration_in_seconds": NUMBER,
}
_ITEM: Schema = thing(
    ["id"],
    {
        "id": SOME_WORDS,
        **dict.fromkeys(("url", "external_url", "image", "banner_image"), URI),
        **dict.fromkeys(("title", "summary", "content_html", "content_text"), WORDS),
        **dict.fromkeys(("date_published", "date_modified"), MOMENT),
        "authors": _AUTHORS,
        "tags": {"type": "array", "items": WORDS},
        "language": LANGUAGE,
        "attachments": several(["url", "mime_type"], _ATTACHMENT),
    },
    anyOf=[{"required": ["content_html"]}, {"required": ["content_text"]}],
    patternProperties=_OWN_WORDS,
)
JSON_FEED: Schema = thing(
    ["version", "title", "items"],
    {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        **dict.fromkeys(("title", "description", "user_comment"), WORDS),
        **dict.fromkeys(("home_page_url", "feed_url", "next_url", "icon", "favicon"), URI),
        "authors": _AUTHORS,
        "language": LANGUAGE,
        "expired": {"type": "boolean"},
        "hubs": several(["type", "url"], {"type": WORDS, "url": URI}),
        "items": {"type": "array", "items": _ITEM},
    },
    patternProperties=_OWN_WORDS,
)


def faults_of(item: Any, schema: Schema) -> list[str]:
    """Where it is not what the standard says, and how."""
    found = Draft202012Validator(schema).iter_errors(item)
    return [f"{'/'.join(str(step) for step in error.absolute_path)}: {error.message}" for error in found]
