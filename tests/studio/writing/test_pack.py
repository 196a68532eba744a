"""What holds for all logos of a kit is written in the browser, and stands in `[pack]` of the folder's pack.toml."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from config import ROOT
from press.kits.queries import draft_files, kit_row, open_draft_of
from press.kits.source.reader import read_kit
from press.kits.source.writing import values_of
from tests.kits.folders import FILES, PACK, SLUG, put, write_kit
from tests.kits.pictures import PHOTOS, add_photo
from tests.kits.test_publish import publish
from tests.support.browser import Browser
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only

PATH = "assets/logo/pack.toml"
PHOTO_LIST = "assets/photos/photos.toml"
FIRST_KIT = ROOT / "press_kits" / "smart-city-thailand-takeoff"
AS_SCRIPT = {"Accept": "application/json"}
COLOURS = """\
colours = [
  { name.th = "น้ำเงิน", name.en = "Blue", hex = "#0B3D91", cmyk = "92 58 0 43" }, # as printed
  # for dark grounds
  { name.th = "ฟ้า", name.en = "Light", hex = "#8FD3E6", cmyk = "38 8 0 10" },
]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small kit with a photograph, and with colours and comments in its pack."""
    folder = write_kit(tmp_path)
    add_photo(folder)
    put(
        folder,
        PATH,
        PACK.replace('title.th = "ชุดตรา"', f'{COLOURS}title.th = "ชุดตรา"').replace(
            '\n[[files]]\npath = "mark-en.svg"', '\n# in colour\n[[files]]\npath = "mark-en.svg"'
        ),
    )
    return folder


@pytest.fixture
def kit(app: Flask, store: object, folder: Path, editor: Person) -> str:
    """The address in the studio of that kit, with an open draft."""
    with app.app_context():
        assert publish(app, folder).exit_code == 0
    page = editor.browser.get(f"/studio/{SLUG}/write")
    assert editor.browser.send(page, f"/studio/{SLUG}/write").status == 303
    return f"/studio/{SLUG}"


def test_what_is_saved_untouched_changes_no_byte(
    kit: str, folder: Path, editor: Person, text_of: Callable[[str], str]
) -> None:
    for page, ending, path in (("pack", "/pack", PATH), ("lists/photos/0", "/photos/0", PHOTO_LIST)):
        assert editor.browser.send(editor.browser.get(f"{kit}/{page}"), ending).status == 303
        assert text_of(path) == (folder / path).read_text("utf-8")


def test_the_first_kits_pack_is_saved_untouched(kit: str, editor: Person, text_of: Callable[[str], str]) -> None:
    text = (FIRST_KIT / PATH).read_text("utf-8").replace('"sample-mark"', '"mark"')
    page = editor.browser.get(f"{kit}/texts/{PATH}")
    assert editor.browser.send(page, "pack.toml", text=text).status == 303
    for lang in ("th", "en"):
        page = editor.browser.get(f"{kit}/pack?lang={lang}")
        assert editor.browser.send(page, "/pack").status == 303
        assert text_of(PATH) == text


def test_what_is_written_stands_where_the_folder_has_it(
    kit: str, folder: Path, editor: Person, text_of: Callable[[str], str]
) -> None:
    page = editor.browser.get(f"{kit}/pack")
    said = {
        "credit": "Agency",
        "audience": "public",
        "written_en": "Sample City",
        "name_rules_th": "เขียนติดกัน",
        "name_rules_en": "Two words.\r\nA capital each.",
        "clear_space_en": "A square.",
        "clear_space_th": "หนึ่งช่อง",
        "png": "64, 256",
        "pdf": "y",
        "colour-1-hex": "#8fd3e7",
        "colour-2-name_en": "Amber",
        "colour-2-hex": "#F2A900",
    }
    assert editor.browser.send(page, "/pack", **said).status == 303
    before = (folder / PATH).read_text("utf-8")
    after = (
        before.replace('credit = "Sample mark"', 'credit = "Agency"')
        .replace("{ png = [64, 128] }", "{ png = [64, 256] , pdf = true}")
        .replace('"#8FD3E6"', '"#8fd3e7"')
        .replace(
            '"38 8 0 10" },\n',
            '"38 8 0 10" },\n  {name = {th = "", en = "Amber"}, hex = "#F2A900", cmyk = ""},\n',
        )
        .replace(
            'title.en = "Logo pack"\n',
            'title.en = "Logo pack"\naudience = "public"\nname_en = "Sample City"\n'
            'name_rules.th = "เขียนติดกัน"\nname_rules.en = """\nTwo words.\nA capital each."""\n'
            'clear_space.th = "หนึ่งช่อง"\nclear_space.en = "A square."\n',
        )
    )
    assert values_of(text_of(PATH)) == values_of(after)
    assert [line for line in text_of(PATH).splitlines() if "#" in line] == [
        line for line in after.splitlines() if "#" in line
    ]
    again = editor.browser.get(f"{kit}/pack").form("/pack").fields
    assert {name: again[name].replace("\n", "\r\n").strip() for name in said} == said | {"png": "64 256"}


def test_a_colour_is_taken_out_and_the_others_keep_their_lines(
    kit: str, folder: Path, editor: Person, text_of: Callable[[str], str]
) -> None:
    nothing = {f"colour-0-{name}": "" for name in ("name_th", "name_en", "hex", "cmyk")}
    assert editor.browser.send(editor.browser.get(f"{kit}/pack"), "/pack", **nothing).status == 303
    lines = (folder / PATH).read_text("utf-8").splitlines()
    assert text_of(PATH).splitlines() == [line for line in lines if "as printed" not in line]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("png", "12", "Write whole numbers from 64 to 4096, such as 512 1024."),
        ("webp", "wide", "Write whole numbers from 64 to 4096, such as 512 1024."),
        ("colour-0-hex", "blue", "Write it as #0B3D91."),
        ("colour-2-cmyk", "1 2 3", "Write four whole numbers from 0 to 100, such as 92 58 0 43."),
        ("credit", "x" * 301, "Use at most 300 characters; this has 301."),
    ],
)
def test_an_error_stands_beside_its_field(
    kit: str, editor: Person, text_of: Callable[[str], str], field: str, typed: str, words: str
) -> None:
    before = text_of(PATH)
    page = editor.browser.get(f"{kit}/pack")
    refused = editor.browser.send(page, "/pack", **{field: typed})
    assert refused.status == 422
    assert f'id="{field}-error"' in refused.html
    assert words in refused.text
    assert refused.form("/pack").fields[field] == typed
    form = page.form("/pack")
    told = editor.browser.post(form.action, {**form.fields, field: typed}, headers=AS_SCRIPT)
    assert (told.status, told.json) == (422, {"message": words, "faults": {field: words}})
    assert text_of(PATH) == before


def test_the_second_to_save_is_told(kit: str, editor: Person, other_editor: Person) -> None:
    mine, theirs = (person.browser.get(f"{kit}/pack") for person in (editor, other_editor))
    form = theirs.form("/pack")
    saved = other_editor.browser.post(form.action, {**form.fields, "credit": "Theirs"}, headers=AS_SCRIPT)
    assert (saved.status, saved.json["version"]) == (200, 2)
    told = editor.browser.send(mine, "/pack", credit="Mine")
    assert told.status == 409
    assert "Theirs" in told.text
    assert editor.browser.send(told, "/pack").status == 303
    assert editor.browser.get(f"{kit}/pack").form("/pack").fields["credit"] == "Mine"


def test_a_kit_without_logos_has_no_such_page(kit: str, editor: Person) -> None:
    page = editor.browser.get("/studio/new")
    clock = dict(zip(("day", "month", "year", "time"), ("11", "3", "2570", "9.00"), strict=True))
    typed = {f"embargo_until-{part}": value for part, value in clock.items()}
    assert editor.browser.send(page, "/new", address="bare", title_th="ก", title_en="A", **typed).status == 303
    assert editor.browser.get("/studio/bare/pack").status == 404
    assert "/studio/bare/pack" not in editor.browser.get("/studio/bare/files").html
    assert f"{kit}/pack" in editor.browser.get(f"{kit}/files").links


def test_a_photo_says_when_and_where_it_was_taken(
    app: Flask, kit: str, editor: Person, text_of: Callable[[str], str], tmp_path: Path
) -> None:
    page = editor.browser.get(f"{kit}/lists/photos/0")
    assert page.form("/photos/0").fields["taken"] == "1/1/2030"
    thai = Browser(app, lang="th")
    thai.client = editor.browser.client
    assert thai.get(f"{kit}/lists/photos/0?lang=th").form("/photos/0").fields["taken"] == "1/1/2573"
    said = {"taken": "11/3/2562", "place_th": "น่าน", "place_en": "Nan"}
    assert editor.browser.send(page, "/photos/0", **said).status == 303
    assert text_of(PHOTO_LIST) == PHOTOS.replace("2030-01-01", "2019-03-11").replace("กรุงเทพฯ", "น่าน").replace(
        "Bangkok", "Nan"
    )
    page = editor.browser.get(f"{kit}/lists/photos/0?lang=en")
    wrong = editor.browser.send(page, "/photos/0", taken="soon")
    assert wrong.status == 422
    assert "Write the day as day/month/year" in wrong.text
    assert wrong.form("/photos/0").fields["taken"] == "soon"
    assert editor.browser.send(page, "/photos/0", taken="", place_th="", place_en="").status == 303
    [row] = values_of(text_of(PHOTO_LIST))["files"]
    assert {"taken", "place"} & row.keys() == set()


def test_what_was_written_here_is_what_the_folder_says(
    app: Flask, kit: str, folder: Path, editor: Person, text_of: Callable[[str], str]
) -> None:
    said = {"clear_space_th": "ก", "clear_space_en": "a", "audience": "public", "jpg": "100"}
    assert editor.browser.send(editor.browser.get(f"{kit}/pack"), "/pack", **said).status == 303
    page = editor.browser.get(f"{kit}/lists/photos/0")
    assert editor.browser.send(page, "/photos/0", taken="2019-03-11").status == 303
    with app.app_context():
        row = kit_row(SLUG)
        draft = open_draft_of(row.id) if row else None
        assert draft is not None
        for file in draft_files(draft.id):
            if file.text is not None:
                put(folder, file.path, file.text)
    source, _warnings = read_kit(folder)
    assert source.logo is not None
    assert (source.logo.guide.clear_space.en, source.logo.renditions.jpg) == ("a", (100,))
    assert [file.audience.value for file in source.logo.files] == ["public", "public"]
    assert [file.photo.taken for file in source.photos if file.photo] == [date(2019, 3, 11)]
    assert text_of("kit.toml") == FILES["kit.toml"]
