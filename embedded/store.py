"""The object store of one laptop: SeaweedFS in one process, on loopback, with keys demanded on every door.

`python -m embedded.store` runs it in the foreground until SIGTERM or Ctrl-C.
"""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import IO

from embedded.ports import HOST, StorePorts, taken
from embedded.processes import die_with_parent
from embedded.secrets import Secrets, load_or_make, private_folder
from embedded.settings import S3_PORT, VAR, port_from

START_SECONDS = 30
STOP_SECONDS = 35  # after heavy reading it lets idle connections run out before it ends
FSYNC_MARK = "fsync-is-on"


class StoreFault(Exception):
    """The store cannot run, with words for the user."""


class EmbeddedStore:
    """One SeaweedFS under `folder`. Start it, wait until it is ready, stop it."""

    def __init__(self, folder: Path, ports: StorePorts, secrets: Secrets, *, log: IO[str] | None = None) -> None:
        self.folder = private_folder(folder.resolve())
        self.ports = ports
        self.log = log
        self._secrets = secrets
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the process. Raises StoreFault when the folder or a port is somebody else's."""
        self._take_folder()
        if busy := taken(self.ports.all):
            raise StoreFault(
                f"The object store cannot start: port {busy[0]} is taken by another program.\n"
                f"Stop that program, or move the store: make run S3_PORT={self.ports.s3 + 1000}"
            )
        self._write_config()
        self._process = subprocess.Popen(
            self._command(),
            cwd=self.folder,
            env=self._environment(),
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
            umask=0o077,
            preexec_fn=die_with_parent,
        )

    def wait_ready(self, seconds: float = START_SECONDS) -> None:
        """Returns when the store demands a signature, and keeps what it acknowledges. Raises StoreFault."""
        deadline = time.monotonic() + seconds
        while (status := _unsigned_status(self.ports.s3)) != 403:
            if status == 200:
                raise StoreFault("The object store answers without a key: it was stopped.")
            if self._running().poll() is not None:
                raise StoreFault(f"The object store ended with status {self._running().returncode}.")
            if time.monotonic() > deadline:
                raise StoreFault(f"The object store did not answer within {seconds:.0f} seconds.")
            time.sleep(0.05)
        self._write_through()

    def wait(self) -> int:
        """Waits for the end; returns the exit status."""
        return self._running().wait()

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Ends the store: kindly, and after `seconds` by force. Nothing acknowledged is lost by either."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def kill(self) -> None:
        """Ends the store at once."""
        self.stop(0)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise StoreFault("The object store was not started.")
        return self._process

    def _take_folder(self) -> None:
        """Two stores on one folder would ruin it."""
        self._lock = (self.folder / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreFault(
                f"The object store cannot start: another one is running on {self.folder}.\n"
                "Press Desk is probably running in another terminal; end it there first."
            ) from None

    def _write_config(self) -> None:
        credentials = {"accessKey": self._secrets.access_key, "secretKey": self._secrets.secret_access_key}
        actions = ["Admin", "Read", "List", "Tagging", "Write"]
        path = self.folder / "s3.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps({"identities": [{"name": "app", "credentials": [credentials], "actions": actions}]}))

    def _command(self) -> list[str]:
        ports = self.ports
        data, logs = private_folder(self.folder / "data"), private_folder(self.folder / "log")
        # SeaweedFS remembers flags from one start to the next, so every one is said every time.
        return [
            weed(),
            f"-logdir={logs}",
            "mini",
            f"-dir={data}",
            f"-ip={HOST}",
            f"-ip.bind={HOST}",
            f"-s3.config={self.folder / 's3.json'}",
            f"-s3.port={ports.s3}",
            f"-master.port={ports.master}",
            f"-volume.port={ports.volume}",
            f"-filer.port={ports.filer}",
            f"-admin.port={ports.admin}",
            "-disableHttp=true",  # else one unsigned GET to the master's port deletes every object
            "-webdav=false",
            "-admin.ui=false",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            "-master.telemetry=false",
            "-idleTimeout=5",
            "-s3.allowDeleteBucketNotEmpty=false",
            "-s3.concurrentUploadLimitMB=64",
        ]

    def _environment(self) -> dict[str, str]:
        # Nothing of the user's: a variable or a file in the home folder could change what the flags say.
        here = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(self.folder)}
        return {**here, **self._secrets.for_store(), "GOMEMLIMIT": "512MiB"}

    def _write_through(self) -> None:
        """Every acknowledged object is on the disk, not in the system's memory. The store remembers it."""
        mark = self.folder / FSYNC_MARK
        if mark.exists():
            return
        done = subprocess.run(
            [weed(), "shell", f"-master={HOST}:{self.ports.master}", f"-filer={HOST}:{self.ports.filer}"],
            input=b"fs.configure -locationPrefix=/buckets/ -fsync=true -apply\n",
            env=self._environment(),
            capture_output=True,
            timeout=20,
            check=False,
        )
        if done.returncode == 0 and b'"fsync":  true' in done.stdout:
            mark.touch()


def weed() -> str:
    """Where SeaweedFS lies: beside this Python, else on the PATH. Raises StoreFault."""
    beside = Path(sys.executable).with_name("weed")
    found = str(beside) if beside.exists() else shutil.which("weed")
    if found is None:
        raise StoreFault("SeaweedFS is not installed. Run: make setup")
    return found


def _unsigned_status(port: int) -> int | None:
    """How the S3 door answers somebody without a key; None while nobody answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def main() -> int:
    """Runs the store in the foreground. Returns the exit status."""
    ended = False

    def end(signum: int, frame: FrameType | None) -> None:
        nonlocal ended
        ended = True
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        ports = StorePorts(port_from(os.environ, "S3_PORT", S3_PORT))
        store = EmbeddedStore(VAR / "store", ports, load_or_make(VAR))
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 1
    try:
        store.start()
        store.wait_ready()
        print(f"The object store answers at {ports.endpoint_url}", flush=True)
        status = store.wait()
        print(f"The object store ended by itself, with status {status}.", file=sys.stderr)
    except StoreFault as fault:
        print(fault, file=sys.stderr)
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        store.stop()
    return 0 if ended else 1


if __name__ == "__main__":
    sys.exit(main())
