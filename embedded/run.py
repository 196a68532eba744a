"""`make run`: the whole service on this laptop until Ctrl-C.

Starts the object store, the web and the worker, fills a new installation, says where everything is, and
watches. When one process ends by itself, says which and why, ends the others, and returns 1.
"""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from embedded.ports import HOST, StorePorts, taken
from embedded.processes import ProcessEnded, Processes
from embedded.secrets import Secrets, load_or_make, private_folder
from embedded.settings import EVENT, OFFICER, PORT, ROOT, S3_PORT, VAR, environment, port_from, remember_ports

KIT = "smart-city-thailand-takeoff"
READY_SECONDS = 60
STOP_SECONDS = 10
STORE_STOP_SECONDS = 40  # the store takes up to 35 of its own
WATCH_SECONDS = 0.3


class CannotRun(Exception):
    """The service cannot start, with words for the user."""


def main() -> int:
    """Returns the exit status: 0 after Ctrl-C, 1 after a fault."""
    signal.signal(signal.SIGINT, _interrupt)  # said, because a shell ignores it for what it starts with &
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        run(os.environ)
    except KeyboardInterrupt:
        print("\nPress Desk has ended. Everything is kept under var/; `make run` finds it again.", flush=True)
        return 0
    except (CannotRun, ValueError) as fault:
        print(f"\n{fault}", file=sys.stderr)
    except ProcessEnded as fault:
        print(f"\n{fault.report()}\n\nThe other processes were ended.", file=sys.stderr)
    return 1


def run(environ: Mapping[str, str]) -> None:
    """Runs until something ends it: KeyboardInterrupt, or ProcessEnded. Raises CannotRun before that."""
    port, ports = port_from(environ, "PORT", PORT), StorePorts(port_from(environ, "S3_PORT", S3_PORT))
    refuse_taken(port, ports)
    secrets = load_or_make(VAR)
    remember_ports(VAR, port=port, s3_port=ports.s3)
    # glibc keeps an arena of memory for each thread, to be fast on many cores; a laptop would rather have it back.
    thrift = {"MALLOC_ARENA_MAX": "2"}
    told = {**environ, **thrift, **environment(secrets, port=port, s3_port=ports.s3), "PATH": _path(environ)}
    processes = Processes(ROOT / "Procfile", logs=private_folder(VAR / "log"), environ=told)
    try:
        print("Press Desk is starting…", flush=True)
        for name in ("store", "web"):
            processes.start(name)
        prepare(processes, told)
        processes.start("worker")
        await_ready(processes, port)
        print(welcome(port, secrets), flush=True)
        while True:
            processes.check()
            time.sleep(WATCH_SECONDS)
    finally:
        stop(processes)


def refuse_taken(port: int, ports: StorePorts) -> None:
    """Raises CannotRun with the way out, when another program holds a port."""
    if taken([port]):
        raise CannotRun(
            f"Port {port} is taken by another program (or by a Press Desk in another terminal).\n"
            f"End that program, or choose another port: make run PORT={port + 100}"
        )
    if busy := taken(ports.all):
        raise CannotRun(
            f"Port {busy[0]}, which the object store needs, is taken by another program.\n"
            f"End that program, or move the store: make run S3_PORT={ports.s3 + 1000}"
        )


def prepare(processes: Processes, environ: dict[str, str]) -> None:
    """Fills the installation while the web starts. Raises CannotRun, ProcessEnded."""
    log = processes.log_of("prepare")
    with log.open("wb") as words:
        filling = subprocess.Popen(
            [sys.executable, "-m", "embedded.prepare"], cwd=ROOT, env=environ, stdout=words, stderr=words
        )
    try:
        while filling.poll() is None:
            processes.check()
            time.sleep(0.05)
    finally:
        if filling.poll() is None:
            filling.terminate()
            filling.wait()
    if filling.returncode:
        raise CannotRun(f"The installation could not be prepared:\n\n{log.read_text(errors='replace')}")


def await_ready(processes: Processes, port: int) -> None:
    """Returns when the web says that database, store and mail are well. Raises CannotRun, ProcessEnded."""
    deadline = time.monotonic() + READY_SECONDS
    while _status(port, "/readyz") != 200:
        processes.check()
        if time.monotonic() > deadline:
            raise CannotRun(f"The web is not ready after {READY_SECONDS} seconds. Its log: {VAR / 'log'}")
        time.sleep(0.05)


def welcome(port: int, secrets: Secrets) -> str:
    """Where everything is, and how to sign in."""
    base = f"http://{HOST}:{port}"
    lines = [
        "Press Desk is running",
        "",
        f"Event page            {base}/events/{EVENT}",
        f"Apply                 {base}/events/{EVENT}/apply",
        f"Press kit             {base}/kits/{KIT}",
        f"Mails that were sent  {base}/mailbox",
        "",
        f"PR desk               {base}/staff/sign-in",
        f"  E-mail              {OFFICER}",
        f"  Password            {secrets.officer_password}",
        "  The second factor is off on this laptop.",
        "",
        "Logs: var/log/   Thai and English: ?lang=th, ?lang=en   End: Ctrl-C",
    ]
    width = max(map(len, lines))
    rule = "─" * (width + 2)
    return "\n".join(["", f"┌{rule}┐", *(f"│ {line.ljust(width)} │" for line in lines), f"└{rule}┘"])


def stop(processes: Processes) -> None:
    """Ends the web and the worker, then the store they use. A second Ctrl-C changes nothing."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    processes.stop({"web": STOP_SECONDS, "worker": STOP_SECONDS})
    processes.stop({"store": STORE_STOP_SECONDS})


def _interrupt(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _path(environ: Mapping[str, str]) -> str:
    """The commands of this environment first: the Procfile names them plainly."""
    return f"{Path(sys.executable).parent}{os.pathsep}{environ.get('PATH', os.defpath)}"


def _status(port: int, path: str) -> int | None:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
