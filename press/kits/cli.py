"""Kits, from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from press.audit.services import COMMAND_LINE
from press.clock import BANGKOK, now
from press.db import db, db_transaction
from press.errors import Refusal
from press.kits.bundle import try_printing
from press.kits.errors import DraftChanged, EventMissing, WrongClock
from press.kits.models import KitRevision
from press.kits.queries import (
    Changes,
    changes_of,
    folder_of,
    kit_row,
    published_slugs,
    revision_numbered,
    was_published_from_studio,
)
from press.kits.services import exporting, importing, publishing
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
    with _told(folder, kit):
        try_printing(kit)
    click.echo(f"{kit.slug}: {len(kit.releases)} releases, {sum(1 for _ in kit.files())} files, no faults")


@kits.command("publish")
@_folder
@click.option("--draft", "as_draft", is_flag=True, help="Put it into the kit's draft, to be reviewed in the studio.")
@click.option("--overwrite", is_flag=True, help="With --draft: undo what others have done in the draft.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--keep-studio", is_flag=True, help="Leave a kit alone that was published from the studio.")
def publish(folder: Path, as_draft: bool, overwrite: bool, dry_run: bool, keep_studio: bool) -> None:
    """Publish a kit's folder, whole or not at all; its embargo holds."""
    source = _read(folder)
    with _told(folder, source):
        if keep_studio and was_published_from_studio(source.slug):
            click.echo(f"{source.slug}: left as it is, it was published from the studio")
        elif as_draft:
            _say(source, "in the draft, to be reviewed in the studio", _put_into_draft(source, overwrite))
        elif dry_run:
            _say(
                source,
                "this would change",
                changes_of(source) if publishing.needs_publishing(source, at=now()) else None,
            )
        else:
            revision, changes = _publish(source)
            _say(source, f"revision {revision.number} published" if revision else "", changes if revision else None)


@kits.command("export")
@click.argument("slug", metavar="KIT")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--revision", "number", type=click.IntRange(min=1), help="A former one; else the one that holds.")
def export(slug: str, folder: Path, number: int | None) -> None:
    """Write the folder that a kit was made of into DIR, byte for byte as it came."""
    kit = kit_row(slug)
    if kit is None or not kit.current_number:
        raise no_kit(slug)
    revision = revision_numbered(kit.id, number or kit.current_number)
    if revision is None:
        raise click.ClickException(f"{slug} has no revision {number}; the newest is {kit.current_number}")
    files = folder_of(revision.id)
    if not files:
        raise click.ClickException("its folder was not kept: it was published before folders were")
    try:
        exporting.export(files, folder, current_store())
    except (Refusal, OSError) as refusal:
        raise click.ClickException(f"{str(refusal).rstrip('.')}. Nothing was written.") from refusal
    click.echo(f"{slug}: revision {revision.number} written, {len(files)} files")
    if (kit.available_from, kit.embargo_until) != (revision.available_from, revision.embargo_until):
        click.echo(
            "warning: somebody has moved the kit's clock since: it says "
            f"{_moment(kit.embargo_until)}, this folder {_moment(revision.embargo_until)}",
            err=True,
        )


def no_kit(slug: str) -> click.ClickException:
    """Says that there is no published kit of this name, and which there are."""
    known = ", ".join(published_slugs())
    there_are = f"there are: {known}" if known else "none is published yet"
    return click.ClickException(f"there is no published kit {slug!r}; {there_are}")


def _publish(source: SourceKit) -> tuple[KitRevision | None, Changes]:
    store = current_store()
    needed, changes = publishing.needs_publishing(source, at=now()), changes_of(source)
    kept = publishing.drawn_before(source, store)
    db.session.rollback()  # nothing is held open while pictures are drawn and stored
    if not needed:
        return None, changes
    store.ensure_bucket()
    with publishing.stored(source, kept, store) as pieces, db_transaction():
        return publishing.publish(source, pieces, by=COMMAND_LINE, at=now(), emergency=True), changes


def _put_into_draft(source: SourceKit, overwrite: bool) -> Changes | None:
    store = current_store()
    store.ensure_bucket()
    publishing.store_folder(source, store)
    with db_transaction():
        done = importing.put_into_draft(source, store, overwrite=overwrite, by=COMMAND_LINE, at=now())
        return done[1] if done else None


def _say(source: SourceKit, done: str, changes: Changes | None) -> None:
    if changes is None:
        click.echo(f"{source.slug}: nothing to change")
        return
    click.echo(f"{source.slug}: {done}")
    for name in ("added", "changed", "removed"):
        for path in getattr(changes, name):
            click.echo(f"  {name:8} {path}")
    for slug, how in changes.releases:
        click.echo(f"  release  {slug}: {how}")
    for what, before, after in changes.times:
        click.echo(f"  {what}: {_moment(before)} → {_moment(after)}")


def _moment(at: datetime) -> str:
    return at.astimezone(BANGKOK).isoformat(timespec="seconds")


@contextmanager
def _told(folder: Path, source: SourceKit) -> Iterator[None]:
    """Tells refusals with their file and line where they have one, and ends with status 1."""
    try:
        yield
    except EventMissing as refusal:
        _tell(folder, [Fault("kit.toml", source.event_line, refusal.message)])
        raise SystemExit(1) from refusal
    except WrongClock as refusal:
        _tell(folder, [Fault("kit.toml", source.clock_lines[refusal.key], refusal.message)])
        raise SystemExit(1) from refusal
    except KitFaults as refusal:
        _tell(folder, refusal.faults)
        raise SystemExit(1) from refusal
    except DraftChanged as refusal:
        raise click.ClickException(f"{refusal.message}. With --overwrite the folder replaces it.") from refusal
    except StorageUnavailable as refusal:
        raise click.ClickException(f"{refusal.message} Nothing was changed.") from refusal
    except Refusal as refusal:
        raise click.ClickException(refusal.message) from refusal


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
