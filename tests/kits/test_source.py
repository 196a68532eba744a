"""Reading a folder: what a good one holds."""

from pathlib import Path

from press.kits.source.model import SourceKit
from press.kits.source.reader import read_kit
from tests.kits.folders import put

ROOT = Path(__file__).resolve().parents[2]


def read(folder: Path) -> SourceKit:
    return read_kit(folder)[0]


def test_good_folder(folder: Path) -> None:
    kit, warnings = read_kit(folder)

    assert warnings == []
    assert kit.slug == "sample-kit"
    assert [text.language for text in kit.releases[0].texts] == ["th", "en"]
    assert [file.file_name for file in kit.files()] == ["ข้อมูล น้ำ.txt", "mark-en.svg", "mark-open.svg"]
    assert [file.audience for file in kit.files()] == ["accredited", "accredited", "public"]
    assert kit.logo is not None
    assert kit.logo.renditions.png == (64, 128)


def test_facts_are_text_never_markup(folder: Path) -> None:
    thai, english = read(folder).releases[0].texts

    assert "<p>มี 7 *เมือง*</p>" in thai.body_html
    assert "7 &lt;b&gt;cities&lt;/b&gt;." in english.body_html
    assert "About us" in english.body_text


def test_quotes_are_filled_in_and_listed_with_their_speaker(folder: Path) -> None:
    kit = read(folder)

    assert "“The city is open,” said the mayor." in kit.releases[0].texts[1].body_text
    assert [quote.as_json() for quote in kit.quotes] == [
        {
            "key": "opening",
            "text": {"th": "เมืองเปิดแล้ว", "en": "The city is open"},
            "speaker": {"th": "นายกเทศมนตรี", "en": "the mayor"},
        },
        {
            "key": "closing",
            "text": {"th": "ขอบคุณ", "en": "Thank you"},
            "speaker": {"th": "นายกเทศมนตรี", "en": "the mayor"},
        },
    ]


def test_first_kit_has_no_faults() -> None:
    read_kit(ROOT / "press_kits" / "smart-city-thailand-takeoff")


def test_digest_follows_every_byte_and_name(folder: Path) -> None:
    before = read(folder).digest
    assert read(folder).digest == before

    put(folder, "CHANGELOG.md", "# Changes\n\nOne.\n")
    changed = read(folder).digest
    (folder / "notes.txt").write_text("a draft")

    assert len({before, changed, read(folder).digest}) == 3
