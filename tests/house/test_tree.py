"""The tree tells nothing of the machine it was written on, and nothing that is made is kept in it."""

import re
import subprocess
from pathlib import Path

import pytest

from config import ROOT

# Taken apart, so that this very file does not hold them.
FOREIGN = re.compile(
    "|".join(["/wor" + "k/", "/ho" + "me/[a-z]", "files.pyth" + "onhosted", "registry.npm" + "js", "pypi" + r"\.org"])
)
KEYS = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}")


@pytest.fixture(scope="module")
def tree() -> list[Path]:
    """Every file that is, or would be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def texts(tree: list[Path]) -> list[tuple[Path, str]]:
    found = []
    for path in tree:
        try:
            found.append((path, path.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_path_of_a_machine_and_no_registry(tree: list[Path]) -> None:
    assert [str(path) for path, text in texts(tree) if path.name != "package-lock.json" and FOREIGN.search(text)] == []


def test_no_keys(tree: list[Path]) -> None:
    assert [str(path) for path, text in texts(tree) if KEYS.search(text)] == []


def test_nothing_that_is_made_again(tree: list[Path]) -> None:
    made = {"var", "node_modules", ".venv", "__pycache__"}
    assert [
        str(path) for path in tree if made & set(path.relative_to(ROOT).parts) or path.suffix in {".mo", ".db"}
    ] == []


def test_rooms_have_no_attic(tree: list[Path]) -> None:
    names = {path.stem for path in tree if path.is_relative_to(ROOT / "press")}
    assert names.isdisjoint({"utils", "util", "helpers", "common", "misc"})
