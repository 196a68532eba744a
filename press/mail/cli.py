"""The outbox's command."""

import click
from flask import Flask
from flask.cli import AppGroup

from press.jobs.worker import run_until_idle
from press.mail.outbox import JOB

mail = AppGroup("mail", help="The outbox.")


@mail.command("deliver")
def deliver() -> None:
    """One pass over the outbox: try every mail that is due."""
    click.echo(f"{run_until_idle((JOB,))} tried")


def init_app(app: Flask) -> None:
    app.cli.add_command(mail)
