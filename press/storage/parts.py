"""A large file as parts, each of which is read again when it is sent: memory stays small, whatever the file's size."""

from __future__ import annotations

import base64
import hashlib
import io
import threading
import zlib
from typing import BinaryIO

from press.storage.errors import WrongChecksum

PART = 8 * 1024 * 1024  # bytes; S3 takes 5 MiB at the least of all parts but the last
_CHUNK = 256 * 1024


class Part(io.BufferedIOBase):
    """Some bytes of a file, to be read from their own beginning. `crc32` as S3 writes it, in Base64: the store refuses
    the part when the file has been changed since it was counted."""

    def __init__(self, source: BinaryIO, lock: threading.Lock, number: int, first: int, size: int, crc32: str) -> None:
        self.number, self.size, self.crc32 = number, size, crc32
        self._source, self._lock = source, lock
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
        with self._lock:  # other parts read the same file at the same time
            self._source.seek(self._first + self._at)
            found = self._source.read(wanted)
        self._at += len(found)
        return found


def parts_of(source: BinaryIO, sha256: str) -> list[Part]:
    """Reads the file once, and gives its parts in order. Raises WrongChecksum when its SHA-256, in hex, is another."""
    digest, lock = hashlib.sha256(), threading.Lock()
    parts: list[Part] = []
    first = 0
    source.seek(0)
    while True:
        size, crc32 = _count(source, digest)
        if not size:
            break
        parts.append(Part(source, lock, len(parts) + 1, first, size, base64.b64encode(crc32.to_bytes(4)).decode()))
        first += size
    check_digest(digest, sha256)
    return parts


def _count(source: BinaryIO, digest: hashlib._Hash) -> tuple[int, int]:
    """Size in bytes and CRC-32 of the next part; the file's digest grows with it."""
    size = crc32 = 0
    while chunk := source.read(min(_CHUNK, PART - size)):
        digest.update(chunk)
        crc32 = zlib.crc32(chunk, crc32)
        size += len(chunk)
    return size, crc32


def check_digest(digest: hashlib._Hash, sha256: str) -> None:
    """Raises WrongChecksum when this is not the SHA-256 that was told, in hex."""
    if digest.hexdigest() != sha256:
        raise WrongChecksum(f"The file's SHA-256 is {digest.hexdigest()}, not {sha256}.")
