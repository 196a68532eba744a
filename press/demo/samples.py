"""Papers made by code, each with SAMPLE across it: nobody could take one for a real card or letter."""

import io
import random
import time
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from press.events.settings import PaperKind

_INK, _FAINT, _PAPER, _MARK = (38, 44, 54), (196, 202, 210), (250, 250, 247), (176, 42, 48)
_TITLES = {
    PaperKind.LETTER: "ASSIGNMENT LETTER",
    PaperKind.PRESS_CARD: "PRESS CARD",
    PaperKind.PHOTO: "",
    PaperKind.TEAR_SHEETS: "TEAR SHEET",
    PaperKind.REGISTRATION: "REGISTRATION",
    PaperKind.AUDIENCE: "AUDIENCE",
}
_SIZES = {
    PaperKind.LETTER: (827, 1170),
    PaperKind.PRESS_CARD: (1012, 638),
    PaperKind.PHOTO: (600, 800),
    PaperKind.TEAR_SHEETS: (900, 1200),
    PaperKind.REGISTRATION: (827, 1170),
    PaperKind.AUDIENCE: (810, 1012),
}
_FORMS = {PaperKind.LETTER: "PDF", PaperKind.REGISTRATION: "PDF", PaperKind.AUDIENCE: "PNG"}
_SUFFIXES = {"PDF": "pdf", "PNG": "png", "JPEG": "jpg"}
_A_DAY = time.gmtime(0)  # or a PDF would be another one each second


@dataclass(frozen=True)
class Sample:
    """A file as somebody would choose it in the form."""

    name: str
    body: bytes


def sample(kind: PaperKind, *, number: int, lines: tuple[str, ...]) -> Sample:
    """The paper of this kind that says these lines in Latin letters; the same for the same number and lines."""
    picture = Image.new("RGB", _SIZES[kind], _PAPER)
    dice = random.Random(number)  # noqa: S311 - colours, no secret
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    unit = width // 20
    if kind is PaperKind.PHOTO:
        _face(draw, (0, 0, width, height), dice)
    else:
        left = unit
        if kind is PaperKind.PRESS_CARD:
            _face(draw, (unit, 3 * unit, 6 * unit, 10 * unit), dice)
            left = 7 * unit
        _text(draw, (unit, unit), _TITLES[kind], unit)
        for place, line in enumerate(lines):
            _text(draw, (left, (3.2 + 1.2 * place) * unit), line, int(0.7 * unit))
        if kind is PaperKind.TEAR_SHEETS:
            draw.rectangle((unit, 9 * unit, 19 * unit, 17 * unit), fill=_colour(dice))
        _ruled(draw, picture.size, unit, dice, top=18 if kind is PaperKind.TEAR_SHEETS else 11)
    return _file(kind, _marked(picture, "SAMPLE", height // 2), number)


def _file(kind: PaperKind, picture: Image.Image, number: int) -> Sample:
    form = _FORMS.get(kind, "JPEG")
    held = io.BytesIO()
    if form == "PDF":
        picture.save(held, form, resolution=100, creationDate=_A_DAY, modDate=_A_DAY)
    else:
        picture.save(held, form)
    return Sample(f"sample-{kind.value.replace('_', '-')}-{number}.{_SUFFIXES[form]}", held.getvalue())


def _face(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], dice: random.Random) -> None:
    """Head and shoulders before a light ground; no face in it."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    draw.rectangle(box, fill=(226, 232, 240))
    colour = _colour(dice)
    draw.pieslice((left + wide * 0.1, top + high * 0.62, right - wide * 0.1, top + high * 1.38), 180, 360, fill=colour)
    draw.ellipse((left + wide * 0.3, top + high * 0.18, right - wide * 0.3, top + high * 0.66), fill=(214, 180, 152))


def _ruled(draw: ImageDraw.ImageDraw, size: tuple[int, int], unit: int, dice: random.Random, *, top: int) -> None:
    """Grey bars where a real paper has its text."""
    width, height = size
    for y in range(top * unit, height - 2 * unit, int(0.9 * unit)):
        draw.rectangle((unit, y, width - unit - dice.randrange(unit * 5), y + unit // 4), fill=_FAINT)


def _marked(picture: Image.Image, word: str, middle: int) -> Image.Image:
    """The word across it, in red."""
    font = ImageFont.load_default(size=picture.width // 6)
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    ImageDraw.Draw(layer).text((picture.width // 2, middle), word, font=font, fill=(*_MARK, 150), anchor="mm")
    layer = layer.rotate(24, center=(picture.width // 2, middle))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def _text(draw: ImageDraw.ImageDraw, at: tuple[float, float], words: str, size: int) -> None:
    draw.text(at, words, font=ImageFont.load_default(size=size), fill=_INK)


def _colour(dice: random.Random) -> tuple[int, int, int]:
    return dice.randrange(60, 150), dice.randrange(80, 150), dice.randrange(90, 180)
