"""As whom a drill asks. Where the event has somebody of the kind, it is that person, as the database knows them now;
else somebody made up, who is nowhere kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, select

from press.accounts.actor import Actor, Grant
from press.accounts.login import standing_in
from press.accounts.models import Account
from press.accounts.states import Role, Strength
from press.accreditation.models import Application, Credential
from press.accreditation.queries import is_credentialed
from press.accreditation.states import ApplicationState
from press.db import db
from press.distribution.drill.canaries import Canaries
from press.distribution.drill.walking import Sight
from press.distribution.queries import reading_as
from press.kits.models import Kit
from press.kits.queries import Reader

NOBODYS_NUMBER = 0  # no account has it
MOST_LOOKED_AT = 50


@dataclass(frozen=True)
class Player:
    """Somebody whom the drill plays. `reader` is None where the database says what this person is to the kit."""

    name: str
    actor: Actor | None = None
    reader: Reader | None = None
    is_accredited: bool = False
    has_undertaken: bool = False
    is_staff: bool = False

    @contextmanager
    def playing(self) -> Iterator[None]:
        """Within, requests come from this person."""
        with standing_in(self.actor), reading_as(self.reader):
            yield

    @property
    def is_made_up(self) -> bool:
        return self.actor is not None and self.actor.account_id == NOBODYS_NUMBER

    def sight(self, *, whole: Canaries, public: Canaries, lifted: bool, available: bool) -> Sight:
        """What this person may find, before the lift or from it on. `available`: it can be read before its lift."""
        early = self.is_staff or (self.has_undertaken and available)
        if early or (self.is_accredited and lifted):
            return Sight(whole, told=True, whole=True)
        return Sight(public if lifted else {}, told=self.is_accredited)


def players(kit: Kit) -> list[Player]:
    """Everybody whom the drill plays for this kit. Who has accepted nothing, or everything, is not left to chance: the
    accredited are given by what they are to the kit."""
    plain = Reader(credentialed=True)
    undertaken = replace(plain, undertaken=frozenset({kit.id}))
    accredited = _credentialed(kit) or _made_up("accredited")
    return [
        Player("anonymous"),
        Player("pending", _applicant(kit) or _made_up("pending")),
        Player("accredited", accredited, plain, is_accredited=True),
        Player("undertaken", accredited, undertaken, is_accredited=True, has_undertaken=True),
        Player("revoked", _revoked(kit) or _made_up("revoked")),
        Player("staff", _made_up("editor", (Role.EDITOR, kit.event_id)), is_accredited=True, is_staff=True),
    ]


def has_changed(player: Player, event_id: int) -> bool:
    """Whether somebody real has become something else since they were found, such as accredited: what they were
    expected to find is then no longer due to them."""
    if player.actor is None or player.is_made_up or player.reader is not None:
        return False
    account = db.session.get(Account, player.actor.account_id)
    credentialed = is_credentialed(player.actor.account_id, event_id)
    return account is None or bool(account.grants) or credentialed is not player.is_accredited


def _applicant(kit: Kit) -> Actor | None:
    """Somebody who has applied and has no answer yet."""
    waiting = [ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW]
    query = select(Application.account_id).where(Application.event_id == kit.event_id, Application.state.in_(waiting))
    return _first(query.order_by(Application.id.desc()), kit, credentialed=False)


def _credentialed(kit: Kit) -> Actor | None:
    query = select(Credential.account_id).where(Credential.event_id == kit.event_id, Credential.revoked_at.is_(None))
    return _first(query.order_by(Credential.id.desc()), kit, credentialed=True)


def _revoked(kit: Kit) -> Actor | None:
    query = select(Credential.account_id).where(Credential.event_id == kit.event_id, Credential.revoked_at.is_not(None))
    return _first(query.order_by(Credential.id.desc()), kit, credentialed=False)


def _first(query: Select[Any], kit: Kit, *, credentialed: bool) -> Actor | None:
    for account_id in db.session.scalars(query.limit(MOST_LOOKED_AT)):
        account = db.session.get(Account, account_id)
        if account and not account.grants and is_credentialed(account.id, kit.event_id) is credentialed:
            return _actor(account.id, account.email, account.name)
    return None


def _made_up(name: str, *grants: Grant) -> Actor:
    return _actor(NOBODYS_NUMBER, f"{name}@drill.invalid", name, *grants)


def _actor(account_id: int, email: str, name: str, *grants: Grant) -> Actor:
    return Actor(
        account_id=account_id,
        email=email,
        name=name,
        locale=None,
        grants=frozenset(grants),
        strength=Strength.SECOND_FACTOR if grants else Strength.LINK,
        session_id=0,
        session_token="",
        has_second_factor=bool(grants),
        second_factor_needed=False,
    )
