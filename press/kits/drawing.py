"""A process of its own that opens photographs, and draws them smaller; and looks for photographs in a PDF.

    python -m press.kits.drawing

reads one job a line from standard input, as JSON, and answers each with a line: what the photograph is, or what is
wrong with it, and what was drawn. It limits its own memory and time before a library sees the first byte; whatever a
broken file does to it, whoever started it lives. It has no settings, no keys and no connection."""

import io
import json
import resource
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
from PIL import ExifTags, Image, ImageOps

from press.kits.source.faults import N_, Said

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
PDF = "application/pdf"
MOST_MEMORY = 1024**3
MOST_CPU_SECONDS = 25  # a job
MOST_PIXELS = 40_000_000
QUALITY = 88
_LOOK = (512, 512)  # a JPEG is decoded at an eighth for a look, and is read to its end all the same
_COLOURS = {"RGB", "L", "RGBA", "LA", "P", "PA"}
_XMP_PLACES = (b"exif:GPS", b"GPSLatitude", b"GPSLongitude")

UNREADABLE = N_("the picture cannot be decoded: it is broken, or not what its name says")


class Refused(Exception):
    """The photograph cannot be taken, and why."""

    def __init__(self, words: Said) -> None:
        super().__init__(words)
        self.words = words


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """What is known of a photograph; with `sizes`, also drawn into `folder`. Any fault of a library is the file's."""
    try:
        if job["content_type"] == PDF:
            return _placed_within(job["path"])
        with Image.open(job["path"], formats=[FORMATS[job["content_type"]]]) as opened:
            if "sizes" in job:
                return _drawn(opened, job)
            return _placed(opened) if job.get("only") == "place" else _seen(opened)
    except Refused as refusal:
        return _fault(refusal.words)
    except Exception:
        return _fault(UNREADABLE)


def _fault(words: Said) -> dict[str, Any]:
    return {"fault": words.msgid, "values": words.values}


def _seen(opened: Image.Image) -> dict[str, Any]:
    _refuse_unfit(opened)
    width, height = opened.size
    if opened.getexif().get(ExifTags.Base.Orientation, 1) >= 5:  # it lies on its side
        width, height = height, width
    located = _tells_the_place(opened)
    opened.draft(None, _LOOK)
    opened.load()
    return {"width": width, "height": height, "located": located or _tells_the_place(opened)}


def _placed(opened: Image.Image) -> dict[str, Any]:
    """Whether any picture tells its place. One that cannot be decoded has said in its head what it has to say."""
    located = _tells_the_place(opened)
    if not located and opened.width * opened.height <= MOST_PIXELS:
        opened.draft(None, _LOOK)
        with suppress(Exception):
            opened.load()
    return {"located": located or _tells_the_place(opened)}


def _placed_within(path: str) -> dict[str, Any]:
    """Whether a PDF, or a photograph inside it, tells its place."""
    with pikepdf.open(path, access_mode=pikepdf.AccessMode.stream) as document:
        streams = (each for each in document.objects if isinstance(each, pikepdf.Stream))
        return {"located": any(_stream_tells(each) for each in streams)}


def _stream_tells(stream: pikepdf.Stream) -> bool:
    """Programs put a photograph into a PDF as the whole JPEG that it was. What cannot be read tells nothing."""
    with suppress(Exception):
        if stream.get("/Type") == "/Metadata":
            return _packet_tells(stream.read_bytes())
        if stream.get("/Subtype") == "/Image":
            with Image.open(io.BytesIO(_jpeg_in(stream)), formats=["JPEG"]) as picture:
                return _tells_the_place(picture)
    return False


def _jpeg_in(stream: pikepdf.Stream) -> bytes:
    """The bytes as they stand before the last filter, which is JPEG's own; empty where it is none."""
    filters = stream.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names[-1] != "/DCTDecode":
        return b""
    raw = stream.read_raw_bytes()
    return zlib.decompress(raw) if names[0] == "/FlateDecode" else raw


def _refuse_unfit(opened: Image.Image) -> None:
    if opened.width * opened.height > MOST_PIXELS:
        raise Refused(
            N_(
                "has %(width)s × %(height)s pixels: %(most)s in all are taken",
                width=opened.width,
                height=opened.height,
                most=f"{MOST_PIXELS:,}",
            )
        )
    if opened.mode not in _COLOURS:
        words = N_("its colours are kept as %(mode)s: save it as RGB or grey, with 8 bits a colour", mode=opened.mode)
        raise Refused(words)
    if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:  # a telephone's JPEG may hold a second view
        raise Refused(N_("it moves: a photograph is one picture"))


def _tells_the_place(opened: Image.Image) -> bool:
    """Asked before the pixels are decoded, which a broken one does not survive, and after: a PNG may say so behind
    them."""
    xmp = opened.info.get("xmp") or opened.info.get("XML:com.adobe.xmp") or b""
    packet = xmp.encode() if isinstance(xmp, str) else xmp
    return bool(opened.getexif().get_ifd(ExifTags.IFD.GPSInfo)) or _packet_tells(packet)


def _packet_tells(xmp: bytes) -> bool:
    return any(mark in xmp for mark in _XMP_PLACES)


def _drawn(opened: Image.Image, job: dict[str, Any]) -> dict[str, Any]:
    """One JPEG a size (pixels of the longer side, falling), upright, in the photograph's own colours, with the rights
    inside it. No other metadata comes along."""
    _refuse_unfit(opened)
    profile = opened.info.get("icc_profile")
    opened.draft(None, (job["sizes"][0],) * 2)
    opened.load()
    picture: Image.Image = _on_white(ImageOps.exif_transpose(opened))
    for size in job["sizes"]:
        picture.thumbnail((size, size), Image.Resampling.LANCZOS)
        picture.save(
            Path(job["folder"]) / f"{job['name']}-{size}",
            "JPEG",
            quality=QUALITY,
            optimize=True,
            progressive=True,
            icc_profile=profile,
            xmp=job["xmp"].encode(),
            comment=b"",
        )
    return {}


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        grey = picture.mode == "LA"
        seen = picture.convert("RGBA")
        picture = Image.new("RGB", seen.size, "white")
        picture.paste(seen, mask=seen.getchannel("A"))
        return picture.convert("L") if grey else picture
    return picture.convert("L" if picture.mode == "L" else "RGB")


def _limit_self() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _grant_time() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + MOST_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def main() -> None:
    """Answers until there is no further line."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit comes first, and refuses with words
    for line in sys.stdin:
        _grant_time()
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    _limit_self()
    main()
