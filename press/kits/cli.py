"""Kits, from the command line."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from press.audit.services import COMMAND_LINE
from press.clock import now
from press.db import db, db_transaction
from press.errors import Refusal
from press.kits.errors import EmbargoMovedEarlier, EventMissing
from press.kits.models import KitRevision
from press.kits.services import publishing
from press.kits.source.faults import Fault, KitFaults
from press.kits.source.model import SourceKit
from press.kits.source.reader import read_kit
from press.storage.errors import StorageUnavailable
from press.storage.store import current_store

kits = AppGroup("kits", help="Press kits.")
_folder = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))


@kits.command("check")
@_folder
def check(folder: Path) -> None:
    """Name every fault of a kit's folder."""
    kit = _read(folder)
    click.echo(f"{kit.slug}: {len(kit.releases)} releases, {sum(1 for _ in kit.files())} files, no faults")


@kits.command("publish")
@_folder
def publish(folder: Path) -> None:
    """Publish a kit's folder, whole or not at all; its embargo holds."""
    source = _read(folder)
    try:
        revision = _publish(source)
    except EventMissing as refusal:
        _tell(folder, [Fault("kit.toml", source.event_line, refusal.message)])
        raise SystemExit(1) from refusal
    except EmbargoMovedEarlier as refusal:
        _tell(folder, [Fault("kit.toml", source.embargo_line, refusal.message)])
        raise SystemExit(1) from refusal
    except KitFaults as refusal:
        _tell(folder, refusal.faults)
        raise SystemExit(1) from refusal
    except StorageUnavailable as refusal:
        raise click.ClickException(f"{refusal.message} Nothing was changed.") from refusal
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal
    if revision is None:
        click.echo(f"{source.slug}: nothing to change")
    else:
        click.echo(f"{source.slug}: revision {revision.number} published")


def _publish(source: SourceKit) -> KitRevision | None:
    needed = publishing.needs_publishing(source, at=now())
    db.session.rollback()  # nothing is held open while pictures are drawn and stored
    if not needed:
        return None
    store = current_store()
    store.ensure_bucket()
    with publishing.stored(source, store) as pieces, db_transaction():
        return publishing.publish(source, pieces, by=COMMAND_LINE, at=now(), emergency=True)


def _read(folder: Path) -> SourceKit:
    """The kit, after telling its warnings; with faults, tells them and ends with status 1."""
    try:
        kit, warnings = read_kit(folder)
    except KitFaults as refusal:
        _tell(folder, refusal.faults)
        raise SystemExit(1) from refusal
    _tell(folder, warnings)
    return kit


def _tell(folder: Path, faults: list[Fault]) -> None:
    for fault in faults:
        click.echo(str(fault.inside(str(folder))), err=True)


def init_app(app: Flask) -> None:
    app.cli.add_command(kits)
