"""Only drawings that stand alone get through."""

import pytest

from press.kits.source.svg import clean

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'

HARMLESS = {
    "path": '<path d="M0 0h9v9z" fill="#0b3d91" stroke="none" stroke-width="2"/>',
    "gradient": '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs>'
    '<rect width="9" height="9" fill="url(#a)"/>',
    "use": '<defs><path id="p" d="M0 0"/></defs><use href="#p"/><use xlink:href="#p"/>',
    "words about it": "<title>ตรา</title><desc>A mark</desc><g><circle cx='1' cy='1' r='1'/></g>",
    "clip": '<clipPath id="c"><path d="M0 0"/></clipPath><g clip-path="url(#c)"/>',
    "language": '<g xml:lang="th"><path d="M0 0"/></g>',
    "comment": "<!-- <script>alert(1)</script> --><path d='M0 0'/>",
}

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script from elsewhere": '<script href="https://evil.example/x.js"/>',
    "namespaced script": '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
    "event handler": '<path d="M0 0" onload="alert(1)"/>',
    "event handler, other capitals": '<path d="M0 0" ONclick="alert(1)"/>',
    "foreign HTML": '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="x()"/></foreignObject>',
    "link": '<a href="https://evil.example"><path d="M0 0"/></a>',
    "javascript link": '<a xlink:href="javascript:alert(1)"><path d="M0 0"/></a>',
    "picture": '<image href="https://evil.example/pixel.png"/>',
    "picture from here": '<image href="/files/secret"/>',
    "picture as data": '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    "use from here": '<use href="/other.svg#a"/>',
    "use from elsewhere": '<use xlink:href="//evil.example/a.svg#a"/>',
    "use with blanks": '<use href="  /a#b"/>',
    "fill from elsewhere": '<path d="M0 0" fill="url(https://evil.example/#a)"/>',
    "fill from here": '<path d="M0 0" fill="url( \'/a.svg#b\' )"/>',
    "filter from here": '<g filter="url(/a.svg#b)"/>',
    "style element": "<style>@import url(https://evil.example/a.css);</style>",
    "style attribute": '<path d="M0 0" style="fill:url(//evil.example/a)"/>',
    "animation of a link": '<use href="#a"><set attributeName="href" to="javascript:alert(1)"/></use>',
    "animation": '<animate attributeName="href" values="javascript:alert(1)"/>',
    "filter picture": '<filter id="f"><feImage href="/secret.png"/></filter>',
    "text": "<text>Needs a font</text>",
    "embedded page": '<iframe src="javascript:alert(1)"/>',
    "unknown element": "<blink/>",
    "unknown attribute": '<path d="M0 0" formaction="javascript:alert(1)"/>',
    "base": '<g xml:base="https://evil.example/"><use href="#a"/></g>',
}

WHOLE = {
    "entity": b'<!DOCTYPE svg [<!ENTITY a "x">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    "external entity": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
    "billion laughs": b'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
    "outer DTD": b'<!DOCTYPE svg SYSTEM "http://evil.example/x.dtd"><svg xmlns="http://www.w3.org/2000/svg"/>',
    "style sheet": b'<?xml-stylesheet href="http://evil.example/x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "HTML": b"<html><body>x</body></html>",
    "no namespace": b"<svg><path d='M0 0'/></svg>",
    "UTF-16": "<svg/>".encode("utf-16"),
    "UTF-7 trick": b'<?xml version="1.0" encoding="UTF-7"?>+ADw-svg+AD4-',
    "not closed": b'<svg xmlns="http://www.w3.org/2000/svg">',
    "nothing": b"",
    "two roots": b'<svg xmlns="http://www.w3.org/2000/svg"/><script/>',
}


@pytest.mark.parametrize("inner", HARMLESS.values(), ids=HARMLESS.keys())
def test_harmless_drawing_is_kept(inner: str) -> None:
    body, faults = clean(f"{OPEN}{inner}</svg>".encode())

    assert faults == []
    assert b"<svg" in body
    assert clean(body) == (body, [])  # its own output passes, unchanged


@pytest.mark.parametrize("inner", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_drawing_is_refused(inner: str) -> None:
    body, faults = clean(f"{OPEN}\n{inner}</svg>".encode())

    assert body == b""
    assert faults
    assert faults[0][0] == 2  # the line is named


@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE.keys())
def test_hostile_document_is_refused(data: bytes) -> None:
    body, faults = clean(data)

    assert body == b""
    assert faults


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("<g>\n<path>", "not well-formed XML, column 9: this closes another tag than the one that is open"),
        ("\n<path", "not well-formed XML, column 6: unexpected character; & is written &amp;, < is written &lt;"),
        ("\n<g>a &b; c</g>", "not well-formed XML, column 6: unknown entity; & is written &amp;"),
        ("\n<path d='' d=''/>", "not well-formed XML, column 12: an attribute is there twice"),
        ("</svg>\n<svg>", "not well-formed XML, column 1: something stands after the end of the drawing"),
    ],
)
def test_broken_drawing_is_explained_in_our_words(inner: str, said: str) -> None:
    assert clean(f"{OPEN}{inner}</svg>".encode()) == (b"", [(2, said)])


def test_drawing_that_stops_in_the_middle_is_explained() -> None:
    assert clean(f"{OPEN}\n<g>".encode()) == (b"", [(2, "not well-formed XML: it ends before every tag is closed")])
    assert clean(f"{OPEN}\n<g".encode()) == (b"", [(2, "not well-formed XML, column 1: a tag is not closed")])


def test_drawing_of_no_namespace_is_explained() -> None:
    ((line, said),) = clean(b"<svg/>")[1]

    assert (line, said.partition(":")[0]) == (1, "not an SVG")
