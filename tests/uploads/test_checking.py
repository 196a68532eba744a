"""What a file is decided by its bytes, in a process that may die of it."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from config import ROOT
from press.uploads.checking import examine
from press.uploads.scanner import ScannerAway
from press.uploads.services.settling import Findings
from press.uploads.states import RenditionKind, UploadFault
from tests.support import files
from tests.support.clamd import Clamd


def examined(body: bytes, clamd_url: str | None = None) -> Findings:
    return examine(body, hashlib.sha256(body).hexdigest(), clamd_url=clamd_url)


def opened(found: Findings, kind: RenditionKind) -> Image.Image:
    [drawn] = [each for each in found.drawn if each.kind is kind]
    return Image.open(io.BytesIO(drawn.body))


AS_NOBODY = """
import json, os, pathlib, sys
from PIL import Image
from press.uploads import drawing
Image.init()
if os.getuid() == 0:
    os.setuid(65534)
drawing.limit_self("image/heic")
print(json.dumps(drawing.main(pathlib.Path(sys.argv[1]), "image/heic")))
"""
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
AVIF = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + b"\0" * 100
SERIES = b"\0\0\0\x18ftyphevc\0\0\0\0msf1hevc" + b"\0" * 100
EMPTY_HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100
LOCKED = io.BytesIO()
with pikepdf.new() as document:
    document.add_blank_page()
    document.save(LOCKED, encryption=pikepdf.Encryption(owner="a", user="b"))


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        pytest.param(HTML, UploadFault.NOT_ACCEPTED, id="HTML, whatever its name"),
        pytest.param(SVG, UploadFault.NOT_ACCEPTED, id="SVG"),
        pytest.param(b"GIF89a" + files.jpeg(), UploadFault.NOT_ACCEPTED, id="GIF that goes on as JPEG"),
        pytest.param(b"\n" + files.pdf(), UploadFault.NOT_ACCEPTED, id="PDF with something in front"),
        pytest.param(b"PK\x03\x04" + files.pdf(), UploadFault.NOT_ACCEPTED, id="zip that holds a PDF"),
        pytest.param(AVIF, UploadFault.HEIC, id="AVIF, in words of its own"),
        pytest.param(SERIES, UploadFault.HEIC, id="a series in HEIC, too"),
        pytest.param(EMPTY_HEIC, UploadFault.UNREADABLE, id="HEIC without a picture"),
        pytest.param(files.heic()[:9000], UploadFault.UNREADABLE, id="truncated HEIC"),
        pytest.param(files.heic_bomb(), UploadFault.TOO_MANY_PIXELS, id="100 megapixels in HEIC"),
        pytest.param(files.jpeg()[:9000], UploadFault.UNREADABLE, id="truncated JPEG"),
        pytest.param(b"\xff\xd8\xff" + HTML, UploadFault.UNREADABLE, id="HTML behind a JPEG's beginning"),
        pytest.param(b"%PDF-1.7\n" + HTML, UploadFault.UNREADABLE, id="HTML behind a PDF's beginning"),
        pytest.param(files.png_bomb(), UploadFault.TOO_MANY_PIXELS, id="100 megapixels"),
        pytest.param(LOCKED.getvalue(), UploadFault.LOCKED, id="PDF behind a password"),
        pytest.param(b"x", UploadFault.NOT_ACCEPTED, id="one byte"),
    ],
)
def test_what_is_refused(body: bytes, fault: UploadFault) -> None:
    assert examined(body) == Findings(fault)


def test_other_bytes_than_were_announced_are_refused() -> None:
    assert examine(files.jpeg(), "0" * 64, clamd_url=None) == Findings(UploadFault.CHANGED)


def test_a_photo_of_an_iphone_is_drawn_anew_as_jpeg() -> None:
    found = examined(files.heic(1200, 900))
    assert (found.fault, found.media_type, found.pages) == (None, "image/heic", None)
    assert {(each.kind, each.media_type) for each in found.drawn} == {
        (RenditionKind.PICTURE, "image/jpeg"),
        (RenditionKind.THUMBNAIL, "image/jpeg"),
    }
    assert opened(found, RenditionKind.PICTURE).size == (1200, 900)


def test_it_is_drawn_within_the_limits_that_bind_an_ordinary_user() -> None:
    """The super-user, as whom containers often test, is bound by fewer."""
    with tempfile.TemporaryDirectory(prefix="press-test-") as name:
        Path(name).chmod(0o777)
        (Path(name) / "file").write_bytes(files.heic())
        said = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, name],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
    assert [each["kind"] for each in json.loads(said.stdout)["drawn"]] == ["picture", "thumbnail"]


def test_what_an_iphone_noted_is_gone_and_its_photo_is_upright() -> None:
    noted = Image.Exif()
    noted[0x0112] = 6  # to be turned a quarter
    noted[0x010F] = "Maker of cameras"
    found = examined(files.heic(400, 300, exif=noted.tobytes()))
    picture = opened(found, RenditionKind.PICTURE)
    assert picture.size == (300, 400)
    assert dict(picture.getexif()) == {}
    assert all(b"Maker" not in each.body for each in found.drawn)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_and_small(form: str) -> None:
    found = examined(files.encoded(files.noise(3000, 1000), form))
    assert (found.fault, found.media_type, found.pages) == (None, f"image/{form.lower()}", None)
    assert opened(found, RenditionKind.PICTURE).size == (2400, 800)
    assert opened(found, RenditionKind.THUMBNAIL).size == (320, 107)


def test_what_the_camera_noted_is_gone_and_the_picture_is_upright() -> None:
    noted = Image.Exif()
    noted[0x0112] = 6  # to be turned a quarter
    noted[0x010F] = "Maker of cameras"
    noted.get_ifd(0x8825)[1] = "N"  # a place on Earth
    found = examined(files.jpeg(400, 300, exif=noted, comment=b"hidden words"))
    picture = opened(found, RenditionKind.PICTURE)
    assert picture.size == (300, 400)
    assert dict(picture.getexif()) == {}
    assert all(b"Maker" not in each.body and b"hidden" not in each.body for each in found.drawn)


def test_what_is_behind_a_picture_does_not_come_along() -> None:
    found = examined(files.jpeg() + HTML)
    assert found.fault is None
    assert all(b"script" not in each.body for each in found.drawn)


def test_what_shows_through_is_white() -> None:
    found = examined(files.encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))
    assert opened(found, RenditionKind.PICTURE).getpixel((20, 20)) == (255, 255, 255)


def test_the_first_ten_pages_of_a_pdf_are_pictures() -> None:
    found = examined(files.pdf(12))
    assert (found.fault, found.media_type, found.pages, found.active_content) == (None, "application/pdf", 12, False)
    assert [each.number for each in found.drawn if each.kind is RenditionKind.PAGE] == list(range(1, 11))
    assert found.drawn[0].media_type == "image/png"
    assert (found.drawn[0].width, found.drawn[0].height) == (910, 1287)


FILES = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array()))
LAUNCH = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(files.pdf_with_script(), id="script when opened"),
        pytest.param(files.pdf(Names=FILES), id="embedded files"),
        pytest.param(files.pdf(AA=LAUNCH), id="starts a program"),
        pytest.param(files.pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://e")), id="calls home"),
    ],
)
def test_a_pdf_that_can_act_is_taken_and_flagged(body: bytes) -> None:
    found = examined(body)
    assert (found.fault, found.active_content) == (None, True)


def test_a_pdf_that_grows_without_end_harms_nobody() -> None:
    body = files.pdf_bomb()
    assert len(body) < 2_000_000
    assert examined(body).fault in {None, UploadFault.UNREADABLE}


@pytest.fixture
def clamd() -> Iterator[Clamd]:
    made = Clamd()
    yield made
    made.door.close()


def test_a_scanner_is_asked_where_there_is_one(clamd: Clamd) -> None:
    assert examined(files.jpeg() + b"EICAR", clamd.url) == Findings(UploadFault.INFECTED)


def test_what_the_scanner_lets_pass_goes_on(clamd: Clamd) -> None:
    assert examined(files.jpeg(), clamd.url).fault is None


def test_without_the_scanner_that_was_set_nothing_is_let_through() -> None:
    with pytest.raises(ScannerAway):
        examined(files.jpeg(), "tcp://127.0.0.1:9")
    with pytest.raises(ScannerAway):
        examined(files.jpeg(), Clamd(b"INSTREAM size limit exceeded. ERROR\0").url)
