"""A release as PDF: tagged for those who listen to it (PDF/UA), with our own fonts inside, and Thai marks in place."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from config import ROOT
from press.kits.handouts.content import Handout

PDF = "application/pdf"
_TEMPLATE = Path(__file__).with_name("release.typ")
_FONTS = ROOT / "static" / "fonts"
# The same text gives the same bytes, on whatever day: a PDF must name a moment, so it names this one.
_TIMESTAMP = 0


def pdf_of(handout: Handout) -> bytes:
    """The PDF's bytes."""
    made = _compiler().compile(
        format="pdf",
        sys_inputs={"handout": json.dumps(asdict(handout), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=_TIMESTAMP,
    )
    assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file, told so to mypy
    return made


@cache
def _compiler() -> typst.Compiler:
    """Template and fonts, read once a process; the machine's own fonts are left out, for they differ."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FONTS)])
    return typst.Compiler(str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts, ignore_system_fonts=True)
