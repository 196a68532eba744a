"""The list of kits and the first page of each: how it stands, and what is to be done next."""

import pytest

from tests.support.people import Person

pytestmark = [pytest.mark.sqlite_only, pytest.mark.usefixtures("kit")]

KIT = "/studio/sample-kit"


@pytest.mark.parametrize("page", [KIT, f"{KIT}/life"])
def test_who_published_is_said_in_the_language_of_the_page(officer: Person, page: str) -> None:
    text = officer.browser.get(f"{page}?lang=th").text

    assert "บรรทัดคำสั่ง" in text
    assert "command line" not in text
