"""Reports, from the command line."""

import json

import click
from flask import Flask
from flask.cli import AppGroup

from press.accreditation.queries import progress
from press.clock import now
from press.events.errors import EventNotFound
from press.events.queries import event_by_slug

reports = AppGroup("reports", help="Read-only figures.")


@reports.command("progress")
@click.argument("event")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with the names of the contract.")
def progress_(event: str, as_json: bool) -> None:
    """The counting ladder of an event."""
    try:
        figures = progress(event_by_slug(event), at=now()).as_json()
    except EventNotFound as error:
        raise click.ClickException(f"no event is called {event}") from error
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    by_medium = ", ".join(f"{count} {medium}" for medium, count in figures["by_medium"].items())
    click.echo(
        f"{figures['outlets']} of {figures['goal']} outlets ({figures['owners']} owners): {by_medium}; "
        f"{figures['thai']} Thai, {figures['foreign']} foreign; {figures['attended']} attended; "
        f"{figures['people']} people; {figures['self_declared']} self-declared, not counted"
    )


def init_app(app: Flask) -> None:
    app.cli.add_command(reports)
