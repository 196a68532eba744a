"""What search engines and other sites are told of pages that anyone may see: schema.org and Open Graph. Of a page that
has an audience they are told nothing."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from press.distribution.addresses import absolute, address_of, iso
from press.distribution.errors import PressContact
from press.distribution.pages import LogoGroup
from press.kits.models import AssetEntry, KitRevision
from press.kits.queries.reading import DatedText

_CONTEXT = "https://schema.org"


def open_graph(kind: str, title: str, description: str, path: str, image: AssetEntry | None) -> dict[str, str]:
    """The properties of a page, by name."""
    tags = {"og:type": kind, "og:title": title, "og:description": description, "og:url": absolute(path)}
    return {**tags, "og:image": address_of(image)} if image else tags


def news_article(one: DatedText, contacts: Sequence[PressContact]) -> dict[str, Any]:
    """A release as NewsArticle."""
    text = one.text
    path = url_for(
        "distribution.release", slug=text.kit_revision.kit.slug, release=text.release.slug, lang=text.language
    )
    article: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "mainEntityOfPage": absolute(path),
        "headline": text.title,
        "description": text.summary,
        "inLanguage": text.language.value,
        "datePublished": iso(one.first_at),
        "dateModified": iso(one.changed_at),
        "articleBody": text.body_text,
    }
    publishers = [contact.organisation for contact in contacts if contact.organisation]
    if publishers:
        article["author"] = article["publisher"] = {"@type": "Organization", "name": publishers[0]}
    return article


def image_objects(groups: Sequence[LogoGroup], language: str) -> list[dict[str, Any]]:
    """The logos as ImageObject."""
    return [_image(logo.entry, language) for group in groups for logo in group.logos]


def _image(entry: AssetEntry, language: str) -> dict[str, Any]:
    page = absolute(url_for("distribution.logo", slug=entry.kit_revision.kit.slug, lang=language))
    return {
        "@context": _CONTEXT,
        "@type": "ImageObject",
        "name": entry.title(language),
        "caption": entry.alt(language),
        "contentUrl": address_of(entry),
        "encodingFormat": entry.asset_revision.content_type,
        "creditText": entry.credit,
        "acquireLicensePage": page,
        "license": f"{page}#licences",
    }


def collection(revision: KitRevision, language: str) -> dict[str, Any]:
    """The kit itself."""
    return {
        "@context": _CONTEXT,
        "@type": "CollectionPage",
        "name": revision.title(language),
        "description": revision.summary(language),
        "inLanguage": language,
        "url": absolute(url_for("distribution.kit", slug=revision.kit.slug, lang=language)),
    }
