"""Events, from the command line."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from press.audit.services import COMMAND_LINE
from press.clock import now
from press.db import db_transaction
from press.events.errors import ContactMissing, EditedInBrowser, EventFileFault
from press.events.services import load_event
from press.events.source import read_event_file

events = AppGroup("events", help="Events.")


@events.command("load")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--keep-open", is_flag=True, help="Take applications although the event's day is past.")
@click.option("--overwrite", is_flag=True, help="Although the event was edited in the browser since.")
@click.option(
    "--data-protection-email",
    "stand_in",
    default="",
    metavar="ADDRESS",
    help="With --keep-open: the data-protection contact while there is none, for trying the product.",
)
def load(file: Path, keep_open: bool, overwrite: bool, stand_in: str) -> None:
    """Make the event of a TOML file, or bring it up to date, and open it."""
    if stand_in and not keep_open:
        raise click.UsageError("--data-protection-email is for trying the product: it goes with --keep-open.")
    try:
        columns = read_event_file(file)
        with db_transaction():
            changed = load_event(
                columns, kept_open=keep_open, stand_in=stand_in, overwrite=overwrite, by=COMMAND_LINE, at=now()
            )
    except EventFileFault as error:
        raise click.ClickException(error.message) from error
    except ContactMissing as error:
        raise click.ClickException(
            f"{file}: an event does not open without a data-protection contact: name an email or a phone "
            "under [data_protection]"
        ) from error
    except EditedInBrowser:
        click.echo(f"{columns['slug']}: edited in the browser, left alone (--overwrite takes the file's settings)")
        return
    click.echo(f"{columns['slug']}: {'loaded' if changed else 'nothing to change'}")


def init_app(app: Flask) -> None:
    app.cli.add_command(events)
