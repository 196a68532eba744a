"""A place to measure in: temporary folder, database, object store, servers; all gone at the end."""

import os
import random
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from honcho.environ import parse_procfile  # type: ignore[import-untyped]

from benchmarks.browser import Browser
from config import ROOT, Config
from embedded.ports import HOST, StorePorts, taken
from embedded.processes import die_with_parent
from embedded.secrets import Secrets, load_or_make
from embedded.store import EmbeddedStore
from press.app import create_app

EVENT = "smart-city-thailand-takeoff"
OFFICER = "officer@press.example"
PASSWORD = "only for this benchmark"
LOAD_EVENT = (
    *("events", "load", str(ROOT / "events" / f"{EVENT}.toml"), "--keep-open"),
    *("--data-protection-email", OFFICER),
)
START_SECONDS = 30
WEB = "embedded.web"
HELLO = "benchmarks.hello"


@dataclass
class Place:
    """What all measurements share. `environ` is the processes' environment, but for database and port."""

    folder: Path
    environ: dict[str, str]
    applications: dict[str, Flask] = field(default_factory=dict)

    def database(self, name: str, *, applications: int) -> Flask:
        """The application on a database of this name, made and filled the first time."""
        if name not in self.applications:
            app = create_app(Config.from_environ(self.environ_for(name)))
            self.applications[name] = app
            command(app, "db", "upgrade")
            command(app, *LOAD_EVENT)
            staff = ("accounts", "add", OFFICER, "--role", "officer", "--password-stdin")
            command(app, *staff, given=PASSWORD + "\n")
            if applications:
                command(app, "demo", "fill", EVENT, "--bare", "--applications", str(applications))
        return self.applications[name]

    def environ_for(self, name: str) -> dict[str, str]:
        """The settings of the service on this database."""
        mails = self.folder / f"mail-{name}"
        return {**self.environ, "DATABASE_URL": f"sqlite:///{self.folder / name}.db", "MAIL_URL": f"file:{mails}"}

    def mails(self, name: str) -> Path:
        """Where the mails of that service arrive."""
        return self.folder / f"mail-{name}"

    @contextmanager
    def web(self, name: str, *, module: str = WEB) -> Iterator["Server"]:
        """The web as the Procfile starts it, on a free port."""
        port = free_port()
        base = f"http://{HOST}:{port}"
        environ = {**self.environ_for(name), "PORT": str(port), "BASE_URL": base}
        with self._process("web", environ, lambda line: line.replace(WEB, module)) as process:
            _await_port(port, process)
            yield Server(base, process.pid)

    @contextmanager
    def worker(self, name: str, base_url: str) -> Iterator[int]:
        """The background worker; gives its process id."""
        with self._process("worker", {**self.environ_for(name), "BASE_URL": base_url}, lambda line: line) as process:
            yield process.pid

    @contextmanager
    def _process(
        self, name: str, environ: dict[str, str], changed: Callable[[str], str]
    ) -> Iterator["subprocess.Popen[bytes]"]:
        line: str = changed(parse_procfile((ROOT / "Procfile").read_text()).processes[name])
        words = [environ["PORT"] if word == "$PORT" else word for word in shlex.split(line)]
        log = self.folder / f"{name}.log"
        with log.open("ab") as said:
            process = subprocess.Popen(
                words, cwd=ROOT, env=environ, stdout=said, stderr=said, preexec_fn=die_with_parent
            )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


@dataclass(frozen=True)
class Server:
    """A running web: its address, and the id of its first process."""

    base_url: str
    process: int

    def officer(self) -> Browser:
        """A browser in which the PR officer is signed in."""
        browser = Browser(self.base_url)
        browser.get("/staff/sign-in")
        browser.send("/staff/sign-in", email=OFFICER, password=PASSWORD)
        return browser


@contextmanager
def a_place() -> Iterator[Place]:
    """The folder and the object store, for one run."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="press-bench-")))
        secrets = load_or_make(folder)
        store = _store(folder, secrets)
        stack.callback(store.kill)
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        environ = {
            **secrets.for_app(),
            "PATH": path,
            "LANG": "C.UTF-8",
            "S3_ENDPOINT_URL": store.ports.endpoint_url,
            "REQUIRE_SECOND_FACTOR": "0",
            "RATE_LIMITS": "0",
            "PYTHONUNBUFFERED": "1",
        }
        yield Place(folder, environ)


def command(app: Flask, *words: str, given: str = "") -> None:
    """Runs one `flask` command in this process. Raises RuntimeError with its words when it fails."""
    done = app.test_cli_runner().invoke(args=list(words), input=given)
    if done.exit_code:
        raise RuntimeError(f"flask {' '.join(words)}\n{done.output}") from done.exception


def free_port() -> int:
    """A port that nobody held a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _store(folder: Path, secrets: Secrets) -> EmbeddedStore:
    # Below the ports that the system gives to outgoing connections.
    ports = next(p for p in (StorePorts(random.randrange(12_000, 22_000, 10)) for _ in range(50)) if not taken(p.all))
    store = EmbeddedStore(folder / "store", ports, secrets, log=(folder / "store.log").open("w"))
    store.start()
    store.wait_ready()
    return store


def _await_port(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection((HOST, port), 1).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the server did not start; see web.log") from None
            time.sleep(0.05)
