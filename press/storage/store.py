"""What the rooms may ask of a store, and how they reach the one that is configured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO, Protocol, cast

from flask import Flask, current_app

EXTENSION = "press.storage"


@dataclass(frozen=True)
class ByteRange:
    """A part of an object, in bytes from 0, both ends included; without `last`, to the end."""

    first: int
    last: int | None = None

    def header(self) -> str:
        """The value of an HTTP Range header."""
        return f"bytes={self.first}-{'' if self.last is None else self.last}"


@dataclass(frozen=True)
class ObjectInfo:
    """What is known of an object without reading it. Size in bytes."""

    key: str
    size: int
    content_type: str = "application/octet-stream"


@dataclass
class StoredObject:
    """An object being read: `length` bytes come out of `chunks`, once. Close it, or use it in `with`.

    `size` is that of the whole object; `content_range` is the answer's header, None for the whole.
    """

    size: int
    length: int
    content_type: str
    content_range: str | None
    chunks: Iterator[bytes] = field(repr=False)
    close: Callable[[], None] = field(repr=False)

    def __enter__(self) -> StoredObject:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self) -> bytes:
        """All that is left, in memory: for small objects."""
        return b"".join(self.chunks)


class ObjectStore(Protocol):
    """A place for immutable objects. Every verb raises StorageUnavailable when the store does not answer."""

    def put(self, key: str, body: bytes | BinaryIO, *, content_type: str, sha256: str) -> bool:
        """Keeps `body` (bytes, or a file that can seek) under `key`, unless something is there already.

        `sha256` is the body's, in hex. Returns whether it was written now; raises WrongChecksum, and keeps
        nothing, when the body has another. Large files pass through in parts: memory stays bounded.
        """

    def get(self, key: str, byte_range: ByteRange | None = None) -> StoredObject:
        """Opens an object, or a part of it. Raises ObjectNotFound, RangeNotSatisfiable."""

    def signed_path(self, key: str, *, seconds: int) -> str:
        """Path and query, without scheme and host, by which a proxy of ours reads the object from the store's own
        address for `seconds`. Nothing is asked of the store."""

    def signed_url(self, key: str, *, seconds: int, content_type: str, disposition: str) -> str:
        """An address by which anybody reads the object straight from the store's public address for `seconds`; the
        answer carries these two headers. Nothing is asked of the store."""

    def head(self, key: str) -> ObjectInfo:
        """Size and type, without the bytes. Raises ObjectNotFound."""

    def exists(self, key: str) -> bool:
        """Whether something lies under `key`."""

    def delete(self, key: str) -> None:
        """Removes an object; none there is no fault."""

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """Every object whose key begins so, in order of keys; types are not told."""

    def ensure_bucket(self) -> None:
        """Makes the place that objects lie in, unless it is there."""

    def ping(self) -> None:
        """Returns when the store answers and knows us, else raises StorageUnavailable."""


def init_app(app: Flask, store: ObjectStore) -> None:
    """Gives the application its store."""
    app.extensions[EXTENSION] = store


def current_store() -> ObjectStore:
    """The store of the application that is running."""
    return cast(ObjectStore, current_app.extensions[EXTENSION])
