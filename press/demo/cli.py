"""Plausible data, from the command line."""

import click
from flask import Flask
from flask.cli import AppGroup

from press.accreditation.views.applying import PRIVACY_NOTICE_VERSION
from press.db import db_transaction
from press.demo.services import fill
from press.events.errors import EventNotFound
from press.events.queries import event_by_slug

demo = AppGroup("demo", help="Made-up data, for a first look.")
_MOST = 100_000


@demo.command("fill")
@click.argument("event")
@click.option("--applications", type=click.IntRange(1, _MOST), required=True, help="How many.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Another seed makes others.")
def fill_(event: str, applications: int, seed: int) -> None:
    """Put made-up applications, outlets and decisions into an event; the same for the same seed."""
    try:
        with db_transaction():
            found = event_by_slug(event)
            added = fill(found, count=applications, seed=seed, consent_version=PRIVACY_NOTICE_VERSION)
    except EventNotFound as error:
        raise click.ClickException(f"no event is called {event}") from error
    if added:
        click.echo(f"{event}: {added} made-up applications added")
    else:
        click.echo(f"{event}: nothing added, seed {seed} is there already; another --seed adds others")


def init_app(app: Flask) -> None:
    app.cli.add_command(demo)
