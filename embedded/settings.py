"""The settings of the service on one laptop: what `config.py` would otherwise be told by an operator."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from embedded.secrets import FILE, Secrets, load_or_make

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
PORT = 8000
S3_PORT = 8333
PORTS_FILE = "ports"
OFFICER = "officer@press.example"
EVENT = "smart-city-thailand-takeoff"
HOST = "127.0.0.1"


def environment(secrets: Secrets, *, port: int, s3_port: int) -> dict[str, str]:
    """What the web, the worker and the commands are told."""
    return {
        **secrets.for_app(),
        "BASE_URL": f"http://{HOST}:{port}",
        "S3_ENDPOINT_URL": f"http://{HOST}:{s3_port}",
        "S3_BUCKET": "press-desk",
        "S3_REGION": "us-east-1",
        "TRUSTED_HOSTS": f"{HOST},localhost",
        "REQUIRE_SECOND_FACTOR": "0",
        "PORT": str(port),
        "S3_PORT": str(s3_port),
    }


def adopt(environ: MutableMapping[str, str] = os.environ, var: Path = VAR) -> None:
    """Lets a command in another terminal speak to the service of this laptop.

    Does nothing where an operator has set SECRET_KEY, or where `make run` was never used.
    """
    if environ.get("SECRET_KEY") or not (var / FILE).exists():
        return
    port, s3_port = _last_ports(var)
    environ.update(environment(load_or_make(var), port=port, s3_port=s3_port))


def remember_ports(var: Path, *, port: int, s3_port: int) -> None:
    """Keeps the ports for `adopt`."""
    (var / PORTS_FILE).write_text(f"{port} {s3_port}\n")


def port_from(environ: Mapping[str, str], name: str, default: int) -> int:
    """A port that the user may move. Raises ValueError with words for the user."""
    text = environ.get(name, "").strip() or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ValueError(f"{name} must be a port between 1 and 65535, not {text!r}")
    return int(text)


def _last_ports(var: Path) -> tuple[int, int]:
    path = var / PORTS_FILE
    if not path.exists():
        return PORT, S3_PORT
    port, s3_port = path.read_text().split()
    return int(port), int(s3_port)
