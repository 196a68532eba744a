"""Draw the sample programme mark of the first press kit, as self-contained SVG files.

The mark is our own drawing, a placeholder: a skyline that rises from a row of squares while one square
takes off. It is not the programme's real emblem and carries the word SAMPLE (or its Thai equivalent) in
every file, so that nobody prints it by mistake.

Text becomes outlines, because a reader's machine may lack the font, and is shaped by HarfBuzz, because
Thai vowels and tone marks stack. Needs two packages that the application itself does not:

    pip install fonttools uharfbuzz
    python tools/sample_mark.py FONT FOLDER

FONT is IBM Plex Sans Thai Looped SemiBold (.ttf, .otf or .woff, OFL-1.1); FOLDER is usually
press_kits/smart-city-thailand-takeoff/assets/logo. The same font gives the same bytes. Lengths are in SVG
user units: a square is 20, a gap is 6.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from xml.sax.saxutils import escape

import uharfbuzz as hb
from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

SQUARE = 20
GAP = 6
PITCH = SQUARE + GAP
COLUMNS = 5
SIDE = COLUMNS * PITCH - GAP
MARGIN = SQUARE  # the clear space is part of every file
STOREYS = (1, 2, 3, 4, 3)  # the height of each building; the square that took off is above the last

LAYOUTS = ("horizontal", "stacked", "symbol")
LANGUAGES = ("th", "en")
NAME = {"th": ("สมาร์ทซิตี้", "ไทยแลนด์"), "en": ("Smart City", "Thailand")}
FULL_NAME = {"th": "สมาร์ทซิตี้ไทยแลนด์", "en": "Smart City Thailand"}
SAMPLE = {"th": "ตัวอย่าง", "en": "SAMPLE"}
DESCRIPTION = {
    "th": "ตราตัวอย่าง ไม่ใช่ตราสัญลักษณ์จริง: แนวอาคารสูงขึ้นเป็นลำดับเหนือแถวสี่เหลี่ยม",
    "en": "A sample mark, not the real emblem: a skyline that rises above a row of squares.",
}


@dataclass(frozen=True)
class Palette:
    """The colours of one version of the mark."""

    building: str
    ground: str
    accent: str
    text: str
    tag: str
    tag_text: str


PALETTES = {
    "full": Palette("#0b3d91", "#0a6a8f", "#f2a900", "#0b3d91", "#0a6a8f", "#ffffff"),
    "reversed": Palette("#ffffff", "#8fd3e6", "#f2a900", "#ffffff", "#8fd3e6", "#0b3d91"),
    "black": Palette("#000000", "#000000", "#000000", "#000000", "none", "#000000"),
    "white": Palette("#ffffff", "#ffffff", "#ffffff", "#ffffff", "none", "#ffffff"),
}


def number(value: float, decimals: int = 1) -> str:
    """A coordinate with at most so many decimals, without a trailing zero."""
    rounded = round(value, decimals) + 0.0  # the sum turns minus zero into zero
    return f"{rounded:g}"


class Typesetter:
    """Shapes text with one font and gives its outline."""

    def __init__(self, font_path: Path) -> None:
        font = TTFont(font_path)
        font.flavor = None  # HarfBuzz reads plain OpenType, not WOFF
        plain = io.BytesIO()
        font.save(plain)
        self._font = hb.Font(hb.Face(plain.getvalue()))
        self._glyphs = font.getGlyphSet()
        self._order = font.getGlyphOrder()
        self._em = font["head"].unitsPerEm

    def outline(self, text: str, size: float) -> RecordingPen:
        """The outline of `text` with its origin at the start of the baseline, y downward."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer)
        pen, scale, x = DecomposingRecordingPen(self._glyphs), size / self._em, 0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            if info.codepoint == 0:
                raise ValueError(f"the font has no glyph for a letter of {text!r}")
            right, down = (x + position.x_offset) * scale, -position.y_offset * scale
            place = Transform(scale, 0, 0, -scale, right, down)
            self._glyphs[self._order[info.codepoint]].draw(TransformPen(pen, place))
            x += position.x_advance
        return pen


def bounds(outline: RecordingPen) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an outline."""
    pen = BoundsPen(None)
    outline.replay(pen)
    if pen.bounds is None:
        raise ValueError("an empty outline has no bounds")
    return pen.bounds


def text_path(outline: RecordingPen, x: float, y: float, fill: str) -> str:
    """The outline as an SVG path, moved to (x, y)."""
    pen = SVGPathPen(None, ntos=number)
    outline.replay(TransformPen(pen, Transform(1, 0, 0, 1, x, y)))
    return f'<path fill="{fill}" d="{pen.getCommands()}"/>'


def building(column: int, storeys: int, x: float, y: float) -> str:
    """One building's outline: a tower whose left shoulder is a quarter of a circle."""
    left, bottom = number(x + column * PITCH), number(y + SIDE - PITCH)
    top = y + SIDE - PITCH - storeys * PITCH + GAP
    return f"M{left} {bottom}V{number(top + SQUARE)}a20 20 0 0 1 20 -20V{bottom}Z"


def symbol(x: float, y: float, palette: Palette) -> Iterator[str]:
    """The skyline, the row of squares and the square that took off, in a box of SIDE by SIDE."""
    towers = "".join(building(column, storeys, x, y) for column, storeys in enumerate(STOREYS))
    squares = "".join(
        f"M{number(x + column * PITCH)} {number(y + SIDE - SQUARE)}h20v20h-20z" for column in range(COLUMNS)
    )
    yield f'<path fill="{palette.building}" d="{towers}"/>'
    yield f'<path fill="{palette.ground}" d="{squares}"/>'
    yield f'<path fill="{palette.accent}" d="M{number(x + SIDE - SQUARE)} {number(y)}h20v20h-20z"/>'


def tag(word: RecordingPen, x: float, y: float, width: float, palette: Palette) -> Iterator[str]:
    """The plate that says that this is a sample: one square high, its word in the middle."""
    inset, stroke = 0.0, ""
    if palette.tag == "none":  # one colour: a frame, drawn inside the same outer edge
        inset, stroke = 0.75, f' stroke="{palette.tag_text}" stroke-width="1.5"'
    box = f'x="{number(x + inset, 2)}" y="{number(y + inset, 2)}"'
    size = f'width="{number(width - 2 * inset)}" height="{number(SQUARE - 2 * inset)}"'
    yield f'<rect {box} {size} fill="{palette.tag}"{stroke}/>'
    left, top, right, bottom = bounds(word)
    yield text_path(word, x + (width - left - right) / 2, y + (SQUARE - top - bottom) / 2, palette.tag_text)


@dataclass(frozen=True)
class Words:
    """The outlines that one language needs."""

    lines: tuple[RecordingPen, RecordingPen]
    sample: RecordingPen

    @classmethod
    def set_in(cls, typesetter: Typesetter, language: str) -> Words:
        """Shape the two lines of the name and the sample's word."""
        first, second = NAME[language]
        size = 41 if language == "en" else 37
        lines = (typesetter.outline(first, size), typesetter.outline(second, size))
        return cls(lines, typesetter.outline(SAMPLE[language], 13.5))


def draw_symbol(words: Words, palette: Palette) -> tuple[float, float, list[str]]:
    """The symbol alone, with its plate below."""
    below = MARGIN + SIDE + GAP
    parts = [*symbol(MARGIN, MARGIN, palette), *tag(words.sample, MARGIN, below, SIDE, palette)]
    return SIDE + 2 * MARGIN, below + SQUARE + MARGIN, parts


def draw_horizontal(words: Words, palette: Palette) -> tuple[float, float, list[str]]:
    """The symbol at the left; the name beside the skyline, the plate beside the row of squares."""
    left = MARGIN + SIDE + SQUARE
    parts = list(symbol(MARGIN, MARGIN, palette))
    right = left
    for line, baseline in zip(words.lines, (MARGIN + 44, MARGIN + 88), strict=True):
        box = bounds(line)
        parts.append(text_path(line, left - box[0], baseline, palette.text))
        right = max(right, left + box[2] - box[0])
    parts += tag(words.sample, left, MARGIN + SIDE - SQUARE, 3 * PITCH - GAP, palette)
    return right + MARGIN, SIDE + 2 * MARGIN, parts


def draw_stacked(words: Words, palette: Palette) -> tuple[float, float, list[str]]:
    """The symbol above, the name in two lines below it, all centred."""
    boxes = [bounds(line) for line in words.lines]
    width = max(box[2] - box[0] for box in boxes) + 2 * MARGIN
    parts = list(symbol((width - SIDE) / 2, MARGIN, palette))
    baseline = MARGIN + SIDE + 55
    for line, box in zip(words.lines, boxes, strict=True):
        parts.append(text_path(line, (width - box[0] - box[2]) / 2, baseline, palette.text))
        baseline += 49
    plate = baseline - 49 + 20
    parts += tag(words.sample, (width - SIDE) / 2, plate, SIDE, palette)
    return width, plate + SQUARE + MARGIN, parts


DRAWINGS = {"horizontal": draw_horizontal, "stacked": draw_stacked, "symbol": draw_symbol}


def svg(layout: str, language: str, colour: str, words: Words) -> str:
    """One file of the pack."""
    width, height, parts = DRAWINGS[layout](words, PALETTES[colour])
    title = escape(f"{FULL_NAME[language]} ({SAMPLE[language]})")
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" role="img" '
        f'xml:lang="{language}">\n<title>{title}</title>\n<desc>{escape(DESCRIPTION[language])}</desc>\n'
        f"{body}\n</svg>\n"
    )


def main() -> int:
    """Write every layout, language and colour into the folder that was named."""
    parser = argparse.ArgumentParser(description="Draw the sample programme mark as SVG files.")
    parser.add_argument("font", type=Path, help="IBM Plex Sans Thai Looped SemiBold")
    parser.add_argument("folder", type=Path, help="where the files go")
    arguments = parser.parse_args()
    typesetter = Typesetter(arguments.font)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        words = Words.set_in(typesetter, language)
        for layout, colour in product(LAYOUTS, PALETTES):
            path = arguments.folder / f"sample-mark-{layout}-{language}-{colour}.svg"
            path.write_text(svg(layout, language, colour, words), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
