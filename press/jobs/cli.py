"""The worker's command."""

import click
from flask import Flask
from flask.cli import with_appcontext

from press.jobs.worker import run_forever


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Do what was left for later: mails and other jobs, until stopped."""
    run_forever()


def init_app(app: Flask) -> None:
    app.cli.add_command(worker)
