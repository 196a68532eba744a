import socket
from pathlib import Path

import pytest

from embedded.ports import StorePorts, taken
from embedded.run import CannotRun, refuse_taken
from embedded.secrets import load_or_make
from embedded.settings import port_from
from embedded.store import EmbeddedStore, StoreFault
from tests.support.weed import own_weed

BODY_SHA256 = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"  # of b"foo"


def test_one_store_a_folder() -> None:
    with own_weed() as (_, server):
        other = EmbeddedStore(server.folder, StorePorts(server.ports.s3 + 5), load_or_make(server.folder.parent))
        with pytest.raises(StoreFault, match="another one is running"):
            other.start()


def test_objects_are_found_again_on_another_port() -> None:
    with own_weed() as (weed, server):
        weed.store("moves").put("a", b"foo", content_type="text/plain", sha256=BODY_SHA256)
        server.stop()
        assert not taken(server.ports.all)
        moved = StorePorts(server.ports.s3 + 5)
        other = EmbeddedStore(server.folder, moved, load_or_make(server.folder.parent), log=server.log)
        other.start()
        try:
            other.wait_ready()
            there = type(weed)(moved.endpoint_url, weed.access_key, weed.secret_key)
            assert there.unprepared("moves").get("a").read() == b"foo"
            assert there.store("moves").put("b", b"foo", content_type="text/plain", sha256=BODY_SHA256)
        finally:
            other.kill()


def test_its_files_are_private() -> None:
    with own_weed() as (weed, server):
        weed.store("private")
        readable = [path for path in server.folder.rglob("*") if path.stat().st_mode & 0o044]
        assert {path.name for path in readable} <= {"lock", "fsync-is-on"}
        assert server.folder.stat().st_mode & 0o077 == 0


def test_a_taken_port_is_said_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert taken([port]) == [port]
        with pytest.raises(CannotRun, match=f"Port {port} is taken .*\n.*make run PORT={port + 100}"):
            refuse_taken(port, StorePorts(22_500))


@pytest.mark.parametrize("text", ["0", "-1", "65536", "http", "80 80"])
def test_ports_are_checked(text: str) -> None:
    with pytest.raises(ValueError, match="PORT must be a port between 1 and 65535"):
        port_from({"PORT": text}, "PORT", 8000)


def test_an_empty_port_is_the_usual_one() -> None:
    assert port_from({"PORT": " "}, "PORT", 8000) == 8000


def test_a_store_port_leaves_room_for_the_inner_ones() -> None:
    with pytest.raises(ValueError, match="S3_PORT must be between 1 and 55531"):
        StorePorts(60_000)
