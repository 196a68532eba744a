"""Walks every address as one person at one moment, and says what was found too early, or was missing when due."""

import html
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from urllib.parse import unquote, unquote_plus, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from press.clock import pretending
from press.distribution.drill.canaries import ADDRESS, Canaries
from press.distribution.drill.surfaces import Address
from press.distribution.undertakings import ASKED_BEFORE

_TAG = re.compile(r'<span class="nb">|</span>')  # they stand within titles, and are no words of them
_GIVEN = {200, 206}
READ_WHOLE = 1 << 20  # bytes: of a larger file the first byte is asked for, and the sum in its headers
# An accredited reader may know the hour, and is asked to undertake to keep it.
ANNOUNCED = frozenset({"distribution.undertaking", "distribution.opening"})
ASKED = 303  # how a page answers that leads to the undertaking
# What is there for everybody who may have the kit.
DUE = frozenset({"distribution.kit", "distribution.release", "distribution.file"})


@dataclass(frozen=True)
class Sight:
    """What somebody may find at a moment. `told`: the hour of the kit may be known, `whole`: all of the kit is due."""

    may_find: Canaries = field(default_factory=dict)
    told: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong."""

    request: str
    what: str


class Eyes:
    """Look for canaries in answers. Pages share most of their lines, and everybody is given the same bytes of a file:
    each line is looked through once, and each file is read once."""

    def __init__(self, canaries: Canaries) -> None:
        self.canaries = canaries
        self._in_lines: dict[str, Set[str]] = {}
        self._in_files: dict[str, Set[str]] = {}  # by ETag, which is the sum of what is sent
        self._read: set[str] = set()

    def found_in(self, answer: TestResponse, url: str) -> set[str]:
        """The canaries that this answer says, but for what the request itself said."""
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
        body = answer.get_data().decode("utf-8", "replace")
        if answer.status_code not in _GIVEN:
            said = unquote_plus(html.unescape(_TAG.sub("", f"{headers}\n{body}")))
            return self._in(said.replace(unquote(urlsplit(url).path), ""))
        within = self._in(body)
        if tag := answer.headers.get("ETag"):  # whoever is given a part of a file may have all that was read in it
            within |= self._in_files.get(tag, set())
            self._in_files[tag] = within
        return self._in(headers) | within

    def is_new(self, part: TestResponse) -> bool:
        """Whether a file is given, a part of which this is, and was not read before. Reading it comes next."""
        tag = part.headers.get("ETag", "")
        if part.status_code not in _GIVEN or tag in self._read:
            return False
        self._read |= {tag} - {""}
        return True

    def _in(self, text: str) -> set[str]:
        return set().union(*map(self._in_line, text.split("\n")))  # no canary has two lines

    def _in_line(self, line: str) -> Set[str]:
        found = self._in_lines.get(line)
        if found is None:
            said = html.unescape(_TAG.sub("", line))
            said += unquote(said) if "%" in said else ""
            found = self._in_lines[line] = {text for text in self.canaries if text in said}
        return found


def walk(
    client: FlaskClient, addresses: Iterable[Address], *, eyes: Eyes, sight: Sight, at: datetime, base_url: str
) -> list[Finding]:
    """Everything that is wrong in what this client is answered at this moment."""
    secret = _secret(eyes.canaries, sight)
    found: list[Finding] = []
    seen: set[str] = set()
    with pretending(at):
        for address in addresses:
            for request, answer in _answers(client, address, eyes, base_url):
                said = eyes.found_in(answer, address.url)
                seen |= said
                found += [Finding(request, what) for what in _wrong(answer, said, address, secret, sight)]
                answer.close()
    if sight.whole:
        # A file's address may be known to nobody: of two zips for two audiences the fuller one is offered.
        due = {text: what for text, what in eyes.canaries.items() if not what.startswith(ADDRESS)}
        found += [Finding("anywhere", f"{what} is missing: {text}") for text, what in due.items() if text not in seen]
    return found


def _secret(canaries: Canaries, sight: Sight) -> Canaries:
    open_words = "\n".join(sight.may_find)
    return {text: what for text, what in canaries.items() if text not in open_words}


def _answers(client: FlaskClient, address: Address, eyes: Eyes, base_url: str) -> Iterator[tuple[str, TestResponse]]:
    """What is asked at an address, in words, and the answer."""
    ask = partial(client.open, address.url, base_url=base_url)
    named = unquote(address.url)
    if address.of_kit:
        yield f"HEAD {named}", ask(method="HEAD")
    if not address.is_file:
        yield f"GET {named}", ask(headers={"Accept": "text/html"})
        return
    first = ask(headers={"Range": "bytes=0-0"})
    yield f"GET {named} in parts", first
    if eyes.is_new(first):
        yield f"GET {named} in parts", ask(headers={"Range": f"bytes=0-{READ_WHOLE}"})


def _leads_on(answer: TestResponse, address: Address) -> bool:
    """Whether the answer leads from a page of the kit to its undertaking, and nowhere else."""
    page = "/".join(urlsplit(address.url).path.split("/")[:3])
    to = urlsplit(answer.headers.get("Location", "")).path
    return answer.status_code == ASKED and address.endpoint in ASKED_BEFORE and to == f"{page}/undertaking"


def _wrong(answer: TestResponse, said: Set[str], address: Address, secret: Canaries, sight: Sight) -> Iterator[str]:
    yield from (f"{what}: {text}" for text, what in secret.items() if text in said)
    if not address.of_kit:
        return
    status = answer.status_code
    is_told = sight.told and (address.endpoint in ANNOUNCED or _leads_on(answer, address))
    if not sight.may_find and not is_told and status != 404:
        yield f"answered {status}, not 404"
    if status == 404 and "ETag" in answer.headers:
        yield "a missing page has an ETag"
    if sight.whole and address.endpoint in DUE and status >= 404:
        yield f"answered {status}, although it is due"
