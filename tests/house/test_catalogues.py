"""Nothing is left untranslated, in either language."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from config import ROOT

TRANSLATIONS = ROOT / "press" / "translations"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%(?!%)[sd]")
LANGUAGES = ("th", "en")
# Names of the product, codes and marks that read the same in every language.
SAME = re.compile(r"^(Press Desk|JSON|CSV|ZIP|\W+)$")


def catalogue(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every message that the code and the templates hold now."""
    out = tmp_path_factory.mktemp("messages") / "messages.pot"
    command = ["pybabel", "-q", "extract", "--mapping-file=babel.cfg", "-k", "_l", "-k", "lazy_gettext", "-o", out, "."]
    subprocess.run([Path(sys.executable).parent / command[0], *command[1:]], cwd=ROOT, check=True)
    return catalogue(out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_whole(wanted: Catalog, language: str) -> None:
    held = catalogue(TRANSLATIONS / language / "LC_MESSAGES" / "messages.po", language)
    missing = []
    for message in wanted:
        if not message.id:
            continue
        found = held.get(message.id, message.context)
        texts = found.string if found and isinstance(found.string, tuple) else (found.string if found else "",)
        if found is None or found.fuzzy or not all(texts):
            missing.append(message.id)
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same(language: str) -> None:
    wrong = []
    for message in catalogue(TRANSLATIONS / language / "LC_MESSAGES" / "messages.po", language):
        if not message.id or not message.string:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        asked = set(PLACEHOLDER.findall(ids[-1]))
        wrong += [text for text in texts if set(PLACEHOLDER.findall(text)) != asked]
    assert wrong == []


def test_thai_is_thai() -> None:
    held = catalogue(TRANSLATIONS / "th" / "LC_MESSAGES" / "messages.po", "th")
    left = [
        message.id
        for message in held
        if message.id
        and isinstance(message.string, str)
        and not re.search("[\u0e00-\u0e7f]", message.string)
        and not SAME.match(PLACEHOLDER.sub("", message.string).strip())
        and PLACEHOLDER.sub("", message.string).strip()
    ]
    assert left == []


def test_thai_is_written_as_the_house_writes_it() -> None:
    held = catalogue(TRANSLATIONS / "th" / "LC_MESSAGES" / "messages.po", "th")
    text = "\n".join(str(message.string) for message in held if message.id)
    for wrong in ("ครับ", "ค่ะ", "อีเมล์", "อีเมลล์", "ลิงค์", "คลิ๊ก", "อัพโหลด", "ดาวน์โหลต", "เช็คอิน", "ดิจิตอล", "ํา"):
        assert wrong not in text, wrong
