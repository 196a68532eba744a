"""The answers of the gate, once the rule has let somebody pass: the bytes through us (`stream`), or through the proxy
before us (`accel`), or straight from the store by an address that is good for a minute (`redirect`).

What goes through us is asked about again while it is on its way: whoever loses the right to a file in the middle of a
long download does not get the rest."""

import time
from collections.abc import Callable, Iterable, Iterator
from wsgiref.types import WSGIEnvironment

from flask import Response
from werkzeug.datastructures import Headers
from zipstream import ZipStream

from press.distribution.disposition import attachment
from press.distribution.ranges import Answer
from press.kits.models import AssetRevision
from press.storage.store import ObjectStore, StoredObject
from press.web.headers import FILE_POLICY

_AS_IT_IS = "identity"
# When the rule is asked once more while bytes are sent: whatever comes first.
AGAIN_SECONDS = 5.0
AGAIN_BYTES = 64 * 1024 * 1024

StillGiven = Callable[[], bool]


class BrokenOff(Exception):
    """The reader of a file may no longer have it. Raised into the server, which then closes the connection before the
    announced end, so that nobody takes the part for the whole."""


def watched(chunks: Iterable[bytes], still_given: StillGiven) -> Iterator[bytes]:
    """The same bytes, until `still_given` says no. Raises BrokenOff."""
    asked, sent = time.monotonic(), 0
    for chunk in chunks:
        if sent >= AGAIN_BYTES or time.monotonic() - asked >= AGAIN_SECONDS:
            if not still_given():
                raise BrokenOff
            asked, sent = time.monotonic(), 0
        yield chunk
        sent += len(chunk)


class FileResponse(Response):
    """A file whose bytes pass through untouched: compressed on the way, a range would be another range."""

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        headers = super().get_wsgi_headers(environ)
        if headers.get("Content-Encoding") == _AS_IT_IS:  # said to our own compression only
            del headers["Content-Encoding"]
        return headers


def file_response(
    file: AssetRevision, answer: Answer, stored: StoredObject | None, still_given: StillGiven
) -> Response:
    """Status and headers for `answer`, with the object's bytes where there are any to send. The object is
    closed when the reader has everything, or leaves, or may no longer have it."""
    response = FileResponse(_chunks(stored, still_given), status=answer.status, content_type=_typed(file.content_type))
    if stored is not None:
        response.call_on_close(stored.close)
    headers = response.headers
    headers["ETag"] = f'"{file.sha256}"'
    headers["Accept-Ranges"] = "bytes"
    headers["Cache-Control"] = "private, no-store"
    headers["Content-Security-Policy"] = FILE_POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Encoding"] = _AS_IT_IS
    if answer.has_body:
        headers["Content-Disposition"] = attachment(file.file_name, file.ascii_name)
        headers["Content-Length"] = str(answer.length)
    if answer.content_range is not None:
        headers["Content-Range"] = answer.content_range
    return response


# Where nginx reads the store from, by itself alone (docs/deploy.md).
ACCEL_PREFIX = "/_store"
STORE_DOWN = "X-Store-Down"  # what nginx says when it could not
SECONDS = 60  # for which an address of the store may be in anybody's hands


def accel_response(file: AssetRevision, store: ObjectStore) -> Response:
    """Tells nginx where to read the bytes. It answers ranges by itself and keeps type and name of this answer; the
    other headers of a file stand in its own configuration."""
    response = Response(status=200, content_type=_typed(file.content_type))
    response.headers["X-Accel-Redirect"] = ACCEL_PREFIX + store.signed_path(file.storage_key, seconds=SECONDS)
    response.headers["Content-Disposition"] = attachment(file.file_name, file.ascii_name)
    return response


def redirect_response(file: AssetRevision, store: ObjectStore) -> Response:
    """Sends the reader to the store. The address carries the file's name and type, and its own end."""
    address = store.signed_url(
        file.storage_key,
        seconds=SECONDS,
        content_type=_typed(file.content_type),
        disposition=attachment(file.file_name, file.ascii_name),
    )
    response = Response(status=302, content_type="text/plain; charset=utf-8")
    response.headers["Location"] = address
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def zip_response(archive: ZipStream, disposition: str, still_given: StillGiven) -> Response:
    """A zip that is made while it is sent, its length announced. It cannot be resumed: each is made anew."""
    response = FileResponse(watched(archive, still_given), status=200, content_type="application/zip")
    headers = response.headers
    headers["Content-Length"] = str(len(archive))
    headers["Content-Disposition"] = disposition
    headers["Accept-Ranges"] = "none"
    headers["Cache-Control"] = "private, no-store"
    headers["Content-Security-Policy"] = FILE_POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Encoding"] = _AS_IT_IS
    return response


def _chunks(stored: StoredObject | None, still_given: StillGiven) -> Iterable[bytes]:
    # Always a stream: a list, even an empty one, would be measured and compressed.
    def run() -> Iterator[bytes]:
        if stored is not None:
            yield from watched(stored.chunks, still_given)

    return run()


def _typed(content_type: str) -> str:
    return f"{content_type}; charset=utf-8" if content_type.startswith("text/") else content_type
