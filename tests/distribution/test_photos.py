"""Photographs on the kit's page: seen, credited, taken; and gone when the right to them ends."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kits.folders import edit
from tests.kits.pictures import PHOTOS, add_photo, jpeg
from tests.support.browser import Browser
from tests.support.people import Person

PAGE = "/kits/sample-kit?lang=en"
PHOTO = "assets/photos/square.jpg"

pytestmark = pytest.mark.sqlite_only


def test_photos_stand_with_their_rights_and_can_be_taken(
    reporter: Person, folder: Path, republish: Callable[[], None], address: Callable[[str], str]
) -> None:
    add_photo(folder)
    republish()

    page = reporter.browser.get(PAGE)

    for words in (
        "The square",
        "The square <at> dawn",
        "Credit: กรมตัวอย่าง / Sample Office · © 2030 Sample Office & Co.",
        "Texts: terms",
        "JPG, 1200 px",
        "Original, JPG",
    ):
        assert words in page.text, words
    assert 'alt="A wide square"' in page.html
    assert 'data-copy="กรมตัวอย่าง / Sample Office"' in page.html
    offered = [address(path) for path in (f"{PHOTO}@jpg-800", f"{PHOTO}@jpg-1200", PHOTO)]
    assert [link for link in page.links if "square" in link] == [offered[1], offered[0], offered[2]]
    assert reporter.browser.get(offered[2]).response.data == jpeg()


def test_a_photo_whose_rights_have_ended_is_gone_for_staff_too(
    reporter: Person, officer: Person, folder: Path, republish: Callable[[], None], address: Callable[[str], str]
) -> None:
    until = "usable_until = 2019-06-01T00:00:00+07:00"  # after the lift of this kit, and long ago
    add_photo(folder, manifest=PHOTOS.replace("taken = 2030-01-01", until))
    republish()

    for person in (reporter, officer):
        page = person.browser.get(PAGE)
        assert (page.status, "The square" in page.html) == (200, False)
        assert [person.browser.get(address(path)).status for path in (PHOTO, f"{PHOTO}@jpg-800")] == [404, 404]


def test_an_open_photo_opens_neither_the_kit_nor_the_logo_page(
    visitor: Browser, folder: Path, republish: Callable[[], None], address: Callable[[str], str]
) -> None:
    edit(folder, "assets/logo/pack.toml", 'audience = "public"\n', "")
    add_photo(folder, manifest=PHOTOS.replace('licence = "texts"', 'licence = "texts"\naudience = "public"'))
    republish()

    assert visitor.get(address(PHOTO)).status == 200
    assert [visitor.get(url).status for url in (PAGE, "/kits/sample-kit/logo")] == [404, 404]
