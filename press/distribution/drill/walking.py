"""Walks every address as one person at one moment, and says what was found too early, or was missing when due."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote, unquote_plus, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from press.clock import pretending
from press.distribution.drill.canaries import ADDRESS, Canaries
from press.distribution.drill.surfaces import Address

_TAG = re.compile(r'<span class="nb">|</span>')  # they stand within titles, and are no words of them
READ_WHOLE = 1 << 20  # bytes: of a larger file the first byte is asked for, and the sum in its headers
# An accredited reader may know the hour, and is asked to undertake to keep it.
ANNOUNCED = frozenset({"distribution.undertaking", "distribution.opening"})
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


def walk(
    client: FlaskClient,
    addresses: Iterable[Address],
    *,
    canaries: Canaries,
    sight: Sight,
    at: datetime,
    base_url: str,
) -> list[Finding]:
    """Everything that is wrong in what this client is answered at this moment."""
    secret = _secret(canaries, sight)
    found: list[Finding] = []
    seen: set[str] = set()
    with pretending(at):
        for address in addresses:
            for method, headers in _requests(address):
                answer = client.open(address.url, method=method, headers=headers, base_url=base_url)
                said = _said(answer, address.url)
                seen |= {text for text in sight.may_find if text in said}
                request = f"{method} {unquote(address.url)}" + (" in parts" if "Range" in headers else "")
                found += [Finding(request, what) for what in _wrong(answer, said, address, secret, sight)]
                answer.close()
    if sight.whole:
        # A file's address may be known to nobody: of two zips for two audiences the fuller one is offered.
        due = {text: what for text, what in canaries.items() if not what.startswith(ADDRESS)}
        found += [Finding("anywhere", f"{what} is missing: {text}") for text, what in due.items() if text not in seen]
    return found


def _secret(canaries: Canaries, sight: Sight) -> Canaries:
    open_words = "\n".join(sight.may_find)
    return {text: what for text, what in canaries.items() if text not in open_words}


def _requests(address: Address) -> Iterator[tuple[str, dict[str, str]]]:
    if address.of_kit:
        yield "HEAD", {}
    if address.is_file:
        yield "GET", {"Range": "bytes=0-0"}
        yield "GET", {"Range": f"bytes=0-{READ_WHOLE}"}
    else:
        yield "GET", {"Accept": "text/html"}


def _said(answer: TestResponse, url: str) -> str:
    """Everything that the answer says, but for what the request itself said."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    body = answer.get_data().decode("utf-8", "replace")
    said = html.unescape(_TAG.sub("", f"{headers}\n{body}"))
    if answer.status_code in {200, 206}:
        return said + unquote(said)
    return unquote_plus(said).replace(unquote(urlsplit(url).path), "")


def _wrong(answer: TestResponse, said: str, address: Address, secret: Canaries, sight: Sight) -> Iterator[str]:
    yield from (f"{what}: {text}" for text, what in secret.items() if text in said)
    if not address.of_kit:
        return
    status = answer.status_code
    is_told = sight.told and address.endpoint in ANNOUNCED
    if not sight.may_find and not is_told and status != 404:
        yield f"answered {status}, not 404"
    if status == 404 and "ETag" in answer.headers:
        yield "a missing page has an ETag"
    if sight.whole and address.endpoint in DUE and status >= 404:
        yield f"answered {status}, although it is due"
