"""A large file as parts, each of which is read again when it is sent: memory stays small, whatever the file's size."""

from __future__ import annotations

import base64
import hashlib
import io
import threading
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from press.storage.errors import WrongChecksum

PART = 8 * 1024 * 1024  # bytes; S3 takes 5 MiB at the least of all parts but the last
_CHUNK = 256 * 1024


class _Shared:
    """A file that several read at the same time, each from where it is."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._lock = file, threading.Lock()

    def read(self, first: int, size: int) -> bytes:
        with self._lock:
            self._file.seek(first)
            return self._file.read(size)


class Part(io.BufferedIOBase):
    """Some bytes of a file, to be read from their own beginning. `crc32` as S3 writes it, in Base64: the store refuses
    the part when the file has been changed since it was counted."""

    def __init__(self, source: _Shared, number: int, first: int, size: int, crc32: str) -> None:
        self.number, self.size, self.crc32 = number, size, crc32
        self._source = source
        self._first, self._at = first, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        left = max(0, self.size - self._at)
        wanted = left if size is None or size < 0 else min(size, left)
        found = self._source.read(self._first + self._at, wanted)
        self._at += len(found)
        return found


def parts_of(file: BinaryIO, sha256: str) -> Iterator[Part]:
    """The file's parts in order, each as soon as it is counted: those before it may be sent meanwhile. Raises
    WrongChecksum after the last one when the file's SHA-256, in hex, is another."""
    source, digest = _Shared(file), hashlib.sha256()
    first, number = 0, 1
    while True:
        size, crc32 = _count(source, first, digest)
        if not size:
            break
        yield Part(source, number, first, size, base64.b64encode(crc32.to_bytes(4)).decode())
        first, number = first + size, number + 1
    check_digest(digest, sha256)


def _count(source: _Shared, first: int, digest: hashlib._Hash) -> tuple[int, int]:
    """Size in bytes and CRC-32 of the part that begins here; the file's digest grows with it."""
    size = crc32 = 0
    while chunk := source.read(first + size, min(_CHUNK, PART - size)):
        digest.update(chunk)
        crc32 = zlib.crc32(chunk, crc32)
        size += len(chunk)
    return size, crc32


def check_digest(digest: hashlib._Hash, sha256: str) -> None:
    """Raises WrongChecksum when this is not the SHA-256 that was told, in hex."""
    if digest.hexdigest() != sha256:
        raise WrongChecksum(f"The file's SHA-256 is {digest.hexdigest()}, not {sha256}.")
