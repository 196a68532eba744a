"""Whoever looks at every page of the journeys does see what is wrong."""

import pytest
from playwright.sync_api import Browser

from tests.support.inspection import Inspector

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]

PAGE = """<!doctype html><html lang="en"><title>A page</title>
<body style="margin: 0"><main><h1>A page</h1>{}</main></body></html>"""


def test_faults_are_seen(browser: Browser) -> None:
    for spoilt, seen in (
        ("<p>Words.</p>", []),
        ('<img src="data:,">', ["axe image-alt"]),
        ('<p style="color: #aaa">Pale words.</p>', ["axe color-contrast"]),
        ('<p style="width: 400px">Wide words.</p>', ["400 px wide"]),
    ):
        context = browser.new_context(viewport={"width": 390, "height": 844})
        look, page = Inspector(context), context.new_page()
        page.set_content(PAGE.format(spoilt))
        look.look(page)
        context.close()
        assert len(look.faults) == len(seen), look.faults
        assert all(fault.startswith(beginning) for fault, beginning in zip(look.faults, seen, strict=True))
