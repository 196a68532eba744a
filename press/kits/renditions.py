"""Pictures drawn from logos and photographs when their kit is published: never in a request, and always the same bytes
of the same file."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import resvg_py
import typst
from PIL import Image

from press.kits import darkroom
from press.kits.source.faults import Fault, KitFaults
from press.kits.source.model import Renditions, SourceFile, SourceKit
from press.kits.states import Colour
from press.kits.xmp import packet

CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "pdf": "application/pdf"}
PHOTO_SIZES = (800, 1600, 3200)  # pixels of the longer side
_FOR_DARK_GROUNDS = frozenset({Colour.REVERSED, Colour.WHITE})


@dataclass(frozen=True)
class Picture:
    """A rendition that lies in a temporary file. `form` is its ending; `width` in pixels, of a photograph that of its
    longer side, and None for a drawing of any size."""

    source: SourceFile
    form: str
    width: int | None
    path: Path

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


def drawn(kit: SourceKit, folder: Path) -> tuple[Picture, ...]:
    """Every picture of the kit, drawn into this folder. Raises KitFaults for a photograph that cannot be drawn."""
    pictures = list(_of_photos(kit, folder))
    if kit.logo:
        printer = _Printer(folder)
        for file in kit.logo.files:
            pictures += _of_logo(file, kit.logo.renditions, folder, printer)
    return tuple(pictures)


def sizes_of(longest: int) -> tuple[int, ...]:
    """The sizes in which a photograph of this longer side is offered; nothing is enlarged."""
    smaller = tuple(size for size in PHOTO_SIZES if size < longest)
    return smaller if len(smaller) == len(PHOTO_SIZES) else (*smaller, longest)


def _of_photos(kit: SourceKit, folder: Path) -> Iterator[Picture]:
    jobs, pictures = [], []
    for number, file in enumerate(kit.photos):
        if file.photo is None:
            continue
        name, sizes = f"photo-{number}", sizes_of(max(file.photo.width, file.photo.height))
        rights = packet(file, kit.licences)
        jobs.append(darkroom.draw(file.path, file.content_type, folder=folder, name=name, sizes=sizes, xmp=rights))
        pictures.append([Picture(file, "jpg", size, folder / f"{name}-{size}") for size in sizes])
    answers = zip(pictures, darkroom.answers(jobs), strict=True)
    faults = [Fault(made[0].source.relative, 1, said["fault"]) for made, said in answers if "fault" in said]
    if faults:
        raise KitFaults(faults)
    for made in pictures:
        yield from made


def _of_logo(file: SourceFile, wanted: Renditions, folder: Path, printer: "_Printer") -> Iterator[Picture]:
    svg = file.body or file.path.read_bytes()
    forms = {"png": wanted.png, "jpg": wanted.jpg, "webp": wanted.webp}
    if file.colour in _FOR_DARK_GROUNDS:
        forms["jpg"] = ()  # white on white is an empty picture
    drawings = {width: png_of(svg, width) for width in sorted({width for each in forms.values() for width in each})}
    for form, widths in forms.items():
        for width in widths:
            picture = Picture(file, form, width, folder / f"{file.file_name}-{width}.{form}")
            picture.path.write_bytes(_AS[form](drawings[width]))
            yield picture
    if wanted.pdf:
        picture = Picture(file, "pdf", None, folder / f"{file.file_name}.pdf")
        picture.path.write_bytes(printer.pdf_of(svg, title=file.title.en, alt=file.alt.en))
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


class _Printer:
    """Makes a PDF of a drawing: outlines stay outlines, on a page of the drawing's own size."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._compiler: typst.Compiler | None = None

    def pdf_of(self, svg: bytes, *, title: str, alt: str) -> bytes:
        if self._compiler is None:
            self._compiler = typst.Compiler(root=str(self._folder), ignore_system_fonts=True)
        (self._folder / "drawing.svg").write_bytes(svg)
        page = (
            f"#set document(title: {_quoted(title)}, date: none)\n"
            "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
            f'#image("drawing.svg", alt: {_quoted(alt)})\n'
        )
        body = self._compiler.compile(page.encode(), format="pdf")
        if not isinstance(body, bytes):
            raise TypeError("a drawing is one page")
        return body


def _quoted(text: str) -> str:
    """A text as Typst writes it; these are one line each, so JSON's quotes are the same."""
    return json.dumps(text, ensure_ascii=False)
