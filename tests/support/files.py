"""Files as people send them, and as nobody should."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
from PIL import Image
from pillow_heif import from_pillow

THAI_NAME = "รูปถ่าย กัญญาณัฐ.jpg"


def noise(width: int = 600, height: int = 800) -> Image.Image:
    """A picture that does not compress away."""
    return Image.effect_noise((width, height), 60).convert("RGB")


def jpeg(width: int = 600, height: int = 800, **more: object) -> bytes:
    return encoded(noise(width, height), "JPEG", **more)


def encoded(picture: Image.Image, form: str, **more: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, form, **more)
    return held.getvalue()


def heic(width: int = 600, height: int = 800, **more: object) -> bytes:
    """A photo as iPhones keep it."""
    held = io.BytesIO()
    from_pillow(noise(width, height)).save(held, format="HEIF", **more)
    return held.getvalue()


def heic_bomb() -> bytes:
    """A small photo that says it had 100 megapixels."""
    size, claimed = (struct.pack("!II", *each) for each in ((64, 80), (10_000, 10_000)))
    return heic(64, 80).replace(b"ispe\0\0\0\0" + size, b"ispe\0\0\0\0" + claimed)


def pdf(pages: int = 1, **root: object) -> bytes:
    """A PDF with empty pages, no two alike; `root` is put into its catalogue."""
    document = pikepdf.new()
    for number in range(pages):
        document.add_blank_page(page_size=(595, 842 - number))
    for name, value in root.items():
        document.Root[f"/{name}"] = value
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def pdf_with_script() -> bytes:
    return pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))


def pdf_bomb() -> bytes:
    """A few kilobytes whose page's content is 300 MB of drawing."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    squeeze = zlib.compressobj(9)
    line = b"0 0 m 595 842 l S " * 50_000
    body = b"".join(squeeze.compress(line) for _ in range(330)) + squeeze.flush()
    stream = pikepdf.Stream(document, body)
    stream.Filter = pikepdf.Name.FlateDecode
    stream.write(body, filter=pikepdf.Name.FlateDecode)
    page.obj.Contents = stream
    held = io.BytesIO()
    document.save(held, compress_streams=False)
    return held.getvalue()


def png_bomb() -> bytes:
    """100 megapixels in some twelve kilobytes."""
    return encoded(Image.new("1", (10_000, 10_000)), "PNG")
