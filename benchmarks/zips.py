"""Zips larger than memory: how fast they are made, with how much memory, and whether they are whole."""

import hashlib
import io
import multiprocessing
import resource
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from benchmarks.place import Place
from benchmarks.tables import Table
from press.kits.zips import Member, write_zip

MEMBERS = 3_000
LARGE = 5 * 1024**3  # bytes: past what a zip without its 64-bit fields can say
PIECE = bytes(range(256)) * 4096


class Made(io.RawIOBase):
    """So many bytes, made when they are read: nothing lies on the disk or in memory."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        left = self._size - self._place
        taken = min(left, len(PIECE), size if size >= 0 else left)
        self._place += taken
        return PIECE[:taken]

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._place = self._size + offset if whence == io.SEEK_END else offset
        return self._place

    def readable(self) -> bool:
        return True


def measure(place: Place) -> Table:
    """The table of zips."""
    table = Table(
        "Large zips, as the worker makes them",
        ("zip", "bytes", "seconds", "of hashing the same bytes", "memory grew by", "whole"),
        "Made in a process of its own and read back by another program (unzip -t), which compares every checksum.",
    )
    for title, sizes in ((f"{MEMBERS:,} files", [1_000] * MEMBERS), ("one file of 5 GiB", [LARGE])):
        target = place.folder / "large.zip"
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, grown = pool.apply(make, (str(target), sizes))
            hashing = pool.apply(hashed, (sum(sizes),))
        whole = subprocess.run(["unzip", "-tqq", str(target)], capture_output=True).returncode == 0
        size = target.stat().st_size
        target.unlink()
        against = f"{seconds / hashing:.1f} ×" if hashing > 0.1 else "–"
        table.add(title, f"{size:,}", f"{seconds:.1f}", against, f"{grown:.0f} MiB", "yes" if whole else "NO")
    return table


def make(target: str, sizes: list[int]) -> tuple[float, float]:
    """Makes the zip in this process; gives the seconds, and by how many MiB its largest memory grew."""
    before = _largest()
    start = time.perf_counter()
    with Path(target).open("wb") as place:
        write_zip(place, _members(sizes))
    return time.perf_counter() - start, _largest() - before


def hashed(size: int) -> float:
    """Seconds in which this process hashes as many bytes: the least that a zip with checksums costs."""
    start = time.perf_counter()
    digest = hashlib.sha256()
    source = Made(size)
    while piece := source.read():
        digest.update(piece)
    return time.perf_counter() - start


def _members(sizes: list[int]) -> Iterable[Member]:
    for number, size in enumerate(sizes):

        def opened(size: int = size) -> BinaryIO:
            return Made(size)  # type: ignore[return-value]

        yield Member(f"files/{number:05}.bin", opened)


def _largest() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
