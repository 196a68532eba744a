"""The drill of a lift, from the command line."""

from contextvars import Context
from dataclasses import dataclass
from datetime import datetime, timedelta

import click
from flask import Flask, current_app

from press.clock import BANGKOK
from press.distribution.drill.canaries import Canaries, canaries_of
from press.distribution.drill.roles import Player, players
from press.distribution.drill.surfaces import Address, addresses_of
from press.distribution.drill.walking import Finding, walk
from press.kits.cli import kits
from press.kits.queries import current_revision, kit_row

SECOND = timedelta(seconds=1)
MOST_SHOWN = 20  # findings of one player at one moment
GREEN, RED = click.style("green", fg="green"), click.style("RED", fg="red", bold=True)


@dataclass(frozen=True)
class Drill:
    """Everything that a drill of one kit needs, read once."""

    title: str
    lift: datetime
    is_available: bool
    addresses: list[Address]
    whole: Canaries
    public: Canaries
    players: list[Player]


@kits.command("drill")
@click.argument("slug")
def drill(slug: str) -> None:
    """Ask for every address as everybody, a second before the lift, at it, and a second after. Changes nothing."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    base_url: str = app.extensions["press.config"].base_url
    with app.test_request_context(base_url=base_url):
        prepared = _prepared(app, slug)
    click.echo(f"{prepared.title}: lifts on {prepared.lift.astimezone(BANGKOK):%Y-%m-%d %H:%M:%S} Bangkok time")
    click.echo(f"{len(prepared.addresses)} addresses, {len(prepared.whole)} signs of the kit")
    wrong = 0
    for moment, name in ((-SECOND, "T-1 s"), (timedelta(), "T"), (SECOND, "T+1 s")):
        for player in prepared.players:
            # A context of its own, as a request has: what this command holds open is not to be seen by it.
            found = Context().run(_walked, app, prepared, player, prepared.lift + moment, base_url)
            _tell(player, name, found)
            wrong += len(found)
    if wrong:
        raise SystemExit(1)


def _prepared(app: Flask, slug: str) -> Drill:
    kit = kit_row(slug)
    revision = current_revision(kit.id) if kit else None
    if kit is None or revision is None:
        raise click.ClickException(f"there is no published kit {slug!r}")
    lift = max(kit.embargo_until, kit.available_from)
    return Drill(
        f"{slug}, revision {revision.number}",
        lift,
        kit.available_from < lift,
        addresses_of(app, kit, revision),
        *canaries_of(revision),
        players(kit),
    )


def _walked(app: Flask, prepared: Drill, player: Player, at: datetime, base_url: str) -> list[Finding]:
    sight = player.sight(
        whole=prepared.whole,
        public=prepared.public,
        lifted=at >= prepared.lift,
        available=prepared.is_available,
    )
    with player.playing():
        return walk(
            app.test_client(), prepared.addresses, canaries=prepared.whole, sight=sight, at=at, base_url=base_url
        )


def _tell(player: Player, moment: str, found: list[Finding]) -> None:
    who = player.name + (" (made up)" if player.is_made_up else "")
    click.echo(f"{moment:6} {who:24} {RED if found else GREEN}")
    for finding in found[:MOST_SHOWN]:
        click.echo(f"       {finding.request}: {finding.what}")
    if len(found) > MOST_SHOWN:
        click.echo(f"       and {len(found) - MOST_SHOWN} more")


def init_app(_app: Flask) -> None:
    """The command is one of the kits' own: importing this module adds it."""
