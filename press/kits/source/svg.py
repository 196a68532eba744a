"""An SVG is a program unless proven otherwise. Two rules: the allow-list of py-svg-hush, of which nothing may
have been needed, and one of our own: every reference that does not stay inside the file is refused.

What is published is the list's own output, so that no other reader can understand the file differently."""

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

from py_svg_hush import filter_svg

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

        def refuse(what: str) -> None:
            self.faults.append((parser.CurrentLineNumber, f"{what} is not allowed in an SVG"))

        parser.StartElementHandler = start
        parser.StartDoctypeDeclHandler = lambda *_: refuse("a document type")
        parser.EntityDeclHandler = lambda *_: refuse("an entity")
        parser.ProcessingInstructionHandler = lambda target, _: refuse(f"<?{target}?>")
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            self.faults.append((error.lineno, f"not well-formed XML: {expat.ErrorString(error.code)}"))
        return self

    def _element(self, line: int, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if not self.elements and local != "svg":
            self.faults.append((line, f"not an SVG: it begins with <{name}>"))
        if local in _REFUSED:
            self.faults.append((line, f"<{name}> is not allowed in an SVG"))
        for attribute, value in attributes.items():
            self._attribute(line, name, attribute, value)
        names = (key for key in attributes if not key.startswith("xmlns") and key not in _HARMLESS)
        # The list writes xlink:href as href.
        kept = sorted(key.rpartition(":")[2] for key in names)
        self.elements.append((line, local, tuple(kept)))

    def _attribute(self, line: int, element: str, name: str, value: str) -> None:
        local = name.rpartition(":")[2].lower()
        if local.startswith("on"):
            self.faults.append((line, f"{name} on <{element}> is a script"))
        elif local == "style":
            self.faults.append((line, f"style on <{element}>: use attributes such as fill"))
        elif local in {"href", "src"} and not _INSIDE.fullmatch(value.strip()):
            self.faults.append((line, f"{name}={value!r} leads out of the file"))
        for reference in _URL.findall(value):
            if not _INSIDE.fullmatch(reference.strip()):
                self.faults.append((line, f"{name}={value!r} leads out of the file"))


def clean(data: bytes) -> tuple[bytes, list[tuple[int, str]]]:
    """The SVG as it may be published, and its faults as (line, message); with faults the bytes are empty."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return b"", [(1, "not UTF-8")]
    before = _Walk().over(data)
    if before.faults:
        return b"", before.faults
    try:
        hushed: bytes = filter_svg(data)
    except ValueError as error:
        return b"", [(1, f"not an SVG: {error}")]
    after = _Walk().over(hushed)
    faults = [*_lost(before, after), *((1, message) for _, message in after.faults)]
    return (b"", faults) if faults else (hushed, [])


def _lost(before: _Walk, after: _Walk) -> list[tuple[int, str]]:
    """What the allow-list took away: the drawing would not be the one that was made."""
    kept = Counter((name, attributes) for _, name, attributes in after.elements)
    lost = []
    for line, name, attributes in before.elements:
        if kept[name, attributes]:
            kept[name, attributes] -= 1
        else:
            lost.append((line, f"<{name}> or one of its attributes is not allowed in an SVG"))
    return lost
