"""Draw the sample picture of the first press kit: what a photograph will look like there, and no photograph.

A made-up skyline at dawn with the sample marks on it, which carry the words SAMPLE and ตัวอย่าง, so that nobody prints it
by mistake. Needs nothing that the application does not:

    python tools/sample_picture.py press_kits/smart-city-thailand-takeoff/assets

The same marks give the same bytes. Lengths are in pixels."""

import io
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import resvg_py
from PIL import Image

WIDTH, HEIGHT = 2400, 1600
GROUND = 1330
MARKS = (("th", 150), ("en", 1290))  # language, distance from the left
MARK_WIDTH = 960


def towers() -> Iterator[str]:
    """Buildings from left to right, their windows lit here and there."""
    chance = random.Random(2019)  # noqa: S311 - the same picture each time
    left = -20
    while left < WIDTH:
        width, height = chance.randrange(90, 210), chance.randrange(160, 620)
        yield f'<rect x="{left}" y="{GROUND - height}" width="{width}" height="{height}" fill="#1d3557"/>'
        for x in range(left + 18, left + width - 24, 34):
            for y in range(GROUND - height + 24, GROUND - 40, 46):
                if chance.random() < 0.3:
                    yield f'<rect x="{x}" y="{y}" width="16" height="24" fill="#f4d58d"/>'
        left += width + chance.randrange(6, 40)


def scene() -> str:
    """The skyline between sky and water, as SVG."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><defs>'
        '<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#9cc5e8"/>'
        '<stop offset="1" stop-color="#fde8c8"/></linearGradient></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#sky)"/>{"".join(towers())}'
        f'<rect y="{GROUND}" width="{WIDTH}" height="{HEIGHT - GROUND}" fill="#457b9d"/></svg>'
    )


def drawn(svg: str, width: int) -> Image.Image:
    """An SVG as a picture of this width."""
    body: bytes = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True)
    return Image.open(io.BytesIO(body)).convert("RGBA")


def main(assets: Path) -> None:
    """Writes photos/sample-skyline.jpg under the folder."""
    picture = drawn(scene(), WIDTH)
    for language, left in MARKS:
        svg = (assets / "logo" / f"sample-mark-horizontal-{language}-full.svg").read_text("utf-8")
        picture.alpha_composite(drawn(svg, MARK_WIDTH), (left, 120))
    target = assets / "photos" / "sample-skyline.jpg"
    target.parent.mkdir(exist_ok=True)
    picture.convert("RGB").save(target, "JPEG", quality=85, optimize=True, progressive=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
