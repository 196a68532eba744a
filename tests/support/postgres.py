"""A real PostgreSQL for the tests: one server for all workers of a run, ended when the run has ended.

It is Debian's own package, with a data folder of its own, reached by a socket in that folder and by nothing else.
As in `weed.py`, a keeper process holds it and watches the run: nothing is left behind by a crash.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.weed import ROOT, _is_alive, run_process_id

START_SECONDS = 60
# What a crash would lose is made again by the next run.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "shared_buffers": "32MB",
    "max_connections": "200",
    "autovacuum": "off",
    "log_min_messages": "fatal",
}


def server_programs() -> Path | None:
    """The folder of the newest server that is installed, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def shared_postgres(folder: Path) -> Path:
    """The socket's folder of this run's server; `folder` is the run's own, the same for all its workers."""
    state = folder / "postgres.socket"
    with (folder / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not state.exists():
            _start_keeper(state)
        return Path(state.read_text())


def _start_keeper(state: Path) -> None:
    log = state.with_suffix(".log")
    with log.open("wb") as words:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.support.postgres", str(state), str(run_process_id())],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while not state.exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The tests' PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


def _as_server_user() -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as the package's own user."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []


def _keep(state: Path, owner: int) -> None:
    programs = server_programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="press-pg-"))
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = folder / "data"
    initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run([*_as_server_user(), *initdb, "--locale=C.UTF-8"], check=True, cwd=folder)
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    server = subprocess.Popen(
        [*_as_server_user(), programs / "postgres", "-D", data, "-k", folder, *settings], cwd=folder
    )
    try:
        ready = [programs / "pg_isready", "-q", "-h", folder, "-U", "postgres"]
        while subprocess.run(ready, check=False).returncode:
            if server.poll() is not None:
                raise RuntimeError("the server has ended")
            time.sleep(0.05)
        unfinished = state.with_suffix(".part")
        unfinished.write_text(str(folder))
        unfinished.rename(state)
        while _is_alive(owner) and server.poll() is None:
            time.sleep(0.5)
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _keep(Path(sys.argv[1]), int(sys.argv[2]))
