"""The laptop's own secrets, made once and kept in `var/embedded.env`, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

FILE = "embedded.env"

APP_NAMES = ("SECRET_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
JWT_NAMES = (
    "WEED_JWT_SIGNING_KEY",
    "WEED_JWT_SIGNING_READ_KEY",
    "WEED_JWT_FILER_SIGNING_KEY",
    "WEED_JWT_FILER_SIGNING_READ_KEY",
)

_MAKERS: Mapping[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_hex(32),
    "AWS_ACCESS_KEY_ID": lambda: secrets.token_hex(10),
    "AWS_SECRET_ACCESS_KEY": lambda: secrets.token_hex(20),
    "OFFICER_PASSWORD": lambda: "-".join(secrets.token_hex(2) for _ in range(4)),
    **dict.fromkeys(JWT_NAMES, lambda: secrets.token_hex(32)),
}


@dataclass(frozen=True)
class Secrets:
    """What is kept, by the names of the environment."""

    values: Mapping[str, str]

    @property
    def officer_password(self) -> str:
        return self.values["OFFICER_PASSWORD"]

    @property
    def access_key(self) -> str:
        return self.values["AWS_ACCESS_KEY_ID"]

    @property
    def secret_access_key(self) -> str:
        return self.values["AWS_SECRET_ACCESS_KEY"]

    def for_app(self) -> dict[str, str]:
        """What the web and the worker need to know, and no more."""
        return {name: self.values[name] for name in APP_NAMES}

    def for_store(self) -> dict[str, str]:
        """The keys without which the store's inner ports would be open to everybody on this machine."""
        return {name: self.values[name] for name in JWT_NAMES}


def load_or_make(var: Path) -> Secrets:
    """Reads the secrets kept under `var`; makes the missing ones, and never changes one that is there."""
    private_folder(var)
    path = var / FILE
    kept = _read(path)
    missing = {name: make() for name, make in _MAKERS.items() if not kept.get(name)}
    if missing:
        with private_file(path) as file:
            file.writelines(f"{name}={value}\n" for name, value in missing.items())
    path.chmod(0o600)
    return Secrets({**kept, **missing})


def private_folder(path: Path) -> Path:
    """Makes a folder that its owner alone may enter."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def private_file(path: Path) -> TextIO:
    """Opens a file, for adding lines, that nobody else may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w")


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = (line.strip() for line in path.read_text().splitlines())
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}
