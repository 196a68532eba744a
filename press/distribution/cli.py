"""The drill of a lift, from the command line."""

from contextvars import Context
from dataclasses import dataclass
from datetime import datetime, timedelta

import click
from flask import Flask, current_app

from press.clock import BANGKOK
from press.distribution.drill.canaries import Canaries, canaries_of
from press.distribution.drill.roles import Player, has_changed, players
from press.distribution.drill.surfaces import Address, addresses_of, one_picture_of_each_kind
from press.distribution.drill.walking import Eyes, Finding, walk
from press.kits.cli import kits, no_kit
from press.kits.queries import current_revision, kit_row

SECOND = timedelta(seconds=1)
MOST_SHOWN = 20  # findings of one player at one moment
UNCLEAR = 3  # the answer of the command where it has to be run again
CHANGED = click.style("unclear", fg="yellow")
GREEN, RED = click.style("green", fg="green"), click.style("RED", fg="red", bold=True)


@dataclass(frozen=True)
class Drill:
    """Everything that a drill of one kit needs, read once. `known` are all addresses, `addresses` those to be asked."""

    title: str
    event_id: int
    lift: datetime
    is_available: bool
    known: list[Address]
    addresses: list[Address]
    whole: Canaries
    public: Canaries
    players: list[Player]


@kits.command("drill")
@click.argument("slug")
@click.option("--every-picture", is_flag=True, help="Not only one of each kind of those drawn from others.")
def drill(slug: str, every_picture: bool) -> None:
    """Ask for every address as everybody, a second before the lift, at it, and a second after. Changes nothing.

    Ends with 1 where something is red, and with 3 where somebody was approved or revoked meanwhile: run it again."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    base_url: str = app.extensions["press.config"].base_url
    with app.test_request_context(base_url=base_url):
        prepared = _prepared(app, slug, every_picture)
    click.echo(f"{prepared.title}: lifts on {prepared.lift.astimezone(BANGKOK):%Y-%m-%d %H:%M:%S} Bangkok time")
    click.echo(f"{_asked(prepared)}; {len(prepared.whole)} signs of the kit")
    eyes = Eyes(prepared.whole)
    wrong = unclear = 0
    for moment, name in ((-SECOND, "T-1 s"), (timedelta(), "T"), (SECOND, "T+1 s")):
        for player in prepared.players:
            # A context of its own, as a request has: what this command holds open is not to be seen by it.
            found = Context().run(_walked, app, prepared, player, eyes, prepared.lift + moment, base_url)
            changed = bool(found) and Context().run(_has_changed, app, player, prepared.event_id)
            _tell(player, name, found, changed)
            wrong += 0 if changed else len(found)
            unclear += changed
    if wrong or unclear:
        raise SystemExit(1 if wrong else UNCLEAR)


def _has_changed(app: Flask, player: Player, event_id: int) -> bool:
    with app.app_context():
        return has_changed(player, event_id)


def _asked(prepared: Drill) -> str:
    """What is asked for, in numbers."""
    pictures, all_pictures = (
        sum(one.picture is not None for one in addresses) for addresses in (prepared.addresses, prepared.known)
    )
    files = sum(one.is_file for one in prepared.addresses) - pictures
    pages = len(prepared.addresses) - files - pictures
    rule = "" if pictures == all_pictures else ", one for each format, audience, licence and end of rights"
    return f"{pages} pages, {files} files, and {pictures} of {all_pictures} pictures drawn from them{rule}"


def _prepared(app: Flask, slug: str, every_picture: bool) -> Drill:
    kit = kit_row(slug)
    revision = current_revision(kit.id) if kit else None
    if kit is None or revision is None:
        raise no_kit(slug)
    known = addresses_of(app, kit, revision)
    return Drill(
        f"{slug}, revision {revision.number}",
        kit.event_id,
        kit.lift,
        kit.available_from < kit.lift,
        known,
        known if every_picture else one_picture_of_each_kind(known),
        *canaries_of(revision),
        players(kit),
    )


def _walked(app: Flask, prepared: Drill, player: Player, eyes: Eyes, at: datetime, base_url: str) -> list[Finding]:
    sight = player.sight(
        whole=prepared.whole,
        public=prepared.public,
        lifted=at >= prepared.lift,
        available=prepared.is_available,
    )
    with player.playing():
        return walk(app.test_client(), prepared.addresses, eyes=eyes, sight=sight, at=at, base_url=base_url)


def _tell(player: Player, moment: str, found: list[Finding], changed: bool) -> None:
    who = player.name + (" (made up)" if player.is_made_up else "")
    if changed:
        click.echo(f"{moment:6} {who:24} {CHANGED}: this person has changed meanwhile, run it again")
        return
    click.echo(f"{moment:6} {who:24} {RED if found else GREEN}")
    for finding in found[:MOST_SHOWN]:
        click.echo(f"       {finding.request}: {finding.what}")
    if len(found) > MOST_SHOWN:
        click.echo(f"       and {len(found) - MOST_SHOWN} more")


def init_app(_app: Flask) -> None:
    """The command is one of the kits' own: importing this module adds it."""
