"""The registry, from the command line."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from press.audit.services import COMMAND_LINE
from press.clock import now
from press.db import db_transaction
from press.outlets.errors import OutletFileFault
from press.outlets.files import export_csv, import_csv

outlets = AppGroup("outlets", help="The registry of outlets.")


@outlets.command("import")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
def import_(file: Path) -> None:
    """Add the outlets of a CSV file; rows that are known already change nothing."""
    try:
        with db_transaction():
            added, known = import_csv(file.read_text("utf-8-sig"), by=COMMAND_LINE, at=now())
    except (OutletFileFault, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file}: {error}") from error
    click.echo(f"{added} added, {known} known already")


@outlets.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write the registry as CSV, with a BOM so that Excel reads the Thai."""
    file.write_text(export_csv(), "utf-8-sig")
    click.echo(f"written to {file}")


def init_app(app: Flask) -> None:
    app.cli.add_command(outlets)
