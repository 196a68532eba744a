"""What is drawn of a logo: right on any ground, at any size, and the same each time."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from press.kits.bundle import bundled
from press.kits.source.faults import KitFaults
from press.kits.source.reader import read_kit
from press.kits.states import AssetKind
from tests.kits.folders import SVG, edit, put

PACK = "assets/logo/pack.toml"
BLUE = (11, 61, 145)


@pytest.fixture
def all_forms(folder: Path) -> Path:
    """The kit whose logos are drawn in every format."""
    edit(folder, PACK, "{ png = [64, 128] }", "{ png = [128], jpg = [128], webp = [128], pdf = true }")
    return folder


def drawn(folder: Path) -> dict[str, bytes]:
    with bundled(read_kit(folder)[0]) as pieces:
        return {piece.file_name: piece.open().read() for piece in pieces if piece.kind is AssetKind.RENDITION}


def picture(body: bytes) -> Image.Image:
    return Image.open(io.BytesIO(body))


def close(seen: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) <= 3 for one, other in zip(seen[:3], wanted, strict=True))


def test_every_format_has_its_place_and_type(all_forms: Path) -> None:
    with bundled(read_kit(all_forms)[0]) as pieces:
        found = {piece.path: (piece.content_type, piece.width) for piece in pieces if piece.rendition_of}

    logo = "assets/logo/mark-en.svg"
    assert {path: kind for path, kind in found.items() if path.startswith(logo)} == {
        f"{logo}@png-128": ("image/png", 128),
        f"{logo}@jpg-128": ("image/jpeg", 128),
        f"{logo}@webp-128": ("image/webp", 128),
        f"{logo}@pdf": ("application/pdf", None),
    }


def test_the_ground_is_transparent_where_a_format_can_and_white_where_not(all_forms: Path) -> None:
    made = drawn(all_forms)

    for name in ("mark-en-128.png", "mark-en-128.webp"):
        assert picture(made[name]).convert("RGBA").getpixel((120, 5))[3] == 0
        assert close(picture(made[name]).convert("RGBA").getpixel((30, 30)), BLUE)
    jpg = picture(made["mark-en-128.jpg"])
    assert (jpg.size, jpg.getpixel((120, 5))) == ((128, 64), (255, 255, 255))
    assert close(jpg.getpixel((30, 30)), BLUE)


def test_what_is_made_for_dark_grounds_is_not_put_on_white(all_forms: Path) -> None:
    edit(all_forms, PACK, 'colour = "black"', 'colour = "white"')

    assert sorted(name for name in drawn(all_forms) if name.startswith("mark-open")) == [
        "mark-open-128.png",
        "mark-open-128.webp",
        "mark-open.pdf",
    ]


def test_a_pdf_holds_outlines_on_a_page_of_the_drawings_own_size(all_forms: Path) -> None:
    body = drawn(all_forms)["mark-en.pdf"]

    with pikepdf.open(io.BytesIO(body)) as document:
        (page,) = document.pages
        assert [float(each) for each in page.MediaBox] == [0, 0, 30, 15]  # 40 × 20 of the web's pixels, in points
        assert "/XObject" not in page.Resources
        assert document.docinfo["/Title"] == "Mark"
        assert "/CreationDate" not in document.docinfo
    with pypdfium2.PdfDocument(body) as document:
        seen = document[0].render(scale=4).to_pil().convert("RGB")
    assert close(seen.getpixel((28, 28)), BLUE)
    assert seen.getpixel((110, 10)) == (255, 255, 255)


def test_the_same_drawing_gives_the_same_bytes(all_forms: Path) -> None:
    assert drawn(all_forms) == drawn(all_forms)


def test_a_changed_drawing_gives_other_bytes(all_forms: Path) -> None:
    before = drawn(all_forms)
    put(all_forms, "assets/logo/mark-en.svg", SVG.replace("#0b3d91", "#a3121b"))
    after = drawn(all_forms)

    assert {name for name in before if before[name] != after[name]} == {
        name for name in before if name.startswith("mark-en")
    }


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{ jpg = [32] }", "jpg must lie between 64 and 4096: 32"),
        ('{ pdf = "yes" }', "pdf must be true or false"),
        ("{ gif = [64] }", "unknown key gif"),
    ],
)
def test_renditions_that_cannot_be_made_are_a_fault(folder: Path, written: str, said: str) -> None:
    edit(folder, PACK, "{ png = [64, 128] }", written)

    with pytest.raises(KitFaults) as refusal:
        read_kit(folder)

    assert [str(fault) for fault in refusal.value.faults] == [f"{PACK}:6: {said}"]
