"""Photographs: their rights are complete, what they are is looked at, and what is drawn of them carries the rights."""

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from PIL import Image

from press.kits.bundle import bundled
from press.kits.source.faults import KitFaults
from press.kits.source.reader import read_kit
from press.kits.states import AssetKind
from tests.kits.folders import edit, put
from tests.kits.pictures import PHOTOS, PROFILE, add_photo, jpeg, saved

MANIFEST = "assets/photos/photos.toml"
PHOTO = "assets/photos/square.jpg"
NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}


def faults(folder: Path) -> list[str]:
    with pytest.raises(KitFaults) as refusal:
        read_kit(folder)
    return [str(fault) for fault in refusal.value.faults if not fault.warning]


def drawn(folder: Path) -> dict[str, bytes]:
    """Every rendition by its name."""
    with bundled(read_kit(folder)[0]) as pieces:
        return {piece.file_name: piece.open().read() for piece in pieces if piece.kind is AssetKind.RENDITION}


def picture(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body))


def texts(body: bytes, path: str) -> dict[str | None, str]:
    """What the XMP says at this path, by language."""
    packet = etree.fromstring(picture(body).info["xmp"])
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    return {one.get(language): one.text or "" for one in packet.findall(f".//{path}", NAMES)}


def test_a_photo_is_offered_untouched_and_at_three_sizes(folder: Path) -> None:
    body = jpeg((4000, 3000))
    add_photo(folder, body)

    with bundled(read_kit(folder)[0]) as pieces:
        photos = [piece for piece in pieces if piece.photo]
        assert [(piece.path, piece.kind, piece.width) for piece in photos] == [
            (PHOTO, AssetKind.PHOTO, None),
            (f"{PHOTO}@jpg-800", AssetKind.RENDITION, 800),
            (f"{PHOTO}@jpg-1600", AssetKind.RENDITION, 1600),
            (f"{PHOTO}@jpg-3200", AssetKind.RENDITION, 3200),
        ]
        bodies = [piece.open().read() for piece in photos]

    assert bodies[0] == body
    assert [picture(one).size for one in bodies[1:]] == [(800, 600), (1600, 1200), (3200, 2400)]


@pytest.mark.parametrize(
    ("longest", "sizes"), [(800, [800]), (500, [500]), (1200, [800, 1200]), (3200, [800, 1600, 3200])]
)
def test_nothing_is_enlarged(folder: Path, longest: int, sizes: list[int]) -> None:
    add_photo(folder, jpeg((longest // 2, longest)))

    assert [picture(body).height for name, body in drawn(folder).items() if "square" in name] == sizes


def test_what_is_drawn_carries_the_rights_and_nothing_of_the_camera(folder: Path) -> None:
    add_photo(folder)
    edit(folder, MANIFEST, 'licence = "texts"', 'licence = "texts"\nusable_until = 2031-01-01T00:00:00+07:00')

    body = drawn(folder)["square-800.jpg"]

    both = "rdf:Alt/rdf:li"
    assert texts(body, "dc:creator/rdf:Seq/rdf:li") == {None: "สมหญิง ใจดี"}
    assert texts(body, "photoshop:Credit") == {None: "กรมตัวอย่าง / Sample Office"}
    assert texts(body, f"dc:rights/{both}")["x-default"] == "© 2030 Sample Office & Co."
    assert texts(body, f"dc:title/{both}") == {"x-default": "The square", "en": "The square", "th": "จัตุรัส"}
    assert texts(body, f"dc:description/{both}")["en"] == "The square <at> dawn"
    assert texts(body, f"core:AltTextAccessibility/{both}") == {
        "x-default": "A wide square",
        "en": "A wide square",
        "th": "ลานกว้าง",
    }
    assert texts(body, f"xmpRights:UsageTerms/{both}")["en"] == (
        "Texts: terms (1.0): One line · Not to be used after Wednesday 1 January 2031, 00:00 (Bangkok, UTC+7)"
    )
    assert texts(body, "photoshop:DateCreated") == {None: "2030-01-01"}
    assert texts(body, f"ext:LocationCreated//{both}")["th"] == "กรุงเทพฯ"
    assert picture(body).info["icc_profile"] == PROFILE
    assert dict(picture(body).getexif()) == {}
    assert b"Camera of the test" not in body


def test_what_xml_cannot_say_is_left_out_of_the_rights(folder: Path) -> None:
    add_photo(folder)
    edit(folder, MANIFEST, "กรมตัวอย่าง / Sample Office", "กรมตัวอย่าง\\u0007 / \\u0000Sample\\uFFFF \U0001f600 Office")
    edit(folder, MANIFEST, "The square <at> dawn", "The square\\u001b <at> dawn")

    body = drawn(folder)["square-800.jpg"]

    assert texts(body, "photoshop:Credit") == {None: "กรมตัวอย่าง / Sample \U0001f600 Office"}
    assert texts(body, "dc:description/rdf:Alt/rdf:li")["en"] == "The square <at> dawn"


def test_a_photo_taken_with_the_camera_on_its_side_stands_upright(folder: Path) -> None:
    add_photo(folder, jpeg((1200, 900), orientation=6))  # to be turned right: what was left is at the top

    body = drawn(folder)["square-1200.jpg"]

    upright = picture(body).convert("RGB")
    assert upright.size == (900, 1200)
    assert upright.getpixel((450, 100))[1] < 60 < upright.getpixel((450, 1100))[1]


def test_the_same_photo_gives_the_same_bytes(folder: Path) -> None:
    add_photo(folder)

    assert drawn(folder) == drawn(folder)


def test_a_transparent_picture_stands_on_white(folder: Path) -> None:
    add_photo(folder, saved("PNG", "RGBA"), PHOTOS.replace("square.jpg", "square.png"), "square.png")

    assert picture(drawn(folder)["square-300.jpg"]).getpixel((5, 5)) == (255, 255, 255)


def test_grey_stays_grey(folder: Path) -> None:
    add_photo(folder, jpeg(mode="L", profile=b""))

    assert picture(drawn(folder)["square-800.jpg"]).mode == "L"


def test_a_thai_name_is_kept_and_has_an_ascii_name_for_zips(folder: Path) -> None:
    manifest = PHOTOS.replace('path = "square.jpg"', 'path = "จัตุรัส น้ำ.jpg"\nascii_name = "square.jpg"')
    add_photo(folder, jpeg(), manifest, "จัตุรัส น้ำ.jpg")

    with bundled(read_kit(folder)[0]) as pieces:
        names = [(piece.file_name, piece.ascii_name) for piece in pieces if piece.photo]

    assert names[:2] == [("จัตุรัส น้ำ.jpg", "square.jpg"), ("จัตุรัส น้ำ-800.jpg", "square-800.jpg")]


def test_the_zip_holds_photos_unless_the_right_to_them_ends(folder: Path) -> None:
    add_photo(folder)
    edit(folder, "kit.toml", '"documents", "logo"', '"documents", "photos", "logo"')
    assert {"photos/original/square.jpg", "photos/jpg/square-800.jpg"} <= in_the_zip(folder)

    edit(folder, MANIFEST, 'licence = "texts"', 'licence = "texts"\nusable_until = 2031-01-01T00:00:00+07:00')
    assert not [name for name in in_the_zip(folder) if name.startswith("photos/")]


def in_the_zip(folder: Path) -> set[str]:
    with bundled(read_kit(folder)[0]) as pieces:
        piece = next(piece for piece in pieces if piece.path == "zips/all@accredited")
        with piece.open() as body, ZipFile(body) as archive:
            return set(archive.namelist())


XMP_PLACE = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" exif:GPSLatitude="13,44.5N"/>'
UNFIT: list[tuple[str, Callable[[], bytes], str]] = [
    ("GPS in EXIF", lambda: jpeg(located=True), "tells where it was taken (GPS)"),
    ("GPS in XMP", lambda: jpeg(xmp=XMP_PLACE), "tells where it was taken (GPS)"),
    ("cut off", lambda: jpeg()[:9000], "the picture cannot be decoded"),
    ("another format", lambda: saved("PNG"), "the content is not that of a .jpg"),
    ("only begins like one", lambda: b"\xff\xd8\xff" + bytes(500), "the picture cannot be decoded"),
    ("too many pixels", lambda: jpeg((8001, 5000)), "has 8001 × 5000 pixels"),
    ("for a printing press", lambda: jpeg(mode="CMYK", profile=b""), "its colours are kept as CMYK"),
]


@pytest.mark.parametrize(("body", "said"), [pytest.param(*one[1:], id=one[0]) for one in UNFIT])
def test_an_unfit_photo_is_a_fault(folder: Path, body: Callable[[], bytes], said: str) -> None:
    add_photo(folder, body())

    (found,) = faults(folder)

    assert found.startswith(f"{PHOTO}:1: {said}")


def test_a_photo_that_ends_the_process_is_told_and_the_others_are_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both photographs are wrong; the process dies on the first, as it would on one that asks for too much time."""
    second = PHOTOS.replace("square.jpg", "other.jpg")
    add_photo(folder, b"\xff\xd8\xffdies", PHOTOS + second)
    put(folder, "assets/photos/other.jpg", jpeg(located=True))
    monkeypatch.setattr("press.kits.darkroom.PROGRAM", "tests.kits.dying_drawing")

    assert [one.partition(" ")[0] for one in faults(folder)] == ["assets/photos/other.jpg:1:", f"{PHOTO}:1:"]


def line(words: str) -> int:
    return PHOTOS[: PHOTOS.index(words)].count("\n") + 1


WRONG = [
    ("no credit", ('credit = "กรมตัวอย่าง / Sample Office"\n', ""), 1, "credit is missing"),
    ("no creator", ('creator = "สมหญิง ใจดี"', 'creator = ""'), line("creator"), "creator is empty"),
    ("no licence", ('licence = "texts"\n', ""), 1, "licence is missing"),
    ("unknown licence", ('"texts"', '"other"'), line("licence"), "there is no licence 'other' in licences/"),
    ("no alt text", ('alt.en = "A wide square"\n', ""), line("alt.th"), "en is missing"),
    ("unknown key", ("taken = ", "shot = "), line("taken"), "unknown key shot"),
    ("no date", ("2030-01-01", '"May"'), line("taken"), "taken must be a date"),
    ("naive end", ("taken = 2030-01-01", "usable_until = 2031-01-01T00:00:00"), line("taken"), "usable_until needs a"),
    ("no such file", ("square.jpg", "round.jpg"), 2, "there is no file 'round.jpg'"),
    ("not a photo's ending", ("square.jpg", "square.gif"), 2, "a photograph's name must end in"),
]


@pytest.mark.parametrize(("change", "at", "said"), [pytest.param(*one[1:], id=one[0]) for one in WRONG])
def test_what_is_wrong_in_the_manifest_has_its_line(folder: Path, change: tuple[str, str], at: int, said: str) -> None:
    add_photo(folder)
    edit(folder, MANIFEST, *change)

    assert [one for one in faults(folder) if one.startswith(f"{MANIFEST}:{at}: {said}")]


def test_rights_that_end_before_the_embargo_are_a_fault(folder: Path) -> None:
    add_photo(folder)
    edit(folder, MANIFEST, "taken = 2030-01-01", "usable_until = 2030-01-02T09:00:00+07:00")

    assert faults(folder) == [f"kit.toml:6: the rights in {PHOTO} end before the embargo does"]


def test_two_photos_whose_drawings_would_share_a_name_are_a_fault(folder: Path) -> None:
    add_photo(folder, None, PHOTOS + PHOTOS.replace("square.jpg", "square.png"))
    put(folder, "assets/photos/square.png", saved("PNG"))

    assert [one.partition(": ")[2][:34] for one in faults(folder)] == ["two photographs are called 'square'"[:34]]
