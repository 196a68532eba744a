"""Is this a valid Atom feed? What RFC 4287 says with "MUST", and RFC 6721 of the entries that are gone.

Written from the words of the two standards: which elements may stand where and how often, and what is inside them.
Where the standards only advise ("SHOULD"), nothing is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBS = "{http://purl.org/atompub/tombstones/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XHTML_DIV = "{http://www.w3.org/1999/xhtml}div"

# How often: "1" once, "?" at most once, "*" as often as one likes.
FEED = {"id": "1", "title": "1", "updated": "1", "generator": "?", "icon": "?", "logo": "?", "rights": "?"}
FEED |= {"subtitle": "?", "author": "*", "category": "*", "contributor": "*", "link": "*", "entry": "*"}
ENTRY = {"id": "1", "title": "1", "updated": "1", "content": "?", "published": "?", "rights": "?", "source": "?"}
ENTRY |= {"summary": "?", "author": "*", "category": "*", "contributor": "*", "link": "*"}
PERSON = {"name": "1", "uri": "?", "email": "?"}
TEXTS = {"title", "subtitle", "summary", "rights"}
DATES = {"updated", "published"}
ADDRESSES = {"id", "icon", "logo", "uri"}
LINK = {"href", "rel", "type", "hreflang", "title", "length"}

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(;\s*[\w-]+=\S+)*", re.ASCII)
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
REGISTERED = {"alternate", "related", "self", "enclosure", "via"}

Element = etree._Element


def faults_of(feed: bytes) -> list[str]:
    """Everything that is wrong with it; an empty list for a valid feed."""
    root = etree.fromstring(feed)
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    return list(_feed(root))


def _feed(feed: Element) -> Iterator[str]:
    yield from _children(feed, FEED)
    entries = feed.findall(f"{ATOM}entry")
    if not feed.findall(f"{ATOM}author") and not all(entry.findall(f"{ATOM}author") for entry in entries):
        yield "feed: neither it nor each entry has an author"
    yield from _alternates(feed)
    for entry in entries:
        yield from _entry(entry)
    versions = [(_text(entry, "id"), _text(entry, "updated")) for entry in entries]
    yield from (f"entry: {one} stands there twice" for one in {each for each in versions if versions.count(each) > 1})
    for stone in feed.findall(f"{TOMBS}deleted-entry"):
        yield from _tombstone(stone, entries)


def _entry(entry: Element) -> Iterator[str]:
    yield from _children(entry, ENTRY)
    yield from _alternates(entry)
    content = entry.find(f"{ATOM}content")
    if content is None:
        if not any(link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{ATOM}link")):
            yield "entry: neither content nor a link to it"
        return
    if content.get("src") is not None:
        yield from _address(content.get("src", ""), "content/src")
        if len(content) or (content.text or "").strip():
            yield "content: has both src and a body"
        if entry.find(f"{ATOM}summary") is None:
            yield "entry: content lies elsewhere, and there is no summary"
    elif content.get("type", "text") in {"text", "html", "xhtml"}:
        yield from _text_construct(content)


def _tombstone(stone: Element, entries: list[Element]) -> Iterator[str]:
    """RFC 6721, section 3."""
    where, when = stone.get("ref"), stone.get("when", "")
    yield from _address(where or "", "deleted-entry/ref")
    yield from _moment(when, "deleted-entry/when")
    allowed = {f"{TOMBS}by": "?", f"{TOMBS}comment": "?", f"{ATOM}link": "*", f"{ATOM}source": "?"}
    for child in stone:
        if child.tag.startswith((ATOM, TOMBS)) and child.tag not in allowed:
            yield f"deleted-entry: {child.tag} has no place there"
    for tag, often in allowed.items():
        if often == "?" and len(stone.findall(tag)) > 1:
            yield f"deleted-entry: {tag} more than once"
    for comment in stone.findall(f"{TOMBS}comment"):
        yield from _text_construct(comment)
    for entry in entries:
        if _text(entry, "id") == where and not _is_newer(_text(entry, "updated"), when):
            yield f"deleted-entry: {where} is deleted, and is there"


def _children(element: Element, allowed: dict[str, str]) -> Iterator[str]:
    """Elements of Atom alone are judged: those of other names may stand anywhere."""
    name = etree.QName(element).localname
    yield from _common(element)
    if (element.text or "").strip():
        yield f"{name}: has a text of its own"
    for child in element:
        if child.tag.startswith(ATOM):
            if etree.QName(child).localname not in allowed:
                yield f"{name}: {etree.QName(child).localname} has no place there"
            yield from _simple(child)
    for wanted, often in allowed.items():
        count = len(element.findall(f"{ATOM}{wanted}"))
        if (often == "1" and count != 1) or (often == "?" and count > 1):
            yield f"{name}: {wanted} {count} times"


def _simple(element: Element) -> Iterator[str]:
    name, text = etree.QName(element).localname, (element.text or "")
    if name in TEXTS:
        yield from _text_construct(element)
    elif name in DATES:
        yield from _moment(text, name)
    elif name in ADDRESSES:
        yield from _address(text, name)
    elif name == "link":
        yield from _link(element)
    elif name in {"author", "contributor"}:
        yield from _children(element, PERSON)
    elif name == "category" and not element.get("term"):
        yield "category: has no term"
    elif name == "email" and not re.fullmatch(r".+@.+", text):
        yield f"email: {text!r}"


def _common(element: Element) -> Iterator[str]:
    language = element.get(f"{XML}lang")
    if language and not LANGUAGE.fullmatch(language):
        yield f"xml:lang: {language!r}"


def _text_construct(element: Element) -> Iterator[str]:
    name, kind = etree.QName(element).localname, element.get("type", "text")
    yield from _common(element)
    if kind not in {"text", "html", "xhtml"}:
        yield f"{name}: type {kind!r}"
    elif kind == "xhtml":
        if [child.tag for child in element] != [XHTML_DIV]:
            yield f"{name}: xhtml is one div"
    elif len(element):
        yield f"{name}: {kind} holds elements"
    elif kind == "html" and (element.text or "").strip():
        yield from _markup(element.text or "", name)


def _markup(text: str, name: str) -> Iterator[str]:
    """It must be what may stand in a div: no page of its own."""
    found = html.fragment_fromstring(text, create_parent="div")
    wrong = {each.tag for each in found.iter() if each.tag in {"html", "head", "body", "frameset"}}
    yield from (f"{name}: holds {tag}" for tag in sorted(wrong))


def _link(link: Element) -> Iterator[str]:
    yield from _address(link.get("href") or "", "link/href")
    relation = link.get("rel", "alternate")
    if relation not in REGISTERED and not urlsplit(relation).scheme:
        yield f"link: rel {relation!r}"
    for attribute, pattern in (("type", MEDIA_TYPE), ("hreflang", LANGUAGE), ("length", re.compile(r"\d+"))):
        value = link.get(attribute)
        if value is not None and not pattern.fullmatch(value):
            yield f"link: {attribute} {value!r}"
    for attribute in link.attrib:
        if not str(attribute).startswith("{") and attribute not in LINK:
            yield f"link: has no {attribute}"
    if len(link) or (link.text or "").strip():
        yield "link: is not empty"


def _alternates(element: Element) -> Iterator[str]:
    links = [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    kinds = [(link.get("type"), link.get("hreflang")) for link in links]
    if len(set(kinds)) < len(kinds):
        yield f"{etree.QName(element).localname}: two alternates of one type and language"


def _address(text: str, where: str) -> Iterator[str]:
    """Absolute: these feeds name no base."""
    parts = urlsplit(text)
    if not parts.scheme or not (parts.netloc or parts.path) or re.search(r"[\s<>\"{}|\\^`]", text):
        yield f"{where}: {text!r} is no address"


def _moment(text: str, where: str) -> Iterator[str]:
    if not MOMENT.fullmatch(text):
        yield f"{where}: {text!r} is no moment of RFC 3339"
        return
    try:
        datetime.fromisoformat(text)
    except ValueError:
        yield f"{where}: {text!r} is no moment"


def _is_newer(updated: str, when: str) -> bool:
    return datetime.fromisoformat(updated) > datetime.fromisoformat(when)


def _text(element: Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""
