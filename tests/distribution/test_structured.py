"""What search engines and other sites are told: of pages that anyone may see, after the lift, and of no other."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.distribution.conftest import LIFT, LIFTED, SECOND
from tests.kits.folders import edit
from tests.support.browser import Browser, Page
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only

KIT = "/kits/sample-kit"
RELEASE = f"{KIT}/releases/01-launch"
LOGO = f"{KIT}/logo"


def told(page: Page) -> list[dict[str, Any]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.html, re.S)
    return [json.loads(each) for each in found]


def properties(page: Page) -> dict[str, str]:
    return dict(re.findall(r'<meta property="(og:\w+)" content="([^"]*)">', page.html))


@pytest.mark.usefixtures("public_kit")
def test_a_public_release_is_a_news_article(visitor: Browser) -> None:
    page = visitor.get(f"{RELEASE}?lang=en")

    [article] = told(page)
    assert (article["@type"], article["headline"], article["inLanguage"]) == ("NewsArticle", "Launch", "en")
    assert article["publisher"] == {"@type": "Organization", "name": "Agency"}
    # What was typed into a text cannot end the block that it stands in.
    assert "7 <b>cities</b>" in article["articleBody"]
    assert "7 <b>cities</b>" not in page.html
    assert properties(page) == {
        "og:type": "article",
        "og:title": "Launch",
        "og:description": "In short",
        "og:url": f"http://localhost{RELEASE}?lang=en",
    }


@pytest.mark.usefixtures("kit")
def test_of_the_logos_the_open_ones_are_named(visitor: Browser, reporter: Person) -> None:
    for page in (visitor.get(f"{LOGO}?lang=en"), reporter.browser.get(f"{LOGO}?lang=en")):
        [image] = told(page)
        assert (image["@type"], image["name"], image["creditText"]) == ("ImageObject", "Open mark", "Sample mark")
        assert properties(page)["og:title"] == "Logo pack"
        [shown] = [properties(page)["og:image"]]
        assert visitor.get(shown.removeprefix("http://localhost")).status == 200


@pytest.mark.usefixtures("kit")
@pytest.mark.parametrize("url", [KIT, RELEASE])
def test_of_what_has_an_audience_nothing_is_told(reporter: Person, url: str) -> None:
    page = reporter.browser.get(url)

    assert (page.status, told(page), properties(page)) == (200, [], {})


@pytest.mark.parametrize("url", [KIT, RELEASE, LOGO])
def test_nothing_before_the_lift_even_where_staff_see_the_page(
    visitor: Browser,
    officer: Person,
    folder: Path,
    republish: Callable[[], None],
    clock: Callable[[datetime], None],
    url: str,
) -> None:
    edit(folder, "kit.toml", 'audience = "accredited"', 'audience = "public"')
    edit(folder, "kit.toml", f"embargo_until = {LIFTED}", "embargo_until = 2030-01-02T09:00:00+07:00")
    republish()

    clock(LIFT - SECOND)
    page = officer.browser.get(url)
    assert (page.status, told(page), properties(page)) == (200, [], {})
    assert visitor.get(url).status == 404

    clock(LIFT)
    page = visitor.get(url)
    assert page.status == 200
    assert told(page)
    assert properties(page)
