"""The schemas that editors use beside press_kits/ say what the reader says: the same keys, no more and no fewer."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from config import ROOT
from press.kits.source.reader import read_kit
from press.kits.source.toml import Table
from tests.kits.folders import edit, put
from tests.kits.pictures import PHOTOS, add_photo

SCHEMAS = ROOT / "press_kits" / "schema"
FIRST_KIT = ROOT / "press_kits" / "smart-city-thailand-takeoff"
# Which files each schema is for.
FILES = {
    "kit": "kit.toml",
    "facts": "facts.toml",
    "documents": "documents/documents.toml",
    "photos": "assets/photos/photos.toml",
    "pack": "assets/logo/pack.toml",
    "release": "releases/*/*.md",
    "licence": "licences/*.md",
    "usage": "assets/logo/usage.*.md",
}


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    return loaded


def front(path: Path) -> str:
    text = path.read_text("utf-8")
    return text.split("+++\n")[1] if path.suffix == ".md" else text


def plain(value: Any) -> Any:
    """As an editor sees the document: dates are texts of their own form."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture
def full(folder: Path) -> Path:
    """A kit that uses every key there is."""
    edit(folder, "kit.toml", '"documents", "logo"', '"documents", "photos", "logo"')
    edit(folder, "facts.toml", "[boilerplate]", '[names]\nhall = { th = "หอประชุม", en = "the hall" }\n\n[boilerplate]')
    edit(folder, "documents/documents.toml", "credit =", 'audience = "public"\nlicence = "texts"\ncredit =')
    edit(folder, "assets/logo/pack.toml", 'colour = "full"', 'colour = "full"\naudience = "accredited"')
    edit(folder, "assets/logo/pack.toml", "{ png = [64, 128] }", "{ png = [64], jpg = [64], webp = [64], pdf = true }")
    for language in ("th", "en"):
        edit(folder, f"releases/01-launch/{language}.md", "summary =", 'subtitle = "Below"\nsummary =')
    colours = 'colours = [{ name.th = "ฟ้า", name.en = "Blue", hex = "#0B3D91", cmyk = "92 58 0 43" }]'
    edit(folder, "assets/logo/pack.toml", "[pack]\n", f'[pack]\naudience = "public"\n{colours}\n')
    every = 'licence = "texts"\naudience = "public"\nascii_name = "square.jpg"\nusable_until = 2031-01-01T00:00:00Z'
    add_photo(folder, manifest=PHOTOS.replace('licence = "texts"', every))
    return folder


def objects(node: Any) -> Iterator[frozenset[str]]:
    """The keys of every table that the schema describes."""
    if isinstance(node, dict):
        if "properties" in node:
            yield frozenset(node["properties"])
        for one in node.values():
            yield from objects(one)


def known_to_the_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, set[frozenset[str]]]:
    """The keys that the reader asks each table for, by file."""
    asked: dict[str, set[frozenset[str]]] = {}
    done = Table.done

    def note(table: Table) -> None:
        asked.setdefault(table.file, set()).add(frozenset(table._asked))
        done(table)

    monkeypatch.setattr(Table, "done", note)
    read_kit(folder)
    return asked


@pytest.mark.parametrize("name", FILES)
def test_a_schema_knows_the_keys_that_the_reader_knows(full: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [path.relative_to(full).as_posix() for path in full.glob(FILES[name])]
    known = known_to_the_reader(full, monkeypatch)

    assert files
    for file in files:
        assert known[file] == set(objects(schema(name))), file


@pytest.mark.parametrize("name", FILES)
def test_good_kits_fit_their_schemas(full: Path, name: str) -> None:
    checker = jsonschema.Draft202012Validator(schema(name), format_checker=jsonschema.FormatChecker())
    paths = [path for folder in (full, FIRST_KIT) for path in folder.glob(FILES[name])]

    for path in paths:
        assert [fault.message for fault in checker.iter_errors(plain(tomllib.loads(front(path))))] == [], path


def test_every_file_that_is_written_has_a_schema_and_names_it() -> None:
    tomls = sorted(FIRST_KIT.rglob("*.toml"))

    assert {path.stem for path in SCHEMAS.glob("*.json")} == FILES.keys()
    for path in tomls:
        first = path.read_text("utf-8").splitlines()[0]
        assert first.startswith("#:schema "), path
        assert (path.parent / first.removeprefix("#:schema ")).resolve() == SCHEMAS / f"{path.stem}.json"


BROKEN = [
    ("kit", 'audience = "accredited"', 'audience = "friends"'),
    ("kit", 'phone = "', 'fax = "'),
    ("facts", 'speaker = "mayor"\n', ""),
    ("documents", 'credit = "', 'author = "'),
    ("photos", 'alt.en = "A wide square"\n', ""),
    ("pack", "png = [64]", "png = [32]"),
]


@pytest.mark.parametrize(("name", "old", "new"), BROKEN)
def test_what_the_reader_refuses_an_editor_marks(full: Path, name: str, old: str, new: str) -> None:
    edit(full, FILES[name], old, new)

    document = plain(tomllib.loads((full / FILES[name]).read_text("utf-8")))

    assert not jsonschema.Draft202012Validator(schema(name)).is_valid(document)


def test_a_schema_line_is_a_comment_to_the_reader(full: Path) -> None:
    text = (full / "kit.toml").read_text("utf-8")
    put(full, "kit.toml", f"#:schema ../schema/kit.json\n{text}")

    read_kit(full)
