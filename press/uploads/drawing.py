"""A process of its own that opens one file that nobody trusts, and draws it anew.

    python -m press.uploads.drawing FOLDER MEDIA-TYPE

reads FOLDER/file, writes pictures beside it, and says as JSON on standard output what it found. It limits its own
memory, time and files before a library sees the first byte; whatever a hostile file does to it, the worker that
started it lives. It has no settings, no keys and no connection."""

import json
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pi_heif import register_heif_opener
from PIL import Image, ImageOps

from press.uploads.kinds import FORMATS, HEIC, PDF
from press.uploads.states import RenditionKind, UploadFault

MOST_MEMORY = 1024**3
MOST_CPU_SECONDS = 25
MOST_WRITTEN = 32 * 1024**2
MOST_PIXELS = 40_000_000
MOST_PAGES = 10
SIDE = 2400  # pixels of the longer side of a picture
PAGE_SIDE = 2000
THUMBNAIL = 320
DPI = 110
_DEEPEST = 12
_THREADS = 256
# What a PDF may do by itself or to the reader's machine (ISO 32000-1, 12.6.4); links to web pages are left out.
_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
}  # fmt: skip
_ACTIVE_KEYS = {"/JS", "/EmbeddedFiles", "/EmbeddedFile", "/AA", "/RichMedia", "/XFA"}


class Refused(Exception):
    """The file cannot be taken, and why."""


def limit_self(media_type: str) -> None:
    """From here on this process can do little harm."""
    # libde265 decodes HEIC in a thread of its own, and to the system a thread is a process: some more are let be there.
    processes = _running() + _THREADS if media_type == HEIC else 0
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, processes),
    ):
        resource.setrlimit(what, (most, most))


def _running() -> int:
    """How many threads this process's user has: the system's limit counts them all."""
    count = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            if process.stat().st_uid == os.getuid():
                count += len(os.listdir(process / "task"))
    return count


def draw_picture(folder: Path, media_type: str) -> dict[str, Any]:
    """The picture upright, without metadata, and its thumbnail."""
    if media_type == HEIC:
        # Of several pictures in the file the first alone.
        register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)
    with Image.open(folder / "file", formats=[FORMATS[media_type]]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Refused(UploadFault.TOO_MANY_PIXELS)
        opened.load()
        picture = _on_white(ImageOps.exif_transpose(opened))
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    drawn = [_keep(folder, picture, RenditionKind.PICTURE, 1, "JPEG")]
    return {"pages": None, "active_content": False, "drawn": [*drawn, _thumbnail(folder, picture)]}


def draw_pdf(folder: Path) -> dict[str, Any]:
    """The first pages as pictures, and whether the file has more in it than pages."""
    try:
        with pikepdf.open(folder / "file") as document:
            active = any(_is_active(each, 0) for each in document.objects) or _acts(document.Root)
    except pikepdf.PasswordError:
        raise Refused(UploadFault.LOCKED) from None
    drawn = []
    with pypdfium2.PdfDocument(folder / "file") as pages:
        count = len(pages)
        for number in range(min(count, MOST_PAGES)):
            picture = _page(pages[number])
            drawn.append(_keep(folder, picture, RenditionKind.PAGE, number + 1, "PNG"))
            if number == 0:
                drawn.append(_thumbnail(folder, picture))
    return {"pages": count, "active_content": active, "drawn": drawn}


def _page(page: Any) -> Image.Image:
    longest = max(page.get_width(), page.get_height(), 1)
    picture: Image.Image = page.render(scale=min(DPI / 72, PAGE_SIDE / longest)).to_pil()
    return picture.convert("RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        picture = Image.new("RGB", seen.size, "white")
        picture.paste(seen, mask=seen.getchannel("A"))
    return picture.convert("RGB")


def _thumbnail(folder: Path, picture: Image.Image) -> dict[str, Any]:
    small = picture.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS)
    return _keep(folder, small, RenditionKind.THUMBNAIL, 1, "JPEG")


def _keep(folder: Path, picture: Image.Image, kind: RenditionKind, number: int, form: str) -> dict[str, Any]:
    # A new image from the pixels alone: colour profile, EXIF, XMP and comments stay behind.
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    name = f"{kind}-{number}"
    bare.save(folder / name, form, optimize=True, **({"quality": 88} if form == "JPEG" else {}))
    return {
        "file": name,
        "kind": kind,
        "number": number,
        "media_type": f"image/{form.lower()}",
        "width": bare.width,
        "height": bare.height,
    }


def _acts(root: Any) -> bool:
    opening = root.get("/OpenAction")
    return isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S", "")) not in {"", "/GoTo"}


def _is_active(found: Any, depth: int) -> bool:
    if depth > _DEEPEST:
        return True  # nobody writes a letter like that
    if isinstance(found, pikepdf.Array):
        return any(_is_active(each, depth + 1) for each in found if not _elsewhere(each))
    if not isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
        return False
    if str(found.get("/S", "")) in _ACTIONS or any(key in _ACTIVE_KEYS for key in found.keys()):  # noqa: SIM118
        return True
    return any(_is_active(each, depth + 1) for _key, each in found.items() if not _elsewhere(each))


def _elsewhere(found: Any) -> bool:
    """Referred to, and therefore seen by itself in the list of all objects."""
    return bool(getattr(found, "is_indirect", False))


def main(folder: Path, media_type: str) -> dict[str, Any]:
    """What was found. Any fault of a library is the file's fault."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit comes first, and refuses with words
    try:
        return draw_pdf(folder) if media_type == PDF else draw_picture(folder, media_type)
    except Refused as refusal:
        return {"fault": refusal.args[0]}
    except Exception:
        return {"fault": UploadFault.UNREADABLE}


if __name__ == "__main__":
    limit_self(sys.argv[2])
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2])))
