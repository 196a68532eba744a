"""A release as DOCX, to be worked with. Thai is a complex script to Word: its runs say so, with font, weight, size and
language of their own (`w:cs`, `w:bCs`, `w:szCs`, `w:lang w:bidi`), or marks and line breaks go astray."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from press.kits.handouts.blocks import Block, Run
from press.kits.handouts.content import Handout
from press.kits.handouts.docx_parts import (
    CONTENT_TYPES,
    DOCUMENT,
    HYPERLINK,
    NUMBERING,
    PACKAGE_RELATIONS,
    RELATIONS,
    core_properties,
    styles,
)
from press.web.xml import xml_text

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name: the same text gives the same bytes
_THAI = re.compile("[\u0e00-\u0e7f]")
_BULLETS = 1  # the number of the list with bullets; each list with figures has its own, and begins at 1
_LEVELS = 8


@dataclass
class _Places:
    """What the text refers to in other parts of the file."""

    links: dict[str, str] = field(default_factory=dict)
    numbered: int = 0

    def link(self, href: str) -> str:
        return self.links.setdefault(href, f"rIdLink{len(self.links) + 1}")

    def new_list(self) -> int:
        self.numbered += 1
        return _BULLETS + self.numbered


def docx_of(handout: Handout) -> bytes:
    """The DOCX's bytes."""
    places = _Places()
    body = "".join(_body(handout, places))
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": PACKAGE_RELATIONS,
        "docProps/core.xml": core_properties(handout.title, handout.kit_title, handout.language),
        "word/_rels/document.xml.rels": RELATIONS.format("".join(_links(places))),
        "word/document.xml": DOCUMENT.format(body),
        "word/numbering.xml": NUMBERING.format("".join(_numbers(places))),
        "word/styles.xml": styles(handout.language),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.create_system = 3  # Unix, on whatever system this runs
            archive.writestr(info, text.encode())
    return target.getvalue()


def _body(handout: Handout, places: _Places) -> Iterator[str]:
    yield _plain("Kicker", f"{handout.kind} · {handout.embargo}")
    yield _plain("Title", handout.title)
    if handout.subtitle:
        yield _plain("Subtitle", handout.subtitle)
    if handout.dateline:
        yield _paragraph([Run(handout.dateline, bold=True)], places)
    yield from _blocks(handout.blocks, places)
    if handout.contacts:
        yield _plain("Heading2", handout.contact_title)
        for contact in handout.contacts:
            yield _plain("", "\n".join(contact))
    if handout.terms:
        yield _plain("Heading2", handout.terms_title)
        yield _plain("", handout.terms)


def _blocks(blocks: Iterable[Block], places: _Places, style: str = "") -> Iterator[str]:
    for block in blocks:
        if block.kind == "heading":
            yield _paragraph(block.runs, places, _style(f"Heading{block.level}"))
        elif block.kind == "paragraph":
            yield _paragraph(block.runs, places, _style(style))
        elif block.kind == "quote":
            yield from _blocks(block.blocks, places, "Quote")
        elif block.kind == "list":
            yield from _list(block, places, 0)
        elif block.kind == "table":
            yield _table(block, places)
        else:
            yield _paragraph([], places, _style("Rule"))


def _list(block: Block, places: _Places, level: int) -> Iterator[str]:
    """Each item's first paragraph bears the figure or bullet, what follows stands below it."""
    number = places.new_list() if block.ordered else _BULLETS
    bullet = f'<w:numPr><w:ilvl w:val="{min(level, _LEVELS)}"/><w:numId w:val="{number}"/></w:numPr>'
    for item in block.items:
        shape = _style("ListParagraph") + bullet
        for part in item:
            if part.kind == "list":
                yield from _list(part, places, level + 1)
            elif part.kind == "paragraph":
                yield _paragraph(part.runs, places, shape)
                shape = _style("ListParagraph")
            else:
                yield from _blocks([part], places)


def _table(block: Block, places: _Places) -> str:
    rows = []
    for number, row in enumerate(block.rows):
        repeated = "<w:trPr><w:tblHeader/></w:trPr>" if number == 0 else ""
        cells = (f"<w:tc><w:tcPr/>{_paragraph(runs, places, bold=number == 0)}</w:tc>" for runs in row)
        rows.append(f"<w:tr>{repeated}{''.join(cells)}</w:tr>")
    columns = "<w:gridCol/>" * max((len(row) for row in block.rows), default=1)
    shape = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
    return f"<w:tbl>{shape}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>{_plain('', '')}"


def _style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>' if name else ""


def _plain(style: str, text: str) -> str:
    """A paragraph of words without marks; a line break is one."""
    lines = text.split("\n")
    runs = [run for line in lines for run in (Run(line), Run("\n"))][:-1]
    return _paragraph(runs, _Places(), _style(style))


def _paragraph(runs: Iterable[Run], places: _Places, shape: str = "", *, bold: bool = False) -> str:
    words = "".join([_run(run, places, bold=bold) for run in runs])
    return f"<w:p><w:pPr>{shape}</w:pPr>{words}</w:p>"


def _run(run: Run, places: _Places, *, bold: bool) -> str:
    if run.text == "\n":
        return "<w:r><w:br/></w:r>"
    # In the order that the schema asks for.
    marks = '<w:rStyle w:val="Hyperlink"/>' if run.href else ""
    marks += "<w:b/><w:bCs/>" if run.bold or bold else ""
    marks += "<w:i/><w:iCs/>" if run.italic else ""
    marks += '<w:vertAlign w:val="superscript"/>' if run.raised else ""
    marks += "<w:cs/>" if _THAI.search(run.text) else ""
    said = f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{xml_text(run.text)}</w:t></w:r>'
    return f'<w:hyperlink r:id="{places.link(run.href)}">{said}</w:hyperlink>' if run.href else said


def _links(places: _Places) -> Iterator[str]:
    for href, name in places.links.items():
        yield HYPERLINK.format(name, xml_text(href))


def _numbers(places: _Places) -> Iterator[str]:
    for number in range(_BULLETS + 1, _BULLETS + 1 + places.numbered):
        begins = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        yield f'<w:num w:numId="{number}"><w:abstractNumId w:val="2"/>{begins}</w:num>'
