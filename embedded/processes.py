"""Runs the processes of the Procfile beside each other: each with its log, all ended when one ends."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from honcho.environ import parse_procfile  # type: ignore[import-untyped]

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)
LAST_LINES = 20


def die_with_parent() -> None:
    """Called in a new child: it is asked to end when its parent is gone, however the parent went."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class ProcessEnded(Exception):
    """A process that should run for ever has ended."""

    def __init__(self, name: str, status: int, log: Path) -> None:
        super().__init__(f"{name} ended with status {status}")
        self.name = name
        self.status = status
        self.log = log

    def report(self) -> str:
        """For the terminal: which process, how it ended, what it said last, where the rest is."""
        how = f"was ended by signal {-self.status}" if self.status < 0 else f"ended with status {self.status}"
        last = self.log.read_text(errors="replace").splitlines()[-LAST_LINES:]
        said = "\n".join(f"    {line}" for line in last) or "    (nothing)"
        return f"The process “{self.name}” {how}. Its last lines:\n\n{said}\n\nThe whole log: {self.log}"


class Processes:
    """The running processes, by their names in the Procfile."""

    def __init__(self, procfile: Path, *, logs: Path, environ: Mapping[str, str]) -> None:
        self._commands: dict[str, str] = parse_procfile(procfile.read_text()).processes
        self._folder = procfile.parent
        self._logs = logs
        self._environ = dict(environ)
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """Starts one process of the Procfile, with its words in `<name>.log`, which begins anew."""
        with self.log_of(name).open("wb") as log:
            self._running[name] = subprocess.Popen(
                ["/bin/sh", "-c", f"exec {self._commands[name]}"],
                cwd=self._folder,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for us alone: we end the others in order.
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def check(self) -> None:
        """Raises ProcessEnded for the first process that has ended."""
        for name, process in self._running.items():
            if (status := process.poll()) is not None:
                raise ProcessEnded(name, status, self.log_of(name))

    def stop(self, seconds: Mapping[str, float]) -> None:
        """Ends the named processes, all at once: kindly, and by force after the seconds given for each."""
        named = {name: limit for name, limit in seconds.items() if name in self._running}
        processes = [(self._running.pop(name), limit) for name, limit in named.items()]
        for process, _ in processes:
            process.terminate()
        began = time.monotonic()
        for process, limit in processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, limit - (time.monotonic() - began)))
            _end_group(process)

    def log_of(self, name: str) -> Path:
        return self._logs / f"{name}.log"


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """By force, with everything that it started: a killed web leaves its workers behind, holding the port."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
