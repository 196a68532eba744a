"""Strings that break programs, in every form in which kits are written: kept as they were meant, or refused with the
text still there. A fault of ours would be raised by these tests' application."""

import tomllib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask

from press.kits.queries import draft_files, kit_row, open_draft_of
from press.web.fields import many_lines, one_line
from tests.house.test_naughty import NAUGHTY, unlimited
from tests.kits.folders import SLUG, SVG, write_kit
from tests.kits.pictures import add_photo
from tests.kits.test_publish import publish
from tests.support.browser import Page
from tests.support.people import Person

# What breaks TOML, front matter and lists, and what Thai and other scripts bring along.
TEXTS = [
    *[text for text in NAUGHTY if len(text) <= 10_000],
    '"',
    '"""',
    "'''",
    'He said "no"""',
    "ends with a backslash \\",
    'a\\\n"""\n\\u0041',
    "[[files]]\npath = 'evil.svg'",
    "first\n[pack]\nsecond\n[[contacts]]",
    "+++\nkind = 1\n+++\n",
    "before\n+++\nafter",
    "# no comment",
    "key = 1",
    "- `01-launch` (2019-03-12) ก · a",
    "{{ cities }} and {{ nothing",
    "one\r\ntwo\r\n\r\nthree",
    "one\rtwo",
    "a\tb",
    "\u200f\u0627\u0644\u0639\u200e",
    "a\u200bb\u200dc\u00a0d",
    "น้ำ นํ้า ทํา ซ้ำๆ ฯลฯ",
    "line\u2028separator\u2029here",
    "e\u0301 e\u0301",
    "<b>&amp;</b><!-- --></textarea></form>",
    "ก" * 10_000,
]


# For what is no free text, one of each sort.
ODD = [
    "",
    "\x00",
    "None",
    "-1",
    "²",
    "๑๒๓",
    "9" * 40,
    "1/1/" + "9" * 40,
    "31/12/10542",
    "\u202egnp.exe",
    "💥",
    "../../x",
    '"""',
    "a\r\n[[files]]",
    "+++",
    "กํา",
    "<b>&amp;",
    "x" * 10_000,
]


class Written(NamedTuple):
    """A form of the studio: its page, where it goes, and its texts."""

    page: str
    ending: str
    fields: tuple[str, ...]


BOTH = ("title_th", "title_en")
ALT = ("alt_th", "alt_en")
PACK = (
    "written_th",
    "name_rules_en",
    "clear_space_th",
    "min_size_en",
    "credit",
    "colour-0-name_th",
    "colour-1-name_en",
)
FORMS = [
    Written("write", "/write/kit", (*BOTH, "summary_th", "summary_en")),
    Written(
        "write/01-launch", "/en", tuple(f"en-{name}" for name in ("title", "subtitle", "summary", "dateline", "body"))
    ),
    Written("lists/contacts/0", "/contacts/0", ("name", "phone", "email", "organisation_th")),
    Written("lists/zips/0", "/zips/0", BOTH),
    Written("lists/documents/0", "/documents/0", (*BOTH, "credit")),
    Written(
        "lists/photos/0",
        "/photos/0",
        (*BOTH, *ALT, "caption_th", "caption_en", "credit", "creator", "copyright", "place_th", "place_en"),
    ),
    Written("lists/logo/0", "/logo/0", (*BOTH, *ALT)),
    Written("pack", "/pack", (*BOTH, *PACK)),
    Written("texts/licences/texts.en.md", "texts.en.md", ("text",)),
]
# What is no free text: most of it is refused, with the words still there.
CODES = [
    Written("write", "/write/schedule", tuple(f"embargo_until-{each}" for each in ("day", "year", "time"))),
    Written("write", "/write/releases", ("name",)),
    Written("lists/zips/0", "/zips/0", ("file_name",)),
    Written("lists/photos/0", "/photos/0", ("taken",)),
    Written("lists/photos/0", "/photos/0", ("usable_until-day", "usable_until-year")),
    Written("lists/documents/0", "/documents/0", ("ascii_name",)),
    Written("pack", "/pack", ("png", "jpg", "webp")),
    Written("pack", "/pack", ("colour-0-hex", "colour-0-cmyk")),
    Written("pack", "/pack", ("kind", "audience", "licence", "sample", "pdf")),
    Written("lists/photos/0", "/photos/0", ("licence", "audience")),
    Written("/studio/new", "/new", ("address", "title_th", "title_en", "embargo_until-day", "event")),
    Written("copy", "", ("slug", "event", "releases")),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A kit with something in each of its lists."""
    folder = write_kit(tmp_path)
    add_photo(folder)
    return folder


@pytest.fixture
def kit(app: Flask, store: object, folder: Path, editor: Person) -> str:
    """The address in the studio of that kit, with an open draft."""
    with app.app_context():
        assert publish(app, folder).exit_code == 0
    unlimited(app)
    page = editor.browser.get(f"/studio/{SLUG}/write")
    assert editor.browser.send(page, f"/studio/{SLUG}/write").status == 303
    return f"/studio/{SLUG}"


def opened(editor: Person, kit: str, form: Written) -> Page:
    return editor.browser.get(form.page if form.page.startswith("/") else f"{kit}/{form.page}")


def shown(page: Page, form: Written) -> dict[str, str]:
    """What the form's texts are on this page."""
    fields = page.form(form.ending).fields
    return {name: many_lines(fields[name]) for name in form.fields}


def lists_of(app: Flask) -> Iterator[str]:
    """Every list of the draft, as it stands."""
    with app.app_context():
        kit = kit_row(SLUG)
        draft = open_draft_of(kit.id) if kit else None
        assert draft is not None
        yield from [file.text or "" for file in draft_files(draft.id) if file.path.endswith(".toml")]


def is_checked(editor: Person, kit: str) -> None:
    """Whatever was written, the draft can be read, checked and compared."""
    review = editor.browser.get(f"{kit}/review")
    assert editor.browser.send(review, "/review/check").status == 303
    for page in ("review", "write", "files", "facts", "differences", "write/01-launch", "pack"):
        assert editor.browser.get(f"{kit}/{page}").status == 200, page


@pytest.mark.sqlite_only
def test_every_text_is_kept_or_is_still_there(app: Flask, kit: str, editor: Person) -> None:
    for form in FORMS:
        page, kept = opened(editor, kit, form), 0
        for text in TEXTS:
            answer = editor.browser.send(page, form.ending, **dict.fromkeys(form.fields, text))
            assert answer.status in {303, 422}, (form.page, repr(text)[:60])
            page = opened(editor, kit, form) if answer.status == 303 else answer
            for name, value in shown(page, form).items():
                assert value in {one_line(text), many_lines(text)}, (name, repr(text)[:60], answer.status)
            kept += answer.status == 303
        assert kept > len(TEXTS) // 2, form.page
    for text in lists_of(app):
        tomllib.loads(text)
    is_checked(editor, kit)


@pytest.mark.sqlite_only
def test_what_is_no_free_text_is_refused_in_words(app: Flask, kit: str, editor: Person) -> None:
    for form in CODES:
        page = opened(editor, kit, form)
        for text in ODD:
            answer = editor.browser.send(page, form.ending, **dict.fromkeys(form.fields, text))
            assert answer.status in {303, 422}, (form, repr(text)[:60])
            page = opened(editor, kit, form) if answer.status == 303 else page
    for text in lists_of(app):
        tomllib.loads(text)
    is_checked(editor, kit)


@pytest.mark.sqlite_only
def test_every_text_of_a_fact_and_every_key(app: Flask, kit: str, editor: Person) -> None:
    def send(**values: str) -> Page:
        page = editor.browser.get(f"{kit}/facts")
        fields = next(form.fields for form in page.forms if form.action.endswith("/facts"))
        token = {name: fields[name] for name in ("csrf_token", "seen")}
        return editor.browser.post(f"{kit}/facts", {**token, **values})

    for text in ODD:
        for fact in (
            {"group": "figures", "key": "cities"},
            {"group": "quotes", "key": "opening", "speaker": text},
            {"group": "boilerplate", "key": "boilerplate"},
        ):
            answer = send(**fact, th=text, en=text)
            assert answer.status in {303, 422}, repr(text)[:60]
            page = editor.browser.get(f"{kit}/facts") if answer.status == 303 else answer
            fields = next(form.fields for form in page.forms if form.fields.get("key") == fact["key"])
            assert (fields["th"], fields["en"]) == (one_line(text), one_line(text)), repr(text)[:60]
        assert send(group="names", key=text, new="yes", th=text, en=text).status in {303, 422}, repr(text)[:60]
    is_checked(editor, kit)


@pytest.mark.sqlite_only
def test_every_hidden_field(app: Flask, kit: str, editor: Person) -> None:
    token = {"csrf_token": editor.browser.token()}
    hidden = ("seen", "version", "group", "key", "release", "to", "new", "accept", "hours", "item", "have", "q")
    for text in ODD:
        fields = {**dict.fromkeys(hidden, text), **token}
        for address in (
            "write/kit",
            "write/01-launch/en",
            "write/releases/01-launch/move",
            "lists/contacts",
            "lists/contacts/0",
            "lists/contacts/0/move",
            "lists/logo/1/remove",
            "pack",
            "facts",
            "facts/remove",
            "review/check",
            "review/submit",
            "review/note",
            "review/emergency",
            "review/send-back",
            "life/clock/1",
            "holders.csv",
            "downloads.csv",
        ):
            assert editor.browser.post(f"{kit}/{address}", fields).status in {200, 303, 404, 409, 422}, (address, text)
    is_checked(editor, kit)


@pytest.mark.sqlite_only
def test_every_text_of_review_and_of_the_life_of_releases(kit: str, editor: Person, other_editor: Person) -> None:
    browser = editor.browser
    page = browser.get(f"{kit}/write/01-launch")
    assert browser.send(page, "/en", **{"en-body": "Another text."}).status == 303
    assert browser.send(browser.get(f"{kit}/review"), "/review/check").status == 303
    for text in ODD:
        note = browser.send(browser.get(f"{kit}/review"), "/review/note", note_th=text, note_en="")
        assert note.status == 422, repr(text)[:60]
        assert note.form("/review/note").fields["note_th"] == one_line(text)
        clock = browser.get(f"{kit}/life/clock/embargo")
        moved = browser.send(clock, "", reason=text, **{"to-year": text})
        assert moved.status == 422, repr(text)[:60]
        assert moved.form().fields["reason"] == one_line(text)
        end = browser.get(f"{kit}/life/releases/01-launch/end")
        not_sure = browser.send(end, "", reason_th=text, reason_en=text, kind=text)
        assert not_sure.status == 422
        assert many_lines(not_sure.form().fields["reason_th"]) == many_lines(text)
    assert (
        browser.send(browser.get(f"{kit}/review"), "/review/note", note_th="ก · `x`", note_en="a\r\n- b").status == 303
    )
    assert browser.send(browser.get(f"{kit}/review"), "/review/submit").status == 303
    for text in ODD:
        review = other_editor.browser.get(f"{kit}/review")
        answer = other_editor.browser.send(review, "/review/emergency", reason=text, version="0")
        assert answer.status in {409, 422}, repr(text)[:60]
        back = other_editor.browser.send(review, "/review/send-back", remark=text, version="0")
        assert back.status in {409, 422}, repr(text)[:60]
        assert many_lines(back.form("/review/send-back").fields["remark"]) == many_lines(text)


@pytest.mark.sqlite_only
def test_a_reason_of_every_sort_is_shown_as_it_was_written(kit: str, editor: Person) -> None:
    reason = "\n".join(many_lines(text) for text in TEXTS if len(text) < 40 and many_lines(text).isprintable())[:900]
    page = editor.browser.get(f"{kit}/life/releases/01-launch/end")
    ended = editor.browser.send(page, "", reason_th=reason, reason_en=reason, kind="withdrawn", sure="y")
    assert ended.status == 303
    assert " ".join(reason.split()) in editor.browser.get(f"{kit}/life").text


@pytest.mark.sqlite_only
@pytest.mark.parametrize("part", ["documents", "photos", "logo"])
def test_every_name_of_a_file(app: Flask, kit: str, editor: Person, deliver: Callable[[], int], part: str) -> None:
    token = editor.browser.token()
    ending, body = {"documents": (".txt", b"words\n"), "photos": (".jpg", b"no"), "logo": (".svg", SVG.encode())}[part]
    for text in ODD:
        data = {"csrf_token": token, "file": (BytesIO(body), text + ending)}
        answer = editor.browser.post(f"{kit}/files/{part}", data, content_type="multipart/form-data")
        assert answer.status in {303, 409, 422, 429}, repr(text)[:60]
        announced = {"name": text, "size": text, "sha256": text}
        told = editor.browser.post(f"{kit}/files/{part}/uploads", json=announced, headers={"X-CSRFToken": token})
        assert told.status in {400, 409, 422, 429}, repr(text)[:60]
    deliver()
    is_checked(editor, kit)


@pytest.mark.parametrize("text", ["\x00", "a\x00b"])
def test_what_a_database_cannot_hold_is_not_kept(app: Flask, kit: str, editor: Person, text: str) -> None:
    for form in (*FORMS, *CODES):
        page = opened(editor, kit, form)
        answer = editor.browser.send(page, form.ending, **dict.fromkeys(form.fields, text))
        assert answer.status == 422, form
    fields = {"csrf_token": editor.browser.token(), "seen": text, "version": text, "release": text, "q": text}
    for address in ("write/kit", "lists/contacts/0", "pack", "facts", "facts/remove", "review/note", "holders.csv"):
        assert editor.browser.post(f"{kit}/{address}", fields).status in {200, 303, 404, 409, 422}, address


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("broken", "page", "ending", "field"),
    [
        ("kit.toml", "write", "/write/kit", "title_en"),
        ("assets/logo/pack.toml", "pack", "/pack", "credit"),
        ("releases/01-launch/en.md", "write/01-launch", "/en", "en-title"),
    ],
)
def test_what_a_form_cannot_change_is_said_and_nothing_typed_is_lost(
    kit: str, editor: Person, text_of: Callable[..., str], broken: str, page: str, ending: str, field: str
) -> None:
    form = editor.browser.get(f"{kit}/texts/{broken}")
    text = "+++\n= =\n+++\n\nBody\n" if broken.endswith(".md") else "= ="
    assert editor.browser.send(form, broken, text=text).status == 303
    assert broken in editor.browser.get(f"{kit}/write").text
    assert "cannot be read: mend it here" in editor.browser.get(f"{kit}/write").text
    refused = editor.browser.send(editor.browser.get(f"{kit}/{page}"), ending, **{field: "Typed"})
    assert refused.status == 422
    assert f"Nothing was saved: {broken} cannot be read" in refused.text
    assert refused.form(ending).fields[field] == "Typed"
    form = editor.browser.get(f"{kit}/{page}").form(ending)
    told = editor.browser.post(form.action, form.fields | {field: "Typed"}, headers={"Accept": "application/json"})
    assert (told.status, told.json["message"].startswith("Nothing was saved")) == (422, True)
    assert text_of(broken).strip() == text.strip()
