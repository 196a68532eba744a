"""Releases as files: PDF, DOCX and plain text, with Thai as it should be, the same bytes for the same text."""

import io
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import asdict, replace
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from flask import Flask
from lxml import etree
from sqlalchemy import select

from config import ROOT
from press.db import db
from press.kits.bundle import bundled
from press.kits.handouts.blocks import Run, blocks_of
from press.kits.handouts.content import Handout, handout_of
from press.kits.handouts.docx import docx_of
from press.kits.handouts.text import plain_text_of
from press.kits.models import Asset, AssetEntry, AssetRevision, Kit, Release
from press.kits.printing import release_pdf
from press.kits.printshop import NotPrinted
from press.kits.source.model import SourceKit
from press.kits.source.reader import read_kit
from press.kits.states import AssetKind, Audience
from press.markup import render
from tests.kits.folders import edit, explain
from tests.kits.test_publish import newest, publish

MARKDOWN = """\
## ที่นี่ น้ำ & ป่า

“คำพูด **หนา**” กับ [ลิงก์](https://example.org/?a=1&b=2)

> ปั้นน้ำเป็นตัว

1. หนึ่ง
    * ย่อย
2. สอง

| หัว | ท้าย |
|---|---|
| ก |  |

---
"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def kit(folder: Path) -> SourceKit:
    return read_kit(folder)[0]


@pytest.fixture
def handout(kit: SourceKit) -> Handout:
    """The Thai release, with a bit of everything in it."""
    return replace(handout_of(kit, kit.releases[0].texts[0]), blocks=blocks_of(render(MARKDOWN)))


def pdf_of(handout: Handout) -> bytes:
    """Made in this process, as the printing process makes it."""
    return release_pdf(asdict(handout))


def words_of(pdf: bytes) -> str:
    """The text of a PDF without spaces, which nobody sets between Thai words."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "".join(unicodedata.normalize("NFC", "".join(pages)).split())


def test_html_is_taken_apart_into_blocks() -> None:
    heading, first, quote, numbered, table, rule = blocks_of(render(MARKDOWN))

    assert (heading.kind, heading.level, heading.runs) == ("heading", 2, [Run("ที่นี่ น้ำ & ป่า")])
    assert first.runs == [
        Run("“คำพูด "),
        Run("หนา", bold=True),
        Run("” กับ "),
        Run("ลิงก์", href="https://example.org/?a=1&b=2"),
    ]
    assert [block.runs for block in quote.blocks] == [[Run("ปั้นน้ำเป็นตัว")]]
    assert [[block.kind for block in item] for item in numbered.items] == [["paragraph", "list"], ["paragraph"]]
    assert table.rows == [[[Run("หัว")], [Run("ท้าย")]], [[Run("ก")], []]]
    assert rule.kind == "rule"


def test_a_pdf_can_be_read_copied_and_listened_to(handout: Handout) -> None:
    made = pdf_of(handout)

    words = words_of(made)
    for word in (handout.title, "ที่นี่น้ำ&ป่า", "คำพูดหนา”กับลิงก์", "ปั้นน้ำเป็นตัว", "+6620000000", "ห้ามเผยแพร่ก่อน"):
        assert word in words, word
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "th"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {"PDThaiLooped"}


def test_a_list_within_a_list_has_bullets_that_our_fonts_have(handout: Handout) -> None:
    nested = "- one\n    - two\n        - three\n            - four"
    alone = replace(handout, blocks=blocks_of(render(nested)))

    assert "•one–two•three–four" in words_of(pdf_of(alone))


def test_thai_copied_from_a_pdf_is_what_was_written(handout: Handout) -> None:
    """A mark that is moved up or down comes apart from its syllable, which is then copied twice (tools/fonts.py)."""
    said = "ที่นี่ น้ำ ป้า ปี่ เชื้อ ญี่ปุ่น ปั้น ฝั่ง สิ้น ตึ๊ง สิทธิ์ ทั้งหมด ครั้งนี้ ผู้อื่น เครื่อง ฟื้น กตัญญู จุ๊บ ได้ ใต้"
    alone = replace(handout, blocks=blocks_of(f"<p>{said}</p><p><strong>{said}</strong></p>"))

    words = words_of(pdf_of(alone))

    assert words.count("".join(said.split())) == 2


def test_marks_of_thai_stand_above_and_below_their_letters(handout: Handout) -> None:
    """The same word with and without its marks: those above and below are drawn, and the letters move nowhere."""

    def inked(title: str) -> tuple[int, int, int, int]:
        alone = replace(handout, kind="", embargo="", title=title, dateline="", blocks=[], contacts=[], terms="")
        with pypdfium2.PdfDocument(pdf_of(alone)) as document:
            picture = document[0].render(scale=4).to_pil().convert("L").crop((0, 0, 2000, 1000))
        box = picture.point(lambda level: 255 if level < 100 else 0).getbbox()
        assert box is not None
        return box

    bare, marked = inked("บน"), inked("บู่นุ้")

    assert marked[0] == bare[0]
    assert abs(marked[2] - bare[2]) <= 8  # a mark may reach beyond its letter's edge, by a hair
    assert marked[1] < bare[1] - 8  # MAI EK and MAI THO above
    assert marked[3] > bare[3] + 8  # SARA U and UU below


def test_headings_that_skip_a_level_are_moved_up(handout: Handout) -> None:
    """Else there is no PDF: PDF/UA refuses gaps."""
    blocks = blocks_of(render("### One\n\n#### Two\n\n## Three\n\n#### Four"))

    assert [block.level for block in blocks] == [2, 3, 2, 3]
    assert "Four" in words_of(pdf_of(replace(handout, blocks=blocks)))


def test_names_in_other_alphabets_can_be_printed(handout: Handout) -> None:
    said = "Nguyễn Đặng, Łukasz Řehoř, Şükrü İnönü, Ελένη, Юрий, Jean‑Luc → ■"

    assert "".join(said.split()) in words_of(pdf_of(replace(handout, blocks=blocks_of(f"<p>{said}</p>"))))


@pytest.mark.usefixtures("in_app", "store")
@pytest.mark.sqlite_only
def test_what_no_font_can_show_is_a_fault_of_its_release(app: Flask, folder: Path) -> None:
    edit(folder, "releases/01-launch/en.md", "There are", "There are 😀")

    for command in ("check", "publish"):
        told = app.test_cli_runner().invoke(args=["kits", command, str(folder)])
        assert told.exit_code == 1
        assert f"{folder}/releases/01-launch/en.md:1: no PDF can be made: our fonts have no '😀'" in told.output
    assert db.session.scalar(select(Kit.id)) is None


def test_nothing_is_published_when_the_printing_process_dies(kit: SourceKit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.kits.printshop.PROGRAM", "nowhere")

    with pytest.raises(NotPrinted, match="No module named nowhere"), bundled(kit):
        pytest.fail("a release has no PDF")


def test_typst_is_loaded_where_pdfs_are_made_and_nowhere_else() -> None:
    """With its fonts it takes as much memory as a worker has to spare."""
    loaded = "import sys, press.app; print('typst' in sys.modules)"

    assert (
        subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, check=True).stdout == b"False\n"
    )


def test_word_is_told_which_words_are_thai(handout: Handout) -> None:
    made = docx_of(handout)

    document = docx.Document(io.BytesIO(made))
    assert [(line.style.name, line.text) for line in document.paragraphs[1:8]] == [
        ("Title", "เปิดตัว"),
        ("Normal", "BANGKOK, 2 January 2030"),
        ("Heading 2", "ที่นี่ น้ำ & ป่า"),
        ("Normal", "“คำพูด หนา” กับ ลิงก์"),
        ("Quote", "ปั้นน้ำเป็นตัว"),
        ("List Paragraph", "หนึ่ง"),
        ("List Paragraph", "ย่อย"),
    ]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["หัว", "ท้าย"], ["ก", ""]]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
    thai = [run for run in root.iter(f"{W}r") if any("\u0e00" <= sign <= "\u0e7f" for sign in "".join(run.itertext()))]
    assert thai
    assert all(run.find(f"{W}rPr/{W}cs") is not None for run in thai)
    assert styles.find(f".//{W}lang").get(f"{W}bidi") == "th-TH"
    assert styles.find(f".//{W}rFonts").get(f"{W}cs") == "Tahoma"
    for weight, complex_weight in (("b", "bCs"), ("sz", "szCs")):
        for found in (*root.iter(f"{W}{weight}"), *styles.iter(f"{W}{weight}")):
            assert found.getnext().tag == f"{W}{complex_weight}"


def test_links_of_a_docx_lead_somewhere(handout: Handout) -> None:
    document = docx.Document(io.BytesIO(docx_of(handout)))

    [link] = [link for line in document.paragraphs for link in line.hyperlinks]
    assert (link.text, link.address) == ("ลิงก์", "https://example.org/?a=1&b=2")


def test_letters_that_xml_cannot_hold_are_left_out(handout: Handout) -> None:
    document = docx.Document(io.BytesIO(docx_of(replace(handout, title="a\x0bb<c>"))))

    assert document.paragraphs[1].text == "ab<c>"


def test_plain_text_says_whom_to_call(kit: SourceKit) -> None:
    text = kit.releases[0].texts[1]

    assert plain_text_of(handout_of(kit, text), text).decode() == (
        "Not for publication before Wednesday 2 January 2030, 09:00 (Bangkok, UTC+7)\n\n"
        "Launch\n\nBANGKOK, 2 January 2030\n\n"
        "There are 7 <b>cities</b>. “The city is open,” said the mayor.\n\nAbout us\n\n"
        "Press contact\n+66 2 000 0000, สมหญิง ใจดี, Agency, press@example.org\n\nOne line\n"
    )


@pytest.mark.parametrize("make", [pdf_of, docx_of])
def test_the_same_text_gives_the_same_bytes(handout: Handout, make: object) -> None:
    assert make(handout) == make(replace(handout))  # type: ignore[operator]


@pytest.mark.usefixtures("in_app", "store")
@pytest.mark.sqlite_only
def test_the_name_says_kit_release_language_and_version(app: Flask, folder: Path) -> None:
    publish(app, folder)
    first = {kind: newest(f"releases/01-launch/{kind}") for kind in ("th.pdf", "en.pdf", "en.docx", "en.txt")}
    edit(folder, "releases/01-launch/en.md", "There are", "There will be")
    explain(folder, "แก้ไขถ้อยคำ · Wording mended")
    publish(app, folder)

    assert [held.file_name for held in first.values()] == [
        "sample-kit_01-launch_th_v1.pdf",
        "sample-kit_01-launch_en_v1.pdf",
        "sample-kit_01-launch_en_v1.docx",
        "sample-kit_01-launch_en_v1.txt",
    ]
    assert newest("releases/01-launch/en.pdf").file_name == "sample-kit_01-launch_en_v2.pdf"
    assert newest("releases/01-launch/th.pdf").id == first["th.pdf"].id  # nothing changed in it
    assert db.session.scalars(select(Release.slug).join(Asset, Asset.release_id == Release.id)).all() == (
        ["01-launch"] * 6
    )


@pytest.mark.usefixtures("in_app", "store")
@pytest.mark.sqlite_only
def test_files_of_releases_are_for_the_audience_of_the_kit(app: Flask, folder: Path) -> None:
    edit(folder, "kit.toml", '"accredited"', '"public"')
    publish(app, folder)

    entries = db.session.scalars(
        select(AssetEntry).join(AssetEntry.asset_revision).join(AssetRevision.asset).where(Asset.kind == AssetKind.TEXT)
    ).all()
    assert [(entry.audience, entry.licence, entry.title_th, entry.title_en) for entry in entries] == [
        (Audience.PUBLIC, "texts", "เปิดตัว", "Launch")
    ] * 6
