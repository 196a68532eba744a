"""The feeds of a kit, put together from what the reader was given: Atom (RFC 4287, with the tombstones of RFC 6721) and
JSON Feed 1.1. Their moments are never before the lift, so that nothing in them tells of what went before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from press.distribution.addresses import absolute, address_of, iso
from press.kits.models import AssetEntry, KitRevision, ReleaseEnding
from press.kits.queries.reading import DatedText
from press.web.xml import xml_text

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"


@dataclass(frozen=True)
class Feed:
    """What a feed says, in one language: texts with their files, in the order of reading, and what ended."""

    revision: KitRevision
    language: str
    texts: Sequence[DatedText]
    files: Mapping[int, Sequence[AssetEntry]]
    endings: Sequence[ReleaseEnding]

    @property
    def slug(self) -> str:
        return self.revision.kit.slug

    @property
    def updated(self) -> datetime:
        """When anything in it changed last."""
        moments = [one.changed_at for one in self.texts] + [ending.at for ending in self.endings]
        return max(moments, default=self.revision.kit.lift)

    def release_url(self, release: str) -> str:
        """A release's address in this feed's language; its identity, too."""
        return absolute(url_for("distribution.release", slug=self.slug, release=release, lang=self.language))

    def kit_url(self) -> str:
        return absolute(url_for("distribution.kit", slug=self.slug, lang=self.language))

    def own_url(self, endpoint: str) -> str:
        """The feed's own address, without anybody's key."""
        return absolute(url_for(endpoint, slug=self.slug, lang=self.language))

    def attachments(self, one: DatedText) -> list[AssetEntry]:
        """The text as files, in its language."""
        return [entry for entry in self.files.get(one.text.release_id, ()) if entry.language == one.text.language]


def atom(feed: Feed) -> str:
    """The feed as Atom."""
    title, link = xml_text(feed.revision.title(feed.language)), xml_text(feed.kit_url())
    own = xml_text(feed.own_url("distribution.atom_feed"))
    entries = "".join([_entry(feed, one) for one in feed.texts])
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
        f' xml:lang="{feed.language}">'
        f"<id>{own}</id><title>{title}</title>"
        f"<subtitle>{xml_text(feed.revision.summary(feed.language))}</subtitle>"
        f"<updated>{iso(feed.updated)}</updated><author><name>{title}</name></author>"
        f'<link rel="self" type="{ATOM}" href="{own}"/><link rel="alternate" type="text/html" href="{link}"/>'
        f"{entries}{''.join([_tombstone(feed, ending) for ending in feed.endings])}</feed>\n"
    )


def _entry(feed: Feed, one: DatedText) -> str:
    text, url = one.text, xml_text(feed.release_url(one.text.release.slug))
    enclosures = "".join(
        [
            f'<link rel="enclosure" type="{xml_text(entry.asset_revision.content_type)}"'
            f' length="{entry.asset_revision.size}" title="{xml_text(entry.asset_revision.file_name)}"'
            f' href="{xml_text(address_of(entry))}"/>'
            for entry in feed.attachments(one)
        ]
    )
    return (
        f'<entry xml:lang="{text.language}"><id>{url}</id><title>{xml_text(text.title)}</title>'
        f"<published>{iso(one.first_at)}</published><updated>{iso(one.changed_at)}</updated>"
        f'<link rel="alternate" type="text/html" hreflang="{text.language}" href="{url}"/>{enclosures}'
        f"<summary>{xml_text(text.summary)}</summary>"
        f'<content type="html">{xml_text(text.body_html)}</content></entry>'
    )


def _tombstone(feed: Feed, ending: ReleaseEnding) -> str:
    reason = ending.reason_th if feed.language == "th" else ending.reason_en
    return (
        f'<at:deleted-entry ref="{xml_text(feed.release_url(ending.release.slug))}" when="{iso(ending.at)}">'
        f"<at:comment>{xml_text(reason)}</at:comment></at:deleted-entry>"
    )


def json_feed(feed: Feed) -> dict[str, Any]:
    """The feed as JSON Feed. It knows no tombstones: what ended is in it no longer."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.revision.title(feed.language),
        "description": feed.revision.summary(feed.language),
        "home_page_url": feed.kit_url(),
        "feed_url": feed.own_url("distribution.json_feed_view"),
        "language": feed.language,
        "items": [_item(feed, one) for one in feed.texts],
    }


def _item(feed: Feed, one: DatedText) -> dict[str, Any]:
    text, url = one.text, feed.release_url(one.text.release.slug)
    return {
        "id": url,
        "url": url,
        "title": text.title,
        "summary": text.summary,
        "content_html": text.body_html,
        "content_text": text.body_text,
        "date_published": iso(one.first_at),
        "date_modified": iso(one.changed_at),
        "language": text.language.value,
        "attachments": [
            {
                "url": address_of(entry),
                "mime_type": entry.asset_revision.content_type,
                "title": entry.asset_revision.file_name,
                "size_in_bytes": entry.asset_revision.size,
            }
            for entry in feed.attachments(one)
        ],
    }
