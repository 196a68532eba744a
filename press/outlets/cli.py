"""The registry, from the command line."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import force_locale

from press.audit.services import COMMAND_LINE
from press.clock import BANGKOK, now
from press.db import db_transaction
from press.outlets.errors import OutletFileFault
from press.outlets.files import Plan, apply_plan, export_rows, plan_import, read_table, write_csv, write_xlsx

outlets = AppGroup("outlets", help="The registry of outlets.")
_WRITERS = {".csv": write_csv, ".xlsx": write_xlsx}


@outlets.command("import")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
def import_(file: Path, dry_run: bool) -> None:
    """Add and correct outlets by a CSV or XLSX file; all of it or, when a row is refused, nothing."""
    with force_locale("en"):
        try:
            with db_transaction():
                rows = read_table(file.read_bytes(), name=file.name)
                plan = plan_import(rows, today=now().astimezone(BANGKOK).date())
                if not dry_run and not plan.counts["refused"]:
                    apply_plan(plan, by=COMMAND_LINE, at=now())
        except OutletFileFault as fault:
            raise click.ClickException(f"{file}: {fault.message}") from fault
        _say(file, plan, dry_run=dry_run)


def _say(file: Path, plan: Plan, *, dry_run: bool) -> None:
    for row in plan.rows:
        if row.kind == "refused":
            click.echo(f"{file}:{row.line}: {row.why}", err=True)
    counts = plan.counts
    click.echo(
        f"{counts['new']} new, {counts['changed']} changed, {counts['same']} the same" + ", nothing done" * dry_run
    )
    if counts["refused"]:
        raise click.ClickException(f"{counts['refused']} refused: nothing was imported")


@outlets.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write the registry as CSV (with a BOM so that Excel reads the Thai) or XLSX, by the file's ending."""
    write = _WRITERS.get(file.suffix.lower())
    if write is None:
        raise click.ClickException(f"{file}: the name must end in .csv or .xlsx")
    file.write_bytes(write(export_rows()))
    click.echo(f"written to {file}")


def init_app(app: Flask) -> None:
    app.cli.add_command(outlets)
