"""An SVG is a program unless proven otherwise. Two rules: the allow-list of py-svg-hush, of which nothing may
have been needed, and one of our own: every reference that does not stay inside the file is refused.

What is published is the list's own output, so that no other reader can understand the file differently."""

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

from py_svg_hush import filter_svg

from press.kits.source.faults import N_, Said
from press.kits.source.syntax import wrong_xml

# Outlines only: text needs fonts that the reader may lack, the rest brings in things from elsewhere.
_REFUSED = frozenset(
    {"script", "style", "a", "image", "text", "foreignObject", "iframe", "audio", "video", "animate", "set"}
    | {"animateMotion", "animateTransform", "feImage", "handler", "listener", "link", "metadata"}
)
# Attributes without effect, which the allow-list drops.
_HARMLESS = frozenset({"xml:lang", "xml:space", "version", "baseProfile", "enable-background"})
_URL = re.compile(r"url\s*\(\s*['\"]?\s*([^)'\"]*)", re.IGNORECASE)
_INSIDE = re.compile(r"#[\w.:-]+")


@dataclass
class _Walk:
    """Every element of a document with its line, and what is refused in it."""

    faults: list[tuple[int, str]] = field(default_factory=list)
    elements: list[tuple[int, str, tuple[str, ...]]] = field(default_factory=list)

    def over(self, data: bytes) -> "_Walk":
        parser = expat.ParserCreate("utf-8")

        def start(name: str, attributes: dict[str, str]) -> None:
            self._element(parser.CurrentLineNumber, name, attributes)

        def refuse(words: Said) -> None:
            self.faults.append((parser.CurrentLineNumber, words))

        parser.StartElementHandler = start
        parser.StartDoctypeDeclHandler = lambda *_: refuse(N_("a document type is not allowed in an SVG"))
        parser.EntityDeclHandler = lambda *_: refuse(N_("an entity is not allowed in an SVG"))
        parser.ProcessingInstructionHandler = lambda target, _: refuse(
            N_("<?%(name)s?> is not allowed in an SVG", name=target)
        )
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            self.faults.append((error.lineno, wrong_xml(error)))
        return self

    def _element(self, line: int, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self.elements and local != "svg":
            self.faults.append((line, N_("not an SVG: it begins with <%(name)s>", name=name)))
        if local in _REFUSED:
            self.faults.append((line, N_("<%(name)s> is not allowed in an SVG", name=name)))
        for attribute, value in attributes.items():
            self._attribute(line, name, attribute, value)
        names = (key for key in attributes if not key.startswith("xmlns") and key not in _HARMLESS)
        # The list writes xlink:href as href.
        kept = sorted(key.rpartition(":")[2] for key in names)
        self.elements.append((line, local, tuple(kept)))

    def _attribute(self, line: int, element: str, name: str, value: str) -> None:
        local = name.rpartition(":")[2].lower()
        if local.startswith("on"):
            self.faults.append((line, N_("%(name)s on <%(element)s> is a script", name=name, element=element)))
        elif local == "style":
            self.faults.append((line, N_("style on <%(element)s>: use attributes such as fill", element=element)))
        elif local in {"href", "src"} and not _INSIDE.fullmatch(value.strip()):
            self.faults.append((line, _leads_out(name, value)))
        for reference in _URL.findall(value):
            if not _INSIDE.fullmatch(reference.strip()):
                self.faults.append((line, _leads_out(name, value)))


def _leads_out(name: str, value: str) -> Said:
    return N_("%(name)s=%(value)s leads out of the file", name=name, value=repr(value))


def clean(data: bytes) -> tuple[bytes, list[tuple[int, str]]]:
    """The SVG as it may be published, and its faults as (line, message); with faults the bytes are empty."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return b"", [(1, N_("not UTF-8"))]
    before = _Walk().over(data)
    if before.faults:
        return b"", before.faults
    try:
        hushed: bytes = filter_svg(data)
    except ValueError:  # well-formed XML, but not of the right kind
        words = N_(
            'not an SVG: the first tag must say xmlns="http://www.w3.org/2000/svg", and every prefix be declared'
        )
        return b"", [(1, words)]
    after = _Walk().over(hushed)
    faults = [*_lost(before, after), *((1, message) for _, message in after.faults)]
    return (b"", faults) if faults else (hushed, [])


def _lost(before: _Walk, after: _Walk) -> list[tuple[int, str]]:
    """What the allow-list took away: the drawing would not be the one that was made."""
    kept = Counter((name, attributes) for _, name, attributes in after.elements)
    lost: list[tuple[int, str]] = []
    for line, name, attributes in before.elements:
        if kept[name, attributes]:
            kept[name, attributes] -= 1
        else:
            lost.append((line, N_("<%(name)s> or one of its attributes is not allowed in an SVG", name=name)))
    return lost
