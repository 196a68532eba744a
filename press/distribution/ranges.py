"""Which bytes of a file a request asks for (RFC 9110, sections 13 and 14). Knows no Flask."""

from dataclasses import dataclass

from werkzeug.datastructures import ETags, Headers, Range
from werkzeug.http import parse_etags, parse_range_header

from press.storage.store import ByteRange


@dataclass(frozen=True)
class Answer:
    """How to answer: the status, which bytes (None: all, or none at all), and how many."""

    status: int
    byte_range: ByteRange | None
    length: int
    content_range: str | None

    @property
    def has_body(self) -> bool:
        return self.status in {200, 206}

    @property
    def from_the_start(self) -> bool:
        """Whether this begins the file: what counts as a download; the rest is a resumption."""
        return self.has_body and (self.byte_range is None or self.byte_range.first == 0)


def answer_for(headers: Headers, etag: str, size: int) -> Answer:
    """The answer to a GET for a file of `size` bytes with this entity tag."""
    if _tags(headers).contains_weak(etag):
        return Answer(304, None, 0, None)
    whole = Answer(200, None, size, None)
    wanted = _single_range(headers, etag)
    if wanted is None:
        return whole
    span = wanted.range_for_length(size)
    if span is None:
        return Answer(416, None, 0, f"bytes */{size}")
    first, stop = span
    return Answer(206, ByteRange(first, stop - 1), stop - first, f"bytes {first}-{stop - 1}/{size}")


def _tags(headers: Headers) -> ETags:
    return parse_etags(headers.get("If-None-Match"))


def _single_range(headers: Headers, etag: str) -> Range | None:
    """The one range of bytes that is asked for; several at once are answered with the whole file, as is a
    resumption of a file that has changed since (If-Range must name exactly this one)."""
    wanted = parse_range_header(headers.get("Range"))
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return None
    if headers.get("If-Range", f'"{etag}"').strip() != f'"{etag}"':
        return None
    return wanted
