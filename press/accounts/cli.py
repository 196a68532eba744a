"""Staff, from the command line."""

import sys

import click
from email_validator import EmailNotValidError
from flask import Flask
from flask.cli import AppGroup

from press.accounts.services.staff import add_staff
from press.accounts.states import Role
from press.audit.services import COMMAND_LINE
from press.clock import now
from press.db import db_transaction
from press.errors import Invalid
from press.web.fields import normal_email

accounts = AppGroup("accounts", help="People who sign in.")


@accounts.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--name", default="", help="The name that others see.")
@click.option("--password-stdin", is_flag=True, required=True, help="Read the password from standard input.")
def add(email: str, role: str, name: str, password_stdin: bool) -> None:
    """Add a member of staff, or give an existing one a role and a new password."""
    password = sys.stdin.readline().rstrip("\n")
    try:
        with db_transaction():
            add_staff(
                email=normal_email(email),
                name=name,
                role=Role(role),
                password=password,
                by=COMMAND_LINE,
                at=now(),
            )
    except (EmailNotValidError, Invalid) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{email}: {role}")


def init_app(app: Flask) -> None:
    app.cli.add_command(accounts)
