"""A real object store for the tests: one for all workers of a run, ended when the run has ended.

The first test that asks starts a keeper process, which starts the store, and watches the run's own process:
when that is gone, however it went, the keeper ends the store and removes its folder. So nothing has to be
torn down by a worker, and nothing is left behind by a crash.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from embedded.ports import StorePorts, taken
from embedded.secrets import load_or_make
from embedded.store import EmbeddedStore, StoreFault
from press.storage.s3 import S3Store

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 40
# Below 32768, gRPC's 10,000 more included, no outgoing connection is given such a port by the system.
PORTS = range(12_000, 22_000, 10)


@dataclass(frozen=True)
class Weed:
    """How to reach the store."""

    endpoint_url: str
    access_key: str
    secret_key: str

    def store(self, bucket: str) -> S3Store:
        """The store with this bucket, made if need be."""
        store = self.unprepared(bucket)
        store.ensure_bucket()
        return store

    def unprepared(self, bucket: str, *, secret_key: str | None = None) -> S3Store:
        """The same without asking it for anything, or with another key."""
        return S3Store(
            endpoint_url=self.endpoint_url,
            bucket=bucket,
            region="us-east-1",
            access_key=self.access_key,
            secret_key=secret_key or self.secret_key,
        )

    def environment(self, bucket: str) -> dict[str, str]:
        """The same as settings."""
        return {
            "S3_ENDPOINT_URL": self.endpoint_url,
            "S3_BUCKET": bucket,
            "S3_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
        }


def shared_weed(folder: Path) -> Weed:
    """The store of this test run; `folder` is the run's own, the same for all its workers."""
    state = folder / "weed.json"
    with (folder / "weed.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not state.exists():
            _start_keeper(state)
        return Weed(**json.loads(state.read_text()))


@contextmanager
def own_weed() -> Iterator[tuple[Weed, EmbeddedStore]]:
    """A store for one test alone, which may kill it."""
    folder = Path(tempfile.mkdtemp(prefix="press-weed-"))
    weed, server = _start(folder)
    try:
        yield weed, server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def run_process_id() -> int:
    """The process that the whole run hangs on: pytest itself, the parent of every xdist worker."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


def _start_keeper(state: Path) -> None:
    log = state.with_suffix(".log")
    with log.open("wb") as words:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.support.weed", str(state), str(run_process_id())],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while not state.exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The tests' object store did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.02)


def _start(folder: Path) -> tuple[Weed, EmbeddedStore]:
    secrets = load_or_make(folder)
    for _ in range(20):
        ports = StorePorts(random.choice(PORTS))
        if taken(ports.all):
            continue
        server = EmbeddedStore(folder / "store", ports, secrets, log=(folder / "store.log").open("w"))
        try:
            server.start()
            server.wait_ready()
        except StoreFault:  # somebody took a port in between
            server.kill()
            continue
        return Weed(ports.endpoint_url, secrets.access_key, secrets.secret_access_key), server
    raise RuntimeError(f"No store could be started; the last one said:\n{(folder / 'store.log').read_text()}")


def _keep(state: Path, owner: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="press-weed-"))
    weed, server = _start(folder)
    try:
        unfinished = state.with_suffix(".part")
        unfinished.write_text(json.dumps(asdict(weed)))
        unfinished.rename(state)
        while _is_alive(owner):
            time.sleep(0.5)
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    _keep(Path(sys.argv[1]), int(sys.argv[2]))
