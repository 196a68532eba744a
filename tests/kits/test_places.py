"""No picture of a kit tells where it was taken, whatever part of the folder it lies in."""

import io
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import ExifTags, Image, PngImagePlugin

from press.kits.source.faults import KitFaults
from press.kits.source.reader import read_kit
from tests.kits.folders import DOCUMENTS, put
from tests.kits.pictures import jpeg, pdf_with, saved

MARKED = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf exif:GPSLatitude='13,44N'/></x:xmpmeta>"


def located_exif() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (13.0, 44.0, 30.0)
    return exif.tobytes()


def png_that_tells() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", MARKED.decode(), zip=True)
    return saved("PNG", pnginfo=info)


def behind_the_pixels(png: bytes) -> bytes:
    """The same picture with its text after its pixels, as some programs write it."""
    head, chunks, at = png[:8], [], 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big") + 12
        chunks.append(png[at : at + length])
        at += length
    texts = [chunk for chunk in chunks if chunk[4:8] == b"iTXt"]
    others = [chunk for chunk in chunks if chunk[4:8] != b"iTXt"]
    return head + b"".join([*others[:-1], *texts, others[-1]])


def packed_twice(body: bytes) -> bytes:
    """The same with the picture packed once more, as some programs do."""
    with pikepdf.open(io.BytesIO(pdf_with(zlib.compress(body)))) as document:
        document.Root.Kept.Filter = pikepdf.Array([pikepdf.Name("/FlateDecode"), pikepdf.Name("/DCTDecode")])
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


def faults(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(KitFaults) as refusal:
        read_kit(folder)
    return [(fault.file, fault.line, fault.message[:34]) for fault in refusal.value.faults if not fault.warning]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("place.jpg", jpeg((60, 40), located=True)),
        ("place.jpeg", jpeg((60, 40), xmp=MARKED)),
        ("place.jpg", jpeg((60, 40), mode="CMYK", located=True, profile=b"")),
        ("place.png", saved("PNG", exif=located_exif())),
        ("place.png", png_that_tells()),
        ("place.png", behind_the_pixels(png_that_tells())),
        ("place.webp", saved("WEBP", exif=located_exif())),
    ],
)
def test_a_document_that_tells_its_place_is_a_fault(folder: Path, name: str, body: bytes) -> None:
    entry = DOCUMENTS.replace('path = "ข้อมูล น้ำ.txt"', f'path = "{name}"').replace("facts-th.txt", name)
    put(folder, "documents/documents.toml", f"{DOCUMENTS}\n{entry}")
    put(folder, f"documents/{name}", body)
    assert faults(folder) == [(f"documents/{name}", 1, "tells where it was taken (GPS): ta")]


@pytest.mark.parametrize(
    "body",
    [
        pdf_with(jpeg((60, 40), located=True)),
        pdf_with(jpeg((60, 40), xmp=MARKED)),
        packed_twice(jpeg((60, 40), located=True)),
        pdf_with(MARKED, Type="Metadata", Subtype="XML"),
    ],
)
def test_so_is_a_pdf_with_a_picture_that_tells(folder: Path, body: bytes) -> None:
    put(folder, "documents/facts.pdf", body)
    assert faults(folder) == [("documents/facts.pdf", 1, "tells where a picture in it was ta")]


@pytest.mark.parametrize(
    "body",
    [pdf_with(jpeg((60, 40))), pdf_with(b"no picture"), packed_twice(jpeg((60, 40))), b"%PDF-1.7 but no document"],
)
def test_a_pdf_that_tells_nothing_is_none(folder: Path, body: bytes) -> None:
    put(folder, "documents/facts.pdf", body)
    read_kit(folder)


@pytest.mark.parametrize("place", ["assets/logo/draft.JPG", "documents/scan.jpg", "left-behind.jpg"])
def test_so_is_one_that_no_list_names(folder: Path, place: str) -> None:
    put(folder, place, jpeg((60, 40), located=True))
    assert faults(folder) == [(place, 1, "tells where it was taken (GPS): ta")]


@pytest.mark.parametrize("body", [jpeg((60, 40)), b"\xff\xd8\xff but no picture", saved("PNG")])
def test_one_that_tells_nothing_is_none(folder: Path, body: bytes) -> None:
    put(folder, "documents/scan.jpg", body)
    _kit, warnings = read_kit(folder)
    assert [fault.file for fault in warnings if "not named" in fault.message] == ["documents/scan.jpg"]
