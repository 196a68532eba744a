"""What a person does with a browser, without one: open a page, fill in its form, send it, follow where it leads.

The token of a form comes from the page that holds it, as with a real browser: nothing is switched off."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass
class HtmlForm:
    """A form as it stands in a page: where it goes, and what it would send untouched."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[HtmlForm] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.title = ""
        self._open: HtmlForm | None = None
        self._select: str | None = None
        self._area: str | None = None
        self._silent = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._open = HtmlForm(given.get("action") or "", (given.get("method") or "get").lower())
            self.forms.append(self._open)
        elif tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        elif tag in {"script", "style"}:
            self._silent += 1
        elif tag == "title":
            self._in_title = not self.title
        elif self._open is not None:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str | None]) -> None:
        assert self._open is not None
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "input" and name:
            if given.get("type") in {"radio", "checkbox"}:
                if "checked" in given:
                    self._open.fields[name] = value or "on"
            else:
                self._open.fields[name] = value
        elif tag == "textarea":
            self._area = name
            self._open.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self._open.fields):
            self._open.fields[self._select] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None
        elif tag in {"script", "style"}:
            self._silent -= 1
        elif tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        if self._area is not None and self._open is not None:
            self._open.fields[self._area] += data.removeprefix("\n") if not self._open.fields[self._area] else data
        if not self._silent:
            self.words.append(data)


class Page:
    """An answer, as a reader and as a tester see it."""

    def __init__(self, response: TestResponse, url: str) -> None:
        self.response = response
        self.url = url
        self.status = response.status_code
        self.headers = response.headers
        self.html = response.text if response.mimetype == "text/html" else ""
        self._read = _Reader()
        self._read.feed(self.html)
        self._read.close()

    @property
    def json(self) -> Any:
        return self.response.json

    @property
    def forms(self) -> list[HtmlForm]:
        return self._read.forms

    @property
    def links(self) -> list[str]:
        return self._read.links

    @property
    def title(self) -> str:
        return self._read.title

    @property
    def text(self) -> str:
        """The words of the page, runs of space folded into one."""
        return " ".join(" ".join(self._read.words).split())

    @property
    def location(self) -> str:
        """Where a redirect leads, as a path."""
        parts = urlsplit(self.headers["Location"])
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def form(self, ending: str = "") -> HtmlForm:
        """The one form that is posted to an address with this ending; without one, the page's own."""
        found = [form for form in self.forms if form.method == "post" and self._goes_to(form, ending)]
        assert len(found) == 1, f"{len(found)} forms go to {ending!r} on {self.url}: {self.text[:300]}"
        return found[0]

    def _goes_to(self, form: HtmlForm, ending: str) -> bool:
        if ending:
            return form.action.endswith(ending)
        return not form.action.endswith("/sign-out")


class Browser:
    """One browser with its own cookies. `lang` is what its reader has chosen."""

    def __init__(self, app: Flask, *, lang: str = "en", address: str = "127.0.0.1") -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.headers = {"Accept-Language": lang}
        self.environ = {"REMOTE_ADDR": address}
        self.client.set_cookie("lang", lang)

    def get(self, url: str, **more: Any) -> Page:
        headers = {**self.headers, **more.pop("headers", {})}
        return Page(self.client.get(url, headers=headers, environ_overrides=self.environ, **more), url)

    def post(self, url: str, data: Any = None, **more: Any) -> Page:
        """Sends exactly this."""
        headers = {"Sec-Fetch-Site": "same-origin", **self.headers, **more.pop("headers", {})}
        return Page(self.client.post(url, data=data, headers=headers, environ_overrides=self.environ, **more), url)

    def send(self, page: Page, ending: str = "", /, **values: Any) -> Page:
        """Fills in the page's form (the one that goes to `ending`) and sends it. A value of None leaves a
        field out."""
        form = page.form(ending)
        data = {name: value for name, value in {**form.fields, **values}.items() if value is not None}
        return self.post(urljoin(page.url, form.action) if form.action else page.url, data)

    def follow(self, page: Page) -> Page:
        """Goes where a redirect leads, to the end."""
        for _step in range(5):
            if page.status not in {301, 302, 303, 307, 308}:
                return page
            page = self.get(page.location)
        raise AssertionError(f"redirects without an end at {page.url}")

    def open(self, url: str) -> Page:
        return self.follow(self.get(url))

    def token(self) -> str:
        """A form token of this browser's session."""
        return self.open("/sign-in").form("/sign-in").fields["csrf_token"]
