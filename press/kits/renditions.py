"""Pictures drawn from a logo's SVG when its kit is published: never in a request, always the same bytes."""

import resvg_py

PNG = "image/png"


def png_of(svg: bytes, width: int) -> bytes:
    """The drawing as PNG, `width` pixels wide, on a transparent ground.

    No fonts are loaded: a logo holds outlines, and fonts would draw it differently on each machine."""
    drawn: bytes = resvg_py.svg_to_bytes(svg_string=svg.decode(), width=width, skip_system_fonts=True)
    return drawn
