"""A file on its way, as the script of the page sends it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from press.uploads.models import PIECE_BYTES
from tests.support.browser import Page
from tests.support.people import Person


@dataclass
class Sender:
    """One person's browser, with the token of the page of papers."""

    person: Person

    def __post_init__(self) -> None:
        self.token = self.person.browser.token()

    def begin(self, body: bytes, kind: str = "photo", name: str = "photo.jpg", **other: Any) -> Page:
        announced = {"name": name, "size": len(body), "sha256": hashlib.sha256(body).hexdigest(), **other}
        address = f"{self.person.status_page}/papers/{kind}/uploads"
        return self.person.browser.post(address, json=announced, headers={"X-CSRFToken": self.token})

    def piece(self, key: str, body: bytes, number: int, *, sha256: str = "") -> Page:
        part = body[number * PIECE_BYTES : (number + 1) * PIECE_BYTES]
        headers = {"X-CSRFToken": self.token, "X-Piece-SHA256": sha256 or hashlib.sha256(part).hexdigest()}
        address = f"{self.person.status_page}/uploads/{key}/pieces/{number}"
        return self.person.browser.post(address, part, content_type="application/octet-stream", headers=headers)

    def state(self, key: str) -> Page:
        return self.person.browser.get(f"{self.person.status_page}/uploads/{key}")

    def send(self, body: bytes, kind: str = "photo", name: str = "photo.jpg") -> Page:
        """All of it; the last answer."""
        page = self.begin(body, kind, name)
        assert page.status == 200, page.json
        for number in range(page.json["piece_count"]):
            page = self.piece(page.json["key"], body, number)
        return page
