"""The audit, from the command line."""

import re

import click
from flask import Flask
from flask.cli import AppGroup

from press.audit.queries import walk_chain

audit = AppGroup("audit", help="Who decided what.")
_HEAD = re.compile(r"[0-9a-f]{64}")


def _head(_context: click.Context, _option: click.Parameter, typed: str) -> str:
    head = typed.strip().lower()
    if typed and not _HEAD.fullmatch(head):
        raise click.BadParameter("a head has 64 hexadecimal digits")
    return head


@audit.command("verify")
@click.option("--expect", default="", metavar="HEAD", callback=_head, help="A head that was written down earlier.")
def verify(expect: str) -> None:
    """Check that no entry was changed, removed, put in or moved. What was cut off the end is found with --expect."""
    chain = walk_chain(expect)
    if chain.broken_at is not None:
        raise click.ClickException(
            f"entry {chain.broken_at} does not fit: {chain.fault}. The {chain.entries} entries before it are whole."
        )
    if expect and chain.expected_at is None:
        raise click.ClickException(
            f"{chain.entries} entries, each fits the one before it, head {chain.head}; but the expected head is not "
            "among them: entries were cut off the end, or the chain was written anew"
        )
    since = f"; the expected head is that of the first {chain.expected_at}" if expect else ""
    click.echo(f"{chain.entries} entries, chain whole, head {chain.head}{since}")


def init_app(app: Flask) -> None:
    app.cli.add_command(audit)
