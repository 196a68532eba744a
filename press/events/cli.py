"""Events, from the command line."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from press.audit.services import COMMAND_LINE
from press.clock import now
from press.db import db_transaction
from press.events.errors import EventFileFault
from press.events.services import load_event
from press.events.source import read_event_file

events = AppGroup("events", help="Events.")


@events.command("load")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--keep-open", is_flag=True, help="Take applications although the event's day is past.")
def load(file: Path, keep_open: bool) -> None:
    """Make the event of a TOML file, or bring it up to date, and open it."""
    try:
        columns = read_event_file(file)
        with db_transaction():
            changed = load_event(columns, kept_open=keep_open, by=COMMAND_LINE, at=now())
    except EventFileFault as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{columns['slug']}: {'loaded' if changed else 'nothing to change'}")


def init_app(app: Flask) -> None:
    app.cli.add_command(events)
