"""Fills a new installation, and leaves a filled one as it is: bucket, kit, event, officer.

Run by `embedded.run` beside the starting web, in a process of its own that then gives its memory back.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from flask import Flask

from config import ROOT, Config
from embedded.secrets import load_or_make
from embedded.settings import EVENT, OFFICER, VAR
from press.accounts.queries import account_by_email
from press.app import create_app
from press.storage.errors import StorageUnavailable
from press.storage.store import ObjectStore, current_store

FIRST_EVENT = ROOT / "events" / f"{EVENT}.toml"
STORE_SECONDS = 30


class PrepareFault(Exception):
    """A step of the preparation failed, with words for the user."""


def prepare(app: Flask) -> None:
    """Every step is safe to repeat. Raises PrepareFault."""
    with app.app_context():
        await_store(current_store())
    command(app, "events", "load", str(FIRST_EVENT), "--keep-open", "--data-protection-email", OFFICER)
    for kit in kit_folders(Path(app.extensions["press.config"].press_kits_dir)):
        command(app, "kits", "publish", str(kit), "--keep-studio")
    add_officer(app)


def await_store(store: ObjectStore) -> None:
    """Returns when the store answers a signed request and has its bucket. Raises PrepareFault."""
    deadline = time.monotonic() + STORE_SECONDS
    while True:
        try:
            return store.ensure_bucket()
        except StorageUnavailable as fault:
            if time.monotonic() > deadline:
                raise PrepareFault("The object store does not answer.") from fault
            time.sleep(0.1)


def kit_folders(folder: Path) -> list[Path]:
    """The kits that lie in the folder, in order of their names."""
    return sorted(manifest.parent for manifest in folder.glob("*/kit.toml"))


def add_officer(app: Flask) -> None:
    """Adds the officer of this laptop once: the password may have been changed since."""
    with app.app_context():
        if account_by_email(OFFICER):
            return
    password = load_or_make(VAR).officer_password
    for role in ("officer", "admin"):  # who tries the product on a laptop is the whole team
        arguments = ("accounts", "add", OFFICER, "--role", role, "--password-stdin")
        command(app, *arguments, given=password + "\n")


def command(app: Flask, *arguments: str, given: str = "") -> None:
    """Runs one `flask` command in this process."""
    done = app.test_cli_runner().invoke(args=list(arguments), input=given)
    if done.exit_code == 0:
        return
    fault = done.exception if not isinstance(done.exception, SystemExit) else ""
    raise PrepareFault(f"flask {' '.join(arguments)}\n{done.output}{fault or ''}")


def main() -> int:
    """Returns the exit status."""
    try:
        prepare(create_app(Config.from_environ()))
    except PrepareFault as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
