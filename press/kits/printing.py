"""A process of its own that makes PDFs: Typst and its fonts never lie in the memory of whoever publishes.

    python -m press.kits.printing

reads one job a line from standard input, as JSON, writes the PDF where the job says, and answers with a line: why that
cannot be, or an empty text. It has no settings, no keys and no connection."""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import typst

from config import ROOT

_TEMPLATE = Path(__file__).with_name("handouts") / "release.typ"
_FONTS = ROOT / "static" / "fonts"
# The same text gives the same bytes, on whatever day: a PDF must name a moment, so it names this one.
_TIMESTAMP = 0


def release_pdf(handout: dict[str, Any]) -> bytes:
    """A release (the fields of a `Handout`), tagged for those who listen to it (PDF/UA), with our own fonts inside, and
    Thai marks in place."""
    said = json.dumps(handout, ensure_ascii=False)
    made = _typesetter().compile(
        format="pdf", sys_inputs={"handout": said}, pdf_standards=["ua-1"], timestamp=_TIMESTAMP
    )
    return _one_file(made)


@cache
def _typesetter() -> typst.Compiler:
    """Template and fonts, read once. Typst's own stand in where ours have no such letter, as for a name from Viet Nam;
    the machine's are left out, for they differ."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_FONTS)])
    return typst.Compiler(str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=fonts, ignore_system_fonts=True)


def drawing_pdf(svg: Path, *, title: str, alt: str) -> bytes:
    """A drawing: outlines stay outlines, on a page of the drawing's own size."""
    page = (
        f"#set document(title: {_quoted(title)}, date: none)\n"
        "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        f"#image({_quoted(svg.name)}, alt: {_quoted(alt)})\n"
    )
    return _one_file(_plotter(svg.parent).compile(page.encode(), format="pdf"))


@cache
def _plotter(folder: Path) -> typst.Compiler:
    return typst.Compiler(root=str(folder), ignore_system_fonts=True)


def _quoted(text: str) -> str:
    """A text as Typst writes it; these are one line each, so JSON's quotes are the same."""
    return json.dumps(text, ensure_ascii=False)


def _one_file(made: object) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def answer(job: dict[str, Any]) -> str:
    """Makes the PDF that a job of `press.kits.printshop` asks for; what Typst has against it, if anything."""
    try:
        if "handout" in job:
            body = release_pdf(job["handout"])
        else:
            body = drawing_pdf(Path(job["svg"]), title=job["title"], alt=job["alt"])
    except typst.TypstError as fault:
        return str(fault)
    Path(job["to"]).write_bytes(body)
    return ""


def main() -> None:
    """Answers until there is no further line."""
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
