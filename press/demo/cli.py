"""Plausible data, from the command line."""

from datetime import datetime

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from press.accreditation.views.applying import PRIVACY_NOTICE_VERSION
from press.accreditation.views.blueprint import secret_key
from press.clock import now
from press.db import db_transaction
from press.demo.papers import Owner, hand_in
from press.demo.services import fill
from press.demo.show import show, story_ends_at
from press.events.errors import EventNotFound
from press.events.queries import event_by_slug
from press.storage.errors import StorageUnavailable
from press.storage.store import current_store

demo = AppGroup("demo", help="Made-up data, for a first look.")
_MOST = 100_000


@demo.command("fill")
@click.argument("event")
@click.option("--applications", type=click.IntRange(1, _MOST), required=True, help="How many.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Another seed makes others.")
@click.option("--bare", is_flag=True, help="Applications and decisions alone, dated by the event: for measuring.")
def fill_(event: str, applications: int, seed: int, bare: bool) -> None:
    """Put made-up applications, outlets and decisions into an event; the same for the same seed. One of everything
    that can become of an application is among them, with papers: for these the object store must be there."""
    at = now()
    # What the scenes mail names addresses of ours.
    with current_app.test_request_context():
        if not bare:
            _await_store()
        try:
            added, owners = _filled(event, applications, seed, bare, at)
        except EventNotFound as error:
            raise click.ClickException(f"no event is called {event}") from error
        if not added:
            click.echo(f"{event}: nothing added, seed {seed} is there already; another --seed adds others")
            return
        files = hand_in(owners, at=at)
    click.echo(f"{event}: {added} made-up applications added" + (f", with {files} sample papers" if files else ""))


def _filled(event: str, applications: int, seed: int, bare: bool, at: datetime) -> tuple[int, list[Owner]]:
    """How many applications were added, and whose papers are still to be handed in."""
    with db_transaction():
        found = event_by_slug(event)
        until = found.starts_at if bare else story_ends_at(found, at)
        filled = fill(found, count=applications, seed=seed, consent_version=PRIVACY_NOTICE_VERSION, until=until)
        if filled is None:
            return 0, []
        if bare:
            return len(filled.kept), []
        owners = show(
            found, filled, seed=seed, secret_key=secret_key(), consent_version=PRIVACY_NOTICE_VERSION, at=until
        )
        return len(filled.kept), owners


def _await_store() -> None:
    try:
        current_store().ping()
    except StorageUnavailable as error:
        raise click.ClickException(
            "the object store does not answer, and sample papers belong there: start it (make run), or use --bare"
        ) from error


def init_app(app: Flask) -> None:
    app.cli.add_command(demo)
