"""Pictures drawn from logos and photographs when their kit is published: never in a request, and always the same bytes
of the same file."""

import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import resvg_py
from PIL import Image

from press.kits import darkroom, printshop
from press.kits.source.faults import Fault, KitFaults
from press.kits.source.files import sha256_of
from press.kits.source.model import Renditions, SourceFile, SourceKit
from press.kits.states import Colour
from press.kits.xmp import packet

CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "pdf": "application/pdf"}
_STYLE = 1  # raise it when pictures are to be drawn in another way
PHOTO_SIZES = (800, 1600, 3200)  # pixels of the longer side
_FOR_DARK_GROUNDS = frozenset({Colour.REVERSED, Colour.WHITE})


@dataclass(frozen=True)
class Kept:
    """A picture that was drawn for an earlier revision; `fetch` reads it from where it is kept."""

    sha256: str
    size: int
    fetch: Callable[[], bytes]


@dataclass(frozen=True)
class Picture:
    """A rendition: drawn into a temporary file, or kept from before. `form` is its ending; `width` in pixels, of a
    photograph that of its longer side, and None for a drawing of any size. `recipe` is a SHA-256 over all that it is
    made of: the same recipe gives the same picture, so that it is drawn once."""

    source: SourceFile
    form: str
    width: int | None
    recipe: str
    path: Path
    kept: Kept | None = None

    def open(self) -> BinaryIO:
        return io.BytesIO(self.kept.fetch()) if self.kept else self.path.open("rb")

    @property
    def size(self) -> int:
        return self.kept.size if self.kept else self.path.stat().st_size

    @property
    def sha256(self) -> str:
        return self.kept.sha256 if self.kept else sha256_of(self.path)

    @property
    def identity(self) -> str:
        """Its path in the kit, beside that of what it is drawn from."""
        return f"{self.source.relative}@{self.form}{'' if self.width is None else f'-{self.width}'}"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.form]

    @property
    def file_name(self) -> str:
        return self._called(self.source.file_name)

    @property
    def ascii_name(self) -> str:
        return self._called(self.source.ascii_name)

    def _called(self, name: str) -> str:
        stem = name.rpartition(".")[0]
        return f"{stem}.{self.form}" if self.width is None else f"{stem}-{self.width}.{self.form}"


@dataclass(frozen=True)
class Desk:
    """Where pictures are drawn, and what need not be drawn again, by recipe."""

    folder: Path
    kept: Mapping[str, Kept]

    def picture(self, file: SourceFile, form: str, width: int | None, name: str, rights: str = "") -> Picture:
        """The picture as it shall be; it has still to be drawn unless it is kept. `rights`: what is written into it."""
        shaped = (_STYLE, file.sha256, form, width, rights)
        recipe = hashlib.sha256(json.dumps(shaped).encode()).hexdigest()
        return Picture(file, form, width, recipe, self.folder / name, self.kept.get(recipe))


def drawn(kit: SourceKit, folder: Path, kept: Mapping[str, Kept]) -> tuple[Picture, ...]:
    """Every picture of the kit, drawn into this folder unless it is kept. Raises KitFaults for one that cannot be
    drawn."""
    desk = Desk(folder, kept)
    pictures = list(_of_photos(kit, desk))
    if kit.logo:
        jobs: list[tuple[str, dict[str, Any]]] = []
        for file in kit.logo.files:
            pictures += _of_logo(file, kit.logo.renditions, desk, jobs)
        printshop.print_all(jobs)
    return tuple(pictures)


def sizes_of(longest: int) -> tuple[int, ...]:
    """The sizes in which a photograph of this longer side is offered; nothing is enlarged."""
    smaller = tuple(size for size in PHOTO_SIZES if size < longest)
    return smaller if len(smaller) == len(PHOTO_SIZES) else (*smaller, longest)


def _of_photos(kit: SourceKit, desk: Desk) -> Iterator[Picture]:
    jobs, pictures = [], []
    for number, file in enumerate(kit.photos):
        if file.photo is None:
            continue
        name, rights = f"photo-{number}", packet(file, kit.licences)
        sizes = sizes_of(max(file.photo.width, file.photo.height))
        made = [desk.picture(file, "jpg", size, f"{name}-{size}", rights) for size in sizes]
        pictures += made
        if not all(picture.kept for picture in made):
            given: dict[str, Any] = {"folder": desk.folder, "name": name, "sizes": sizes, "xmp": rights}
            jobs.append((file, darkroom.draw(file.path, file.content_type, **given)))
    answers = darkroom.answers(job for _, job in jobs)
    faults = [
        Fault(file.relative, 1, darkroom.wrong_with(said))
        for (file, _), said in zip(jobs, answers, strict=True)
        if "fault" in said
    ]
    if faults:
        raise KitFaults(faults)
    yield from pictures


def _of_logo(
    file: SourceFile, wanted: Renditions, desk: Desk, jobs: list[tuple[str, dict[str, Any]]]
) -> Iterator[Picture]:
    """The logo's pictures; what has still to be printed is added to the jobs."""
    forms = {"png": wanted.png, "jpg": wanted.jpg, "webp": wanted.webp}
    if file.colour in _FOR_DARK_GROUNDS:
        forms["jpg"] = ()  # white on white is an empty picture
    svg = file.body or file.path.read_bytes()
    drawings: dict[int, bytes] = {}
    for form, widths in forms.items():
        for width in widths:
            picture = desk.picture(file, form, width, f"{file.file_name}-{width}.{form}")
            if picture.kept is None:
                if width not in drawings:
                    drawings[width] = png_of(svg, width)
                picture.path.write_bytes(_AS[form](drawings[width]))
            yield picture
    if wanted.pdf:
        picture = desk.picture(file, "pdf", None, f"{file.file_name}.pdf", f"{file.title.en}\n{file.alt.en}")
        if picture.kept is None:
            drawing = desk.folder / file.file_name
            drawing.write_bytes(svg)
            job = printshop.drawing(drawing, picture.path, title=file.title.en, alt=file.alt.en)
            jobs.append((file.relative, job))
        yield picture


def png_of(svg: bytes, width: int) -> bytes:
    """The drawing as PNG, `width` pixels wide, on a transparent ground.

    No fonts are loaded: a logo holds outlines, and fonts would draw it differently on each machine."""
    drawing: bytes = resvg_py.svg_to_bytes(svg_string=svg.decode(), width=width, skip_system_fonts=True)
    return drawing


def _jpg_of(png: bytes) -> bytes:
    """On a white ground: a JPEG has no transparency, and left alone it would be black."""
    with Image.open(io.BytesIO(png), formats=["PNG"]) as drawing:
        ground = Image.new("RGB", drawing.size, "white")
        ground.paste(drawing, mask=drawing.convert("RGBA").getchannel("A"))
    return _saved(ground, "JPEG", quality=92, subsampling=0)


def _webp_of(png: bytes) -> bytes:
    with Image.open(io.BytesIO(png), formats=["PNG"]) as drawing:
        return _saved(drawing, "WEBP", lossless=True, method=0)


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    body = io.BytesIO()
    picture.save(body, form, **options)
    return body.getvalue()


_AS: dict[str, Callable[[bytes], bytes]] = {"png": bytes, "jpg": _jpg_of, "webp": _webp_of}
