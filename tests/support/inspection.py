"""What is true of every page that somebody sees in a journey: no barrier that axe-core finds, in either language;
nothing wider than a small screen; nothing that the content policy had to stop."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

NARROWEST = 320
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A quarter of the time: what passed is not told of, and nothing is loaded beforehand: our pages hold no sound, no film.
LOOK = """async (tags) => {
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false };
  return (await axe.run(document, options)).violations;
}"""


@cache
def _axe() -> str:
    """axe-core as its Python package carries it."""
    spec = find_spec("axe_playwright_python")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")


class Inspector:
    """Looks at every page of one browser; `faults` is what it found."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self.seen: set[tuple[str, str, int]] = set()
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _heard(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            self.faults.append(f"policy: {message.text}")

    def look(self, page: Page) -> None:
        """At this page as it stands, once its style and scripts are there."""
        page.wait_for_load_state()
        self._barriers(page)
        self._reflow(page)

    def look_in_both_languages(self, page: Page) -> None:
        """At this page, which can be opened again, in Thai and then in English."""
        address = page.url.partition("?")[0]
        for language in ("th", "en"):
            page.goto(f"{address}?lang={language}")
            assert page.locator("html").get_attribute("lang") == language
            self.look(page)

    def _barriers(self, page: Page) -> None:
        page.evaluate(_axe())
        found: list[dict[str, Any]] = page.evaluate(LOOK, RULES)
        where = self._name(page)
        for violation in found:
            spots = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            self.faults.append(f"axe {violation['id']} on {where}: {violation['help']}: {spots}")
        self.seen.add((urlsplit(page.url).path, page.locator("html").get_attribute("lang") or "", self._width(page)))

    def _reflow(self, page: Page) -> None:
        usual = page.viewport_size
        assert usual is not None
        page.set_viewport_size({"width": NARROWEST, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROWEST:
            widest = page.evaluate(
                """() => [...document.querySelectorAll('main *, header *, footer *')]
                     .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
                     .slice(0, 3).map((e) => e.outerHTML.slice(0, 120)).join(' ; ')"""
            )
            self.faults.append(f"{width} px wide at {NARROWEST} on {self._name(page)}: {widest}")
        page.set_viewport_size(usual)

    def _width(self, page: Page) -> int:
        size = page.viewport_size
        return size["width"] if size else 0

    def _name(self, page: Page) -> str:
        return f"{urlsplit(page.url).path} ({page.locator('html').get_attribute('lang')}, {self._width(page)} px)"
