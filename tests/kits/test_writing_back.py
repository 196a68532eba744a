"""What people change goes into a file of the folder, and all else keeps its bytes."""

from contextlib import suppress
from pathlib import Path

import pytest

from config import ROOT
from press.kits.amending import without_table
from press.kits.source.facts import facts_in, preview
from press.kits.source.faults import Findings
from press.kits.source.model import Both
from press.kits.source.toml import parse
from press.kits.source.writing import (
    CannotChange,
    add_table,
    change,
    change_tables,
    is_readable,
    read_written,
    remove_table,
    swap_tables,
    toml_lines,
    values_of,
    write_markdown,
)
from tests.kits.folders import DOCUMENTS, KIT, PACK

SAMPLE = ROOT / "press_kits" / "smart-city-thailand-takeoff"
SOME_FACTS = """\
[figures]
cities = { th = "7 *เมือง*", en = "7 <b>cities</b>" }

[boilerplate]
th = "เกี่ยวกับเรา"
en = "About us"

[people]
ann = { th = "แอน", en = "Ann" }
"""
MARKDOWN = '+++\n# who wrote it\ntitle = "Old"  # short\nkind = "release"\n+++\n\n\nBody  \n'


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("releases/*/*.md")), ids=lambda path: path.parent.name + path.stem)
def test_what_is_saved_unchanged_keeps_every_byte(path: Path) -> None:
    text = path.read_text("utf-8")
    written = read_written(text)
    assert written.front.keys() >= {"title", "summary", "dateline", "kind"}
    assert write_markdown(text, {**written.front, "subtitle": written.front.get("subtitle", "")}, written.body) == text
    # As a browser sends it.
    assert write_markdown(text, written.front, written.body.replace("\n", "\r\n")) == text


def test_one_changed_field_changes_one_line() -> None:
    changed = write_markdown(MARKDOWN, {"title": 'New "one"', "kind": "release"}, "Body")
    assert changed == MARKDOWN.replace('"Old"', '"New \\"one\\""')
    assert (
        write_markdown(MARKDOWN, {}, "Other")
        == '+++\n# who wrote it\ntitle = "Old"  # short\nkind = "release"\n+++\n\nOther\n'
    )


def test_a_new_text_is_written_in_the_one_form() -> None:
    front = {"title": "ชื่อ", "subtitle": "", "summary": "s", "dateline": "d", "kind": "release"}
    assert write_markdown("", front, "One\r\n\r\nTwo") == (
        '+++\ntitle = "ชื่อ"\nsummary = "s"\ndateline = "d"\nkind = "release"\n+++\n\nOne\n\nTwo\n'
    )


def test_a_text_without_front_matter_loses_nothing() -> None:
    assert read_written("only words\n").body == "only words"
    assert write_markdown("only words\n", {"title": "T"}, "only words") == '+++\ntitle = "T"\n+++\n\nonly words\n'


def test_toml_keeps_comments_and_order() -> None:
    text = "# first\n" + KIT.replace('audience = "accredited"', 'audience = "accredited"  # who')
    new = change(text, {("audience",): "public", ("contacts", 0, "phone"): "+66 1", ("title", "en"): "Sample kit"})
    assert new == text.replace('"accredited"', '"public"', 1).replace("+66 2 000 0000", "+66 1")


@pytest.mark.parametrize("text", ["a = = b", "a = 5\nfiles = 7", "a = [1]\nfiles = [{ x = 1 }]"])
def test_what_cannot_be_changed_is_said_and_not_spoilt(text: str) -> None:
    with pytest.raises(CannotChange):
        change(text, {("a", "b", "c"): "d"})
    with pytest.raises(CannotChange):
        add_table(text, "files", "x = 2")
    with pytest.raises(CannotChange):
        change_tables(text, ("a", "tables"), [{"x": 1}])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a = " + "[" * 5000 + "]" * 5000, id="lists in lists"),
        pytest.param("a = " + "{b=" * 5000 + "1" + "}" * 5000, id="tables in tables"),
        pytest.param("a = " + "1" * 5000, id="a number without end"),
    ],
)
def test_what_is_too_deep_or_too_long_is_no_toml(text: str) -> None:
    assert values_of(text) == {}
    assert not is_readable("facts.toml", text)
    with pytest.raises(CannotChange):
        change(text, {("b",): "c"})
    findings = Findings()
    assert parse(text, "facts.toml", findings) is None
    assert "not valid TOML: something in it is too deep or too long" in str(findings.faults[0])


@pytest.mark.parametrize("depth", [50, 100, 200, 300])
def test_what_can_just_be_read_is_changed_or_said_to_be_unchangeable(depth: int) -> None:
    with suppress(CannotChange):
        assert values_of(change("a = " + "[" * depth + "]" * depth, {("b",): "c"}))["b"] == "c"


@pytest.mark.parametrize(
    "words",
    [
        '"""',
        'He said "no"""',
        "'''",
        "ends with \\",
        "a\\\nb",
        "[[files]]\npath = 1",
        "x\n[pack]\ny",
        "# no comment",
        '"\n""\n"""\n""""',
        "\u2028",
        "\\u0041",
        "+++",
    ],
)
def test_words_that_look_like_toml_stay_words(words: str) -> None:
    text = change(PACK, {("files", 0, "alt", "en"): words, ("pack", "credit"): words, ("pack", "note"): words})
    said = values_of(text)
    assert (said["files"][0]["alt"]["en"], said["pack"]["credit"], said["pack"]["note"]) == (words, words, words)
    first, second = said["files"]
    assert values_of(swap_tables(text, "files", 0, 1))["files"] == [second, first]
    assert values_of(remove_table(text, "files", 0))["files"] == [second]
    more = add_table(text, "files", toml_lines({"path": words, "title": {"th": words, "en": ""}}))
    assert values_of(more)["files"] == [first, second, {"path": words, "title": {"th": words, "en": ""}}]
    assert values_of(without_table(text, "mark-en.svg"))["files"] == [second]


def test_a_new_value_stands_below_its_tables_last_one() -> None:
    text = '[pack]\na = 1\n\n# the first file\n[[files]]\npath = "a"\n\n# the second\n[[files]]\npath = "b"\n'
    new = change(text, {("pack", "size", "th"): "ก", ("pack", "size", "en"): "a", ("files", 0, "audience"): "public"})
    assert new == text.replace("a = 1\n", 'a = 1\nsize.th = "ก"\nsize.en = "a"\n').replace(
        'path = "a"\n', 'path = "a"\naudience = "public"\n'
    )


def test_a_list_of_tables_keeps_the_lines_of_those_that_stay() -> None:
    lines = '  { name.th = "ก", hex = "#1" }, # one\n  { name.th = "ข", hex = "#2" }, # two\n'
    text = f"[pack]\ncolours = [\n{lines}]\nz = 1\n"
    one, two = values_of(text)["pack"]["colours"]
    new = {"name": {"th": "ค"}, "hex": "#3"}
    path = ("pack", "colours")
    assert change_tables(text, path, [one, two]) == text
    assert change_tables(text, path, [two]) == text.replace('  { name.th = "ก", hex = "#1" }, # one\n', "")
    assert change_tables(text, path, [one, {**two, "hex": "#9"}]) == text.replace("#2", "#9")
    assert values_of(change_tables(text, path, [new, two, one, new]))["pack"]["colours"] == [new, two, one, new]
    assert values_of(change_tables(text, path, []))["pack"] == {"colours": [], "z": 1}
    assert values_of(change_tables("[pack]\nz = 1\n", path, [one]))["pack"] == {"z": 1, "colours": [one]}
    tables = "[pack]\nz = 1\n\n[[pack.colours]]\nhex = 1\n\n[[pack.colours]]\nhex = 2\n"
    for wanted in ([{"hex": 2}], [{"hex": 1}, {"hex": 2}, {"hex": 3}], [{"hex": 4}, {"hex": 2}]):
        assert values_of(change_tables(tables, path, wanted))["pack"]["colours"] == wanted


def test_tables_are_added_moved_and_taken_away() -> None:
    assert swap_tables(PACK, "files", 0, 1) != PACK
    assert swap_tables(swap_tables(PACK, "files", 0, 1), "files", 1, 0) == PACK
    assert [row["path"] for row in values_of(swap_tables(PACK, "files", 1, 0))["files"]] == [
        "mark-open.svg",
        "mark-en.svg",
    ]
    more = add_table(KIT, "contacts", toml_lines({"name": "ก", "organisation": {"th": "ข", "en": "c"}}))
    assert values_of(more)["contacts"][1] == {"name": "ก", "organisation": {"th": "ข", "en": "c"}}
    assert remove_table(more, "contacts", 1) == KIT
    assert values_of(remove_table(DOCUMENTS, "files", 0)) == {}


def test_a_comment_above_the_next_table_stays_with_it() -> None:
    text = "[[a]]\nx = 1\n\n# of b\n[[b]]\ny = 2\n"
    assert remove_table(text, "a", 0) == "# of b\n[[b]]\ny = 2\n"


def test_facts_are_read_by_group_and_filled_in_by_the_one_renderer() -> None:
    facts = facts_in(SOME_FACTS)
    assert [(fact.group, fact.key) for fact in facts][-1] == ("boilerplate", "boilerplate")
    assert next(fact.text for fact in facts if fact.key == "ann") == Both("แอน", "Ann")
    shown = preview("## Head\n\nThere are {{ cities }} and {{ none }}.", "en", facts)
    assert "<h2>Head</h2>" in shown.body_html
    assert "7 &lt;b&gt;cities&lt;/b&gt;" in shown.body_html
    assert shown.unknown == ("none",)
