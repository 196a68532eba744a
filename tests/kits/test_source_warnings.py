"""Reading a folder: what is no fault but worth a look is said, and what is hostile does no harm."""

from pathlib import Path

import pytest

from press.kits.source.model import SourceKit
from press.kits.source.reader import read_kit
from tests.kits.folders import edit, put, release


def read(folder: Path) -> SourceKit:
    return read_kit(folder)[0]


def test_missing_translation_is_a_warning(folder: Path) -> None:
    (folder / "releases/01-launch/en.md").unlink()

    kit, warnings = read_kit(folder)

    assert [str(one) for one in warnings] == [
        "releases/01-launch/th.md:1: warning: there is no translation releases/01-launch/en.md"
    ]
    assert len(kit.releases[0].texts) == 1


def test_unused_file_is_a_warning(folder: Path) -> None:
    put(folder, "documents/draft.txt", "x")

    assert [str(one) for one in read_kit(folder)[1]] == [
        "documents/draft.txt:1: warning: is not named anywhere and is not published"
    ]


def test_hostile_markdown_is_rendered_harmless(folder: Path) -> None:
    put(folder, "releases/01-launch/en.md", release("x", "<script>alert(1)</script> [a](javascript:alert(1))"))

    html = read(folder).releases[0].texts[1].body_html

    assert "<script" not in html
    assert "javascript:" not in html


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("# Heading", "a heading with one # becomes one with ##"),
        ("#SmartCity is here", "a heading with one # becomes one with ##"),
        ("# {{ cities }}", "a heading with one # becomes one with ##"),
        ("Heading\n=======", "a heading with one # becomes one with ##"),
        ("a <b>bold</b> word", "<b> is taken out"),
        ('<img src="x.png">', '<img src="x.png"> is taken out'),
        ("<!-- later -->", "<!-- is taken out"),
        ("{{ cities }", "{{ stands as it is"),
    ],
)
def test_what_readers_would_see_otherwise_is_a_warning(folder: Path, line: str, said: str) -> None:
    path = "releases/01-launch/en.md"
    put(folder, path, (folder / path).read_text() + f"\n{line}\n")

    _kit, warnings = read_kit(folder)

    at = len((folder / path).read_text().splitlines())  # the last
    assert str(warnings[0]).startswith(f"{path}:{at}: warning: {said}")


@pytest.mark.parametrize(
    "line", ["## Heading", "Mail <press@city.th> or see <https://city.th>", "`<b>`", "2 < 3", "CO<sup>2</sup>"]
)
def test_what_readers_see_as_it_is_written_brings_no_warning(folder: Path, line: str) -> None:
    path = "releases/01-launch/en.md"
    put(folder, path, (folder / path).read_text() + f"\n{line}\n")

    assert read_kit(folder)[1] == []


def test_a_key_in_the_front_matter_is_a_warning(folder: Path) -> None:
    edit(folder, "releases/01-launch/en.md", 'title = "', 'title = "{{ cities }} ')

    assert [str(fault) for fault in read_kit(folder)[1]] == [
        "releases/01-launch/en.md:2: warning: title stands as it is: facts are filled in only below the front matter"
    ]
