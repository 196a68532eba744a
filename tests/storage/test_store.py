"""The contract of `ObjectStore`, kept by the S3 store against a real server."""

import hashlib
import io
import multiprocessing
import random
import subprocess
import sys
import threading
import time
import tracemalloc
import urllib.error
import urllib.request

import pytest

from press.errors import NotFound, Unavailable
from press.storage.errors import ObjectNotFound, RangeNotSatisfiable, StorageUnavailable, WrongChecksum
from press.storage.keys import content_key
from press.storage.parts import Part, parts_of
from press.storage.s3 import WHOLE, S3Store
from press.storage.store import ByteRange
from tests.support.weed import Weed, own_weed

MIB = 1024 * 1024


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def put(store: S3Store, key: str, body: bytes, content_type: str = "text/plain") -> bool:
    return store.put(key, body, content_type=content_type, sha256=sha256(body))


class Slow(io.RawIOBase):
    """A file of zeros that is never whole in memory."""

    def __init__(self, size: int) -> None:
        self.size, self.at = size, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = {0: offset, 1: self.at + offset, 2: self.size + offset}[whence]
        return self.at

    def read(self, size: int = -1) -> bytes:
        left = self.size - self.at
        count = left if size < 0 else min(size, left)
        self.at += count
        return bytes(count)


def test_what_was_put_comes_back(store: S3Store, prefix: str) -> None:
    body = b"Smart City Thailand" * 10_000
    assert put(store, prefix + "a", body, "image/svg+xml")
    with store.get(prefix + "a") as found:
        assert (found.size, found.length, found.content_range) == (len(body), len(body), None)
        assert found.content_type == "image/svg+xml"
        assert b"".join(found.chunks) == body


def test_files_are_taken_as_well_as_bytes(store: S3Store, prefix: str) -> None:
    file = io.BytesIO(b"from a file")
    file.seek(5)
    assert store.put(prefix + "a", file, content_type="text/plain", sha256=sha256(b"from a file"))
    assert store.get(prefix + "a").read() == b"from a file"
    assert not file.closed


def test_empty_object(store: S3Store, prefix: str) -> None:
    assert put(store, prefix + "empty", b"")
    found = store.get(prefix + "empty")
    assert (found.size, found.read()) == (0, b"")


@pytest.mark.parametrize(
    ("wanted", "expected", "content_range"),
    [
        (ByteRange(0, 0), b"0", "bytes 0-0/10"),
        (ByteRange(2, 5), b"2345", "bytes 2-5/10"),
        (ByteRange(7), b"789", "bytes 7-9/10"),
        (ByteRange(7, 100), b"789", "bytes 7-9/10"),
    ],
)
def test_ranges(store: S3Store, prefix: str, wanted: ByteRange, expected: bytes, content_range: str) -> None:
    put(store, "ranges/digits", b"0123456789")
    found = store.get("ranges/digits", wanted)
    assert (found.size, found.length, found.content_range) == (10, len(expected), content_range)
    assert found.read() == expected


def test_range_beyond_the_end(store: S3Store, prefix: str) -> None:
    put(store, prefix + "a", b"short")
    with pytest.raises(RangeNotSatisfiable) as refusal:
        store.get(prefix + "a", ByteRange(5))
    assert refusal.value.status == 416


@pytest.mark.parametrize("name", ["ตราสัญลักษณ์ งานเปิดตัว.svg", "a b+c%20&d?.png", "é/ñ.txt"])
def test_names_beyond_ascii(store: S3Store, name: str) -> None:
    key = f"names/{sha256(name.encode())[:8]}/{name}"
    put(store, key, name.encode())
    assert store.get(key).read() == name.encode()
    assert [found.key for found in store.list(key)] == [key]


def test_second_put_changes_nothing(store: S3Store, prefix: str) -> None:
    assert put(store, prefix + "a", b"first", "text/plain")
    assert not put(store, prefix + "a", b"first", "text/html")
    assert not put(store, prefix + "a", b"other")
    assert store.head(prefix + "a").content_type == "text/plain"
    assert store.get(prefix + "a").read() == b"first"


@pytest.mark.parametrize("body", [b"same", bytes(9 * MIB)], ids=["small", "large"])
def test_one_of_many_writes(store: S3Store, prefix: str, body: bytes) -> None:
    written: list[bool] = []
    threads = [threading.Thread(target=lambda: written.append(put(store, prefix + "a", body))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(written) == [False] * 3 + [True]


@pytest.mark.parametrize("size", [10, 9 * MIB, WHOLE + MIB])
def test_wrong_checksum_keeps_nothing(store: S3Store, prefix: str, size: int) -> None:
    with pytest.raises(WrongChecksum):
        store.put(prefix + "a", bytes(size), content_type="text/plain", sha256=sha256(b"else"))
    assert not store.exists(prefix + "a")


def test_the_server_checks_too(weed: Weed, store: S3Store, prefix: str) -> None:
    with pytest.raises(WrongChecksum):
        store._put_whole(prefix + "a", b"changed on the way", "text/plain", sha256(b"else"))
    assert not store.exists(prefix + "a")


@pytest.mark.parametrize("size", [10 * MIB + 123, WHOLE, WHOLE + 123])
def test_large_file(store: S3Store, prefix: str, size: int) -> None:
    body = random.Random(1).randbytes(size)
    file = io.BytesIO(body)
    assert store.put(prefix + "a", file, content_type="application/zip", sha256=sha256(body))
    assert not file.closed
    assert store.head(prefix + "a").size == len(body)
    assert sha256(store.get(prefix + "a").read()) == sha256(body)
    assert store.get(prefix + "a", ByteRange(8 * MIB - 2, 8 * MIB + 1)).read() == body[8 * MIB - 2 : 8 * MIB + 2]
    assert not store.put(prefix + "a", file, content_type="application/zip", sha256=sha256(body))


def test_a_file_that_changes_while_it_is_sent_is_not_kept(store: S3Store, prefix: str) -> None:
    body = bytes(9 * MIB)
    with pytest.raises(WrongChecksum):
        store._put_in_parts(prefix + "a", _counted_before_it_changed(body), "application/zip")
    assert not store.exists(prefix + "a")


def _counted_before_it_changed(body: bytes) -> list[Part]:
    file = io.BytesIO(body)
    parts = list(parts_of(file, sha256(body)))
    file.seek(len(body) - 1)
    file.write(b"!")
    return parts


@pytest.mark.parametrize("size", [WHOLE, WHOLE + 16 * MIB])
def test_large_files_pass_in_bounded_memory(store: S3Store, prefix: str, size: int) -> None:
    file = Slow(size)
    digest = sha256(bytes(size))
    tracemalloc.start()
    try:
        store.put(prefix + "a", file, content_type="application/zip", sha256=digest)  # type: ignore[arg-type]
        with store.get(prefix + "a") as found:
            assert sum(len(chunk) for chunk in found.chunks) == size
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8 * MIB


def test_missing_object(store: S3Store, prefix: str) -> None:
    for ask in (store.get, store.head):
        with pytest.raises(ObjectNotFound) as refusal:
            ask(prefix + "nothing")
        assert isinstance(refusal.value, NotFound)
    assert not store.exists(prefix + "nothing")


def test_delete(store: S3Store, prefix: str) -> None:
    put(store, prefix + "a", b"here")
    store.delete(prefix + "a")
    store.delete(prefix + "a")
    assert not store.exists(prefix + "a")


def test_list_keeps_to_its_prefix(store: S3Store, prefix: str) -> None:
    for name in ("b/2", "b/1", "bb/1"):
        put(store, prefix + name, name.encode() * 2)
    assert [(found.key, found.size) for found in store.list(prefix + "b/")] == [
        (prefix + "b/1", 6),
        (prefix + "b/2", 6),
    ]


def test_reading_half_and_closing(store: S3Store, prefix: str) -> None:
    body = bytes(MIB)
    put(store, prefix + "a", body)
    for _ in range(30):  # more than the connections that are kept
        with store.get(prefix + "a") as found:
            next(found.chunks)


def test_a_forked_process_has_a_client_of_its_own(store: S3Store, prefix: str) -> None:
    put(store, prefix + "a", b"for the child")
    fork = multiprocessing.get_context("fork")
    answers = fork.SimpleQueue()
    child = fork.Process(target=lambda: answers.put(store.get(prefix + "a").read()))
    child.start()
    child.join(20)
    assert child.exitcode == 0
    assert answers.get() == b"for the child"
    assert store.get(prefix + "a").read() == b"for the child"


def test_bucket_may_be_ensured_again(weed: Weed, store: S3Store) -> None:
    store.ensure_bucket()
    store.ping()


def test_no_bucket_is_no_answer(weed: Weed) -> None:
    with pytest.raises(StorageUnavailable):
        weed.unprepared("no-such-bucket").ping()
    with pytest.raises(StorageUnavailable):
        weed.unprepared("no-such-bucket").get("a")


def test_a_wrong_key_is_refused(weed: Weed, store: S3Store) -> None:
    with pytest.raises(StorageUnavailable):
        weed.unprepared(store.bucket, secret_key="0" * 40).ping()


def test_nobody_reads_without_a_signature(weed: Weed, store: S3Store, prefix: str) -> None:
    put(store, prefix + "a", b"private")
    for path in ("", store.bucket, f"{store.bucket}/{prefix}a"):
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(f"{weed.endpoint_url}/{path}", timeout=5)
        assert refusal.value.code == 403
        refusal.value.close()


def test_inner_ports_give_and_delete_nothing_unsigned(weed: Weed, store: S3Store, prefix: str) -> None:
    put(store, prefix + "a", b"private")
    host, _, port = weed.endpoint_url.rpartition(":")
    asked = {
        1: [f"col/delete?collection={store.bucket}", "dir/status", "dir/assign"],
        2: ["ui/index.html", "1,01637037d6"],
        3: ["", f"buckets/{store.bucket}/{prefix}a"],
        4: [""],
    }
    for offset, paths in asked.items():
        for path in paths:
            with pytest.raises(urllib.error.HTTPError) as refusal:
                urllib.request.urlopen(f"{host}:{int(port) + offset}/{path}", timeout=5)
            assert refusal.value.code in {401, 403, 404}, path
            refusal.value.close()
    assert store.get(prefix + "a").read() == b"private"


def test_a_store_that_dies() -> None:
    with own_weed() as (weed, server):
        store = weed.store("dies")
        put(store, "a", bytes(8 * MIB - 1))
        reading = store.get("a")
        next(reading.chunks)
        server.kill()
        with pytest.raises(StorageUnavailable):
            reading.read()
        began = time.monotonic()
        with pytest.raises(Unavailable):
            store.get("a")
        with pytest.raises(Unavailable):
            put(store, "b", b"b")
        with pytest.raises(Unavailable):
            store.ping()
        assert time.monotonic() - began < 12
        server.start()
        server.wait_ready()
        store.ping()
        assert store.head("a").size == 8 * MIB - 1


def test_making_a_store_asks_nothing() -> None:
    # The web starts without its store.
    code = "import sys; from press.storage.s3 import S3Store\n"
    code += "S3Store(endpoint_url='http://127.0.0.1:9', bucket='b', region='r', access_key='a', secret_key='s')"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)


def test_keys_name_their_content() -> None:
    digest = sha256(b"a")
    assert content_key(digest) == f"sha256/ca/97/{digest}"


@pytest.mark.parametrize("wrong", ["", "CA" * 32, "ca" * 31, "../" + "a" * 61, "g" * 64, "ca" * 32 + "\n"])
def test_only_a_hash_makes_a_key(wrong: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        content_key(wrong)
