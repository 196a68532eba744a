"""Templates: each one parses, has a title, and holds neither script nor style of its own."""

import re
from pathlib import Path

import pytest
from flask import Flask

from config import ROOT

pytestmark = pytest.mark.sqlite_only

FOLDER = ROOT / "templates"
ALL = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.suffix in {".html", ".j2", ".mjml"})
PAGES = [
    name for name in ALL if name.endswith(".html") and not Path(name).name.startswith("_") and "_components" not in name
]
WEB = [name for name in ALL if name.endswith(".html")]


def source(name: str) -> str:
    """The template without its comments."""
    return re.sub(r"\{#.*?#\}", "", (FOLDER / name).read_text("utf-8"), flags=re.S)


@pytest.mark.parametrize("name", ALL)
def test_it_parses(name: str) -> None:
    # Parsed by the application's own environment, whose extensions and filters it may use.
    environment = Flask("parse").jinja_env
    environment.parse((FOLDER / name).read_text("utf-8"))


@pytest.mark.parametrize("name", [name for name in PAGES if name != "base.html"])
def test_a_page_has_a_title_and_stands_in_the_common_frame(name: str) -> None:
    text = source(name)
    while frame := re.search(r'{% extends "(.*/_frame\.html)" %}', text):  # a room's own frame stands in the common one
        text = text.replace(frame[0], source(frame[1]))
    assert '{% extends "base.html" %}' in text
    assert re.search(r"\{% block title %\}\s*\S.*?\{% endblock %\}", text, re.S)


@pytest.mark.parametrize("name", WEB)
def test_no_script_and_no_style_of_its_own(name: str) -> None:
    text = source(name)
    assert not re.search(r"<style\b|\sstyle\s*=|javascript:|\son[a-z]+\s*=\s*[\"']", text, re.I)
    # What search engines are told is data to a browser: it runs nothing of it, and the policy of our pages lets it be.
    assert not re.search(r"<script(?![^>]*\bsrc=|\stype=\"application/ld\+json\">)", text, re.I)


@pytest.mark.parametrize("name", WEB)
def test_nothing_from_other_sites(name: str) -> None:
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", source(name))


@pytest.mark.parametrize("name", WEB)
def test_every_form_that_is_posted_carries_the_token(name: str) -> None:
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", source(name), re.S):
        assert re.search(r"csrf|versioned\(", form), form[:200]


@pytest.mark.parametrize("name", WEB)
def test_safe_is_said_of_rendered_text_alone(name: str) -> None:
    for words in re.findall(r"\{\{([^}]*)\|\s*safe\b", source(name)):
        assert re.search(r"_html\b", words), words


def test_each_class_is_drawn_in_one_part_of_the_styles() -> None:
    """Two parts that mean different things by one name spoil each other's pages, whichever comes last."""
    drawn: dict[str, set[str]] = {}
    for part in (ROOT / "static" / "css" / "parts").glob("*.css"):
        for name in re.findall(r"^\s*(?:& )?\.(pd-[\w-]+) \{", part.read_text("utf-8"), re.M):
            drawn.setdefault(name, set()).add(part.name)
    apart = {"print.css"}  # the same things on paper
    in_a_place = {"pd-field"}  # closer together in a crew's list
    assert {name for name, parts in drawn.items() if len(parts - apart) > 1} == in_a_place
