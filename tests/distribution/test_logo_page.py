"""The page of the mark: what most want stands first, and everything can be copied."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import Config
from press.kits.source.faults import KitFaults
from press.kits.source.reader import read_kit
from tests.kits.folders import PACK, SVG, edit, put, write_kit
from tests.support.browser import Browser
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only

PAGE = "/kits/sample-kit/logo"
GUIDE = """title.en = "Logo pack"
colours = [{ name.th = "น้ำเงิน", name.en = "Deep blue", hex = "#0b3d91", cmyk = "92 58 0 43" }]
clear_space.th = "เว้นหนึ่งช่อง"
clear_space.en = "One square on every side."
min_size.th = "กว้าง 20 มม."
min_size.en = "20 mm wide."
name_th = "สมาร์ทซิตี้"
name_en = "Smart City"
name_rules.th = "เขียนติดกัน"
name_rules.en = "Two words."
"""
MARK = """
[[files]]
path = "{name}.svg"
layout = "{layout}"
language = "{language}"
colour = "full"
audience = "public"
title.th = "ตรา {name}"
title.en = "Mark {name}"
alt.th = "ตราสี่เหลี่ยม"
alt.en = "A square"
"""
ZIPS = """
[[zips]]
id = "logo-{part}"
file_name = "logos-{part}.zip"
include = ["logo-{part}", "licences"]
title.th = "ตรา {part}"
title.en = "Logos for {part}"
"""


@pytest.fixture
def folder(folder: Path) -> Path:
    """The small kit, its mark in more versions, open to all, with a guide and two zips."""
    edit(folder, "assets/logo/pack.toml", 'title.en = "Logo pack"\n', GUIDE)
    edit(folder, "assets/logo/pack.toml", "png = [64, 128]", "png = [128, 1024, 2048]")
    more = [("h-th", "horizontal", "th"), ("h-en", "horizontal", "en"), ("stacked", "stacked", "en")]
    pack = (folder / "assets/logo/pack.toml").read_text("utf-8")
    put(
        folder,
        "assets/logo/pack.toml",
        pack + "".join(MARK.format(name=name, layout=layout, language=spoken) for name, layout, spoken in more),
    )
    for name, _layout, _language in more:
        put(folder, f"assets/logo/{name}.svg", SVG)
    kit = (folder / "kit.toml").read_text("utf-8")
    put(folder, "kit.toml", kit + ZIPS.format(part="media") + ZIPS.format(part="print"))
    return folder


def first_file(browser: Browser, language: str) -> str:
    page = browser.get(f"{PAGE}?lang={language}")
    assert page.status == 200
    return next(link for link in page.links if link.startswith("/files/")).rpartition("/")[2]


@pytest.mark.usefixtures("kit")
def test_the_version_that_most_want_stands_first_in_the_readers_language(visitor: Browser) -> None:
    assert first_file(visitor, "th") == "h-th-1024.png"
    assert first_file(visitor, "en") == "h-en-1024.png"


@pytest.mark.usefixtures("kit")
def test_only_the_picture_that_is_seen_at_once_is_not_waited_for(visitor: Browser) -> None:
    at_once, *later = re.findall(r'<img [^>]*src="/files/[^>]*>', visitor.get(PAGE).html)

    assert "loading=" not in at_once
    assert later
    assert all('loading="lazy"' in picture for picture in later)


@pytest.mark.usefixtures("kit")
def test_the_guide_is_there_to_be_copied(visitor: Browser) -> None:
    page = visitor.get(f"{PAGE}?lang=en")

    for words in ("Deep blue", "#0B3D91", "11 61 145", "92 58 0 43", "One square on every side.", "20 mm wide."):
        assert words in page.text, words
    for copied in ("#0B3D91", "11 61 145", "92 58 0 43", "สมาร์ทซิตี้", "Smart City", "A square", "Sample mark"):
        assert f'data-copy="{copied}"' in page.html, copied
    assert f'data-copy-file="{next(link for link in page.links if link.endswith("/h-en.svg"))}"' in page.html


def names_in(browser: Browser, link: str) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(browser.get(link).response.data)) as archive:
        return set(archive.namelist())


@pytest.mark.usefixtures("kit")
def test_logos_alone_come_as_zips_for_media_and_for_print(visitor: Browser, reporter: Person) -> None:
    page = visitor.get(f"{PAGE}?lang=en")
    media, printing = (link for link in page.links if link.endswith(".zip"))
    in_media, in_print = names_in(visitor, media), names_in(visitor, printing)

    assert {"logo/svg/h-en.svg", "logo/png/h-en-1024.png", "logo/USAGE.en.txt", "licences/mark.en.txt"} <= in_media
    assert "logo/svg/h-en.svg" in in_print
    assert not [name for name in in_print if name.startswith("logo/png/")]
    assert not [name for name in in_media | in_print if name.startswith(("releases/", "documents/"))]
    assert [link for link in reporter.browser.get("/kits/sample-kit").links if "logos-" in link] == []


@pytest.mark.usefixtures("kit")
def test_the_guide_goes_into_the_zip(visitor: Browser) -> None:
    link = next(link for link in visitor.get(PAGE).links if link.endswith(".zip"))
    with zipfile.ZipFile(io.BytesIO(visitor.get(link).response.data)) as archive:
        usage = archive.read("logo/USAGE.th.txt").decode()

    assert "น้ำเงิน: HEX #0B3D91, RGB 11 61 145, CMYK 92 58 0 43" in usage
    assert "เว้นหนึ่งช่อง" in usage


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("#0b3d91", "blue", "hex must be written as #0B3D91, not 'blue'"),
        ("92 58 0 43", "92 58 0", 'cmyk must be four whole numbers in percent, such as "92 58 0 43"'),
        ("92 58 0 43", "92 58 0 430", 'cmyk must be four whole numbers in percent, such as "92 58 0 43"'),
    ],
)
def test_colours_are_checked(tmp_path: Path, good: str, bad: str, message: str) -> None:
    folder = write_kit(tmp_path / "again")
    put(folder, "assets/logo/pack.toml", PACK.replace('title.en = "Logo pack"\n', GUIDE, 1).replace(good, bad, 1))

    with pytest.raises(KitFaults) as found:
        read_kit(folder)

    assert [(fault.file, fault.line, fault.message) for fault in found.value.faults] == [
        ("assets/logo/pack.toml", 9, message)
    ]


@pytest.mark.usefixtures("kit")
def test_a_copied_drawing_never_leads_away_from_this_site(visitor: Browser, app: Flask, config: Config) -> None:
    app.extensions["press.config"] = replace(config, delivery="redirect")
    link = next(link for link in visitor.get(PAGE).links if link.endswith("/h-en.svg"))

    read_by_a_page = visitor.get(link, headers={"Sec-Fetch-Dest": "empty"})

    assert visitor.get(link).status == 302
    assert (read_by_a_page.status, b"<svg" in read_by_a_page.response.data) == (200, True)
