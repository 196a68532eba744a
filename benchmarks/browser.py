"""A browser as small as can be: one connection kept open, cookies, the hidden fields of a form."""

import http.client
import re
from html import unescape
from urllib.parse import urlencode, urlsplit

_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
_NAME = re.compile(r'name="([^"]*)"')
_VALUE = re.compile(r'value="([^"]*)"')


class Unexpected(Exception):
    """The service answered otherwise than the benchmark needs: there is nothing to measure."""


class Browser:
    """Asks one host. Raises Unexpected for any answer but those that were asked for."""

    def __init__(self, base_url: str) -> None:
        self._host = urlsplit(base_url).netloc
        self._connection = http.client.HTTPConnection(self._host, timeout=30)
        self.cookies: dict[str, str] = {}
        self.html = ""

    @property
    def cookie(self) -> str:
        """The value of the header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str, *, status: int = 200) -> str:
        """Opens a page and returns its text."""
        self._ask("GET", path, None, status)
        return self.html

    def send(self, path: str, *, status: int = 303, **typed: str) -> str:
        """Sends the form of the page that is open; returns the path to which it leads."""
        return self._ask("POST", path, urlencode({**self._hidden(), **typed}), status)

    def close(self) -> None:
        self._connection.close()

    def _hidden(self) -> dict[str, str]:
        found = {}
        for tag in _HIDDEN.findall(self.html):
            name, value = _NAME.search(tag), _VALUE.search(tag)
            if name:
                found[name[1]] = unescape(value[1]) if value else ""
        return found

    def _ask(self, method: str, path: str, body: str | None, status: int) -> str:
        headers = {"Accept-Language": "th", "Sec-Fetch-Site": "same-origin", "Cookie": self.cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        self.html = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status != status:
            raise Unexpected(f"{method} {path}: {answer.status} instead of {status}")
        parts = urlsplit(answer.headers.get("Location") or "")
        return parts.path
