"""Make the fonts in ``static/fonts`` from the npm package ``@ibm/plex-sans-thai-looped``: small ones for
pages, whole ones for releases as PDF, where no other font stands in for a letter that is missing.

Run it only to change the look: ``npm install && .venv/bin/pip install fonttools brotli``, then
``.venv/bin/python tools/fonts.py``. The subsets are committed, so nobody else needs this.

The font's licence reserves the name "Plex" for unmodified copies, and a subset is a modification:
each subset, and each copy in another format, is therefore renamed, while the copyright and licence
records stay in the file.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "@ibm" / "plex-sans-thai-looped"
OUTPUT = ROOT / "static" / "fonts"
FAMILY = "PD Thai Looped"
NEARLY = 12  # units, of a thousand a letter's height
WEIGHTS = {400: "Regular", 600: "SemiBold"}

# Latin for English pages and the accented names of foreign journalists; all of Thai; the dotted
# circle, which shapers put under a stray vowel; zero-width space for hand-made Thai breaks.
CHARACTERS = (
    "0020-007E,00A0-00FF,0131,0152-0153,0160-0161,017D-017E,"
    "0E01-0E3A,0E3F-0E5B,25CC,200B-200D,"
    "2010-2011,2013-2014,2018-201A,201C-201E,2020,2022,2026,2030,2039-203A,20AC,2122,"
    "2190-2193,2212,2713"
)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "liga", "locl", "calt", "tnum"]
# Copyright, trademark, licence text and licence address: what must travel with the file.
KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]


def main() -> None:
    """Write a woff2 and a TTF per weight, the licence and the origin of the files."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    for weight, style in WEIGHTS.items():
        source = PACKAGE / "fonts/complete/woff2" / f"IBMPlexSansThaiLooped-{style}.woff2"
        target = OUTPUT / f"pd-thai-looped-{weight}.woff2"
        make_subset(source, target, style)
        make_whole(source, target.with_suffix(".ttf"), style)
        for made in (target, target.with_suffix(".ttf")):
            print(f"{made.relative_to(ROOT)}  {made.stat().st_size:,} bytes")
    shutil.copyfile(PACKAGE / "LICENSE.txt", OUTPUT / "OFL.txt")
    write_origin()


def make_subset(source: Path, target: Path, style: str) -> None:
    """Keep only ``CHARACTERS`` and the layout features that Thai and our tables need."""
    options = subset.Options(
        flavor="woff2", hinting=False, layout_features=FEATURES, name_IDs=KEPT_NAMES, notdef_outline=True
    )
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
    subsetter.subset(font)
    rename(font, style)
    subset.save_font(font, str(target), options)


def make_whole(source: Path, target: Path, style: str) -> None:
    """All letters, as TrueType."""
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    raise_small_marks(font)
    rename(font, style)
    font.save(target)


def raise_small_marks(font: TTFont) -> None:
    """Draws the tone marks that stand above another mark (``.small``) at their height, in place of moving them there.

    What is moved up or down, Typst writes apart from its syllable and tells the syllable twice: whoever copied from
    the PDF would have every other word doubled. The heights differ by less than a twelfth of a letter; the highest is
    taken for all, so that no two marks touch."""
    lookups = [
        (lookup.LookupType, table) for lookup in font["GPOS"].table.LookupList.Lookup for table in lookup.SubTable
    ]
    bases = [table for kind, table in lookups if kind == 4]
    [stack] = [table for kind, table in lookups if kind == 6 and "uni0E48.small" in table.Mark1Coverage.glyphs]
    upper = [anchor for mark in stack.Mark2Array.Mark2Record for anchor in mark.Mark2Anchor if anchor]
    height = max(anchor.YCoordinate for anchor in upper)
    for anchor in upper:
        anchor.YCoordinate = height
    marks = list(zip(stack.Mark1Coverage.glyphs, stack.Mark1Array.MarkRecord, strict=True))
    for table in bases:
        marks += zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True)
        level(table)
    small = [(name, record.MarkAnchor) for name, record in marks if name.endswith(".small")]
    shifts = {name: height - anchor.YCoordinate for name, anchor in small}
    for _name, anchor in small:
        anchor.YCoordinate = height
    for name, shift in shifts.items():
        move_up(font, name, shift)


def level(table: Any) -> None:
    """Gives the letters whose marks stand a few units lower or higher than most the height of most."""
    for places in zip(*[base.BaseAnchor for base in table.BaseArray.BaseRecord], strict=True):
        anchors = [anchor for anchor in places if anchor]
        usual = Counter(anchor.YCoordinate for anchor in anchors).most_common(1)[0][0]
        for anchor in anchors:
            if abs(anchor.YCoordinate - usual) <= NEARLY:
                anchor.YCoordinate = usual


def move_up(font: TTFont, name: str, shift: int) -> None:
    """Moves the outline of a glyph."""
    glyph = font["glyf"][name]
    if glyph.isComposite():
        for component in glyph.components:
            component.y += shift
    else:
        glyph.coordinates.translate((0, shift))
    glyph.recalcBounds(font["glyf"])


def rename(font: TTFont, style: str) -> None:
    """Replace the reserved name in the records that name the font."""
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    names = {1: FAMILY, 2: style, 3: postscript, 4: f"{FAMILY} {style}", 6: postscript, 16: FAMILY, 17: style}
    for record in list(font["name"].names):
        if record.nameID in names:
            font["name"].setName(
                names[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID
            )


def write_origin() -> None:
    """Say beside the files which release they come from."""
    version = json.loads((PACKAGE / "package.json").read_text())["version"]
    (OUTPUT / "README.md").write_text(
        "# Fonts\n\n"
        "`pd-thai-looped-400.woff2` and `pd-thai-looped-600.woff2` are subsets of IBM Plex Sans Thai Looped,\n"
        "the `.ttf` the whole of it in another format, for releases as PDF\n"
        f"(npm `@ibm/plex-sans-thai-looped` {version}), SIL Open Font License 1.1, text in `OFL.txt`.\n"
        "They are renamed, because the licence reserves the original name for unmodified copies.\n"
        "Made by `tools/fonts.py`.\n"
    )


if __name__ == "__main__":
    main()
