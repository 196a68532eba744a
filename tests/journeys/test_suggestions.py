"""Known outlets are suggested in the form's own list while somebody types, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.support.people import Person

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


def test_the_outlet_is_suggested_in_the_other_script(
    event: str, applicant: Callable[..., Person], new_reader: Callable[[int, int], BrowserContext]
) -> None:
    applicant(outlet="ไทยรัฐ", verified=True)
    page = new_reader(390, 844).new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"/events/{event}/apply?lang=en")
    field = page.get_by_label("Outlet", exact=True)
    field.press_sequentially("thairath")
    option = page.locator("datalist option")
    expect(option).to_have_count(1)
    expect(option).to_have_attribute("value", "ไทยรัฐ")
    expect(option).to_have_attribute("label", "ไทยรัฐ · Television · thairath")
    field.fill("t")
    expect(option).to_have_count(0)
    assert faults == []
