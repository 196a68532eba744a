"""Outlets come into the registry, are checked and corrected."""

from dataclasses import asdict, dataclass
from datetime import datetime

from press.audit.services import By, record
from press.clock import BANGKOK
from press.db import db
from press.errors import Invalid
from press.outlets.errors import IllegalOutletMove
from press.outlets.models import Outlet, OwnMedium
from press.outlets.moves import check_version, move
from press.outlets.names import is_thai
from press.outlets.queries.finding import held_outlet, match
from press.outlets.services.naming import add_alias
from press.outlets.services.owning import set_owner
from press.outlets.states import Medium, OutletState


@dataclass(frozen=True)
class Facts:
    """What is known of an outlet, as an officer typed it. One name and the owner may be empty; `country` is the
    newsroom's, ISO 3166-1 alpha-2."""

    name_th: str
    name_en: str
    medium: Medium
    country: str
    owner: str


def propose(name: str, *, medium: Medium, country: str, by: By, at: datetime) -> Outlet:
    """The outlet that an applicant names: the one in the registry, or a new proposed one."""
    known = match(name, medium, country)
    if known is not None:
        return held_outlet(known.id)
    thai = is_thai(name)
    outlet = Outlet(
        name_th=name if thai else "",
        name_en="" if thai else name,
        medium=medium,
        country=country,
        state=OutletState.PROPOSED,
        created_at=at,
    )
    db.session.add(outlet)
    db.session.flush()
    add_alias(outlet, name, by=by, at=at)
    record("outlet.proposed", outlet.subject, by=by, at=at, name=name)
    return outlet


def add(facts: Facts, *, by: By, at: datetime) -> Outlet:
    """An officer adds an outlet by hand; it is not verified by that. Raises Invalid without a name."""
    _check_name(facts)
    outlet = Outlet(
        name_th="",
        name_en="",
        medium=facts.medium,
        country=facts.country,
        state=OutletState.UNVERIFIED,
        created_at=at,
    )
    db.session.add(outlet)
    db.session.flush()
    _keep(outlet, facts, by=by, at=at)
    record("outlet.added", outlet.subject, by=by, at=at, **_said(facts))
    return outlet


def edit(outlet: Outlet, facts: Facts, *, version: int, by: By, at: datetime) -> None:
    """Corrects what is known. Raises EditedMeanwhile for another version, Invalid without a name, IllegalOutletMove
    for a merged outlet."""
    check_version(outlet, version)
    if outlet.state is OutletState.MERGED:
        raise IllegalOutletMove
    _check_name(facts)
    if facts == facts_of(outlet):
        return
    _keep(outlet, facts, by=by, at=at)
    outlet.version += 1
    record("outlet.edited", outlet.subject, by=by, at=at, **_said(facts))


def verify(
    outlet: Outlet,
    *,
    name_th: str,
    name_en: str,
    medium: Medium,
    country: str,
    owner: str,
    how: str,
    by: By,
    at: datetime,
    version: int | None = None,
) -> None:
    """An officer has checked that this is an outlet, and says how. `owner` may be empty. Without `version`, whatever
    stands there is checked.

    Raises Invalid without a name or a word on how it was checked, IllegalOutletMove for a merged or blocked outlet,
    EditedMeanwhile for another version."""
    if version is not None:
        check_version(outlet, version)
    facts = Facts(name_th, name_en, medium, country, owner)
    _check_name(facts)
    if not how:
        raise Invalid("say how this outlet was checked")
    if outlet.state is not OutletState.VERIFIED:
        move(outlet, OutletState.VERIFIED)
    else:
        outlet.version += 1
    outlet.verified_at, outlet.verified_by, outlet.verified_how = at, by.name, how
    _keep(outlet, facts, by=by, at=at)
    record("outlet.verified", outlet.subject, by=by, at=at, how=how, medium=medium.value, country=country, owner=owner)


def set_own_medium(outlet: Outlet, *, event_id: int, own: bool, by: By, at: datetime) -> None:
    """Says whether this outlet is the organiser's or a partner's own medium: such a one is never counted."""
    known = db.session.get(OwnMedium, (event_id, outlet.id))
    if (known is not None) == own:
        return
    if known is None:
        db.session.add(OwnMedium(event_id=event_id, outlet_id=outlet.id))
    else:
        db.session.delete(known)
    db.session.flush()
    record("outlet.own_medium", outlet.subject, by=by, at=at, event=event_id, own=own)


def facts_of(outlet: Outlet) -> Facts:
    """What is known of it now."""
    owner = outlet.owner.name if outlet.owner else ""
    return Facts(outlet.name_th, outlet.name_en, outlet.medium, outlet.country, owner)


def _keep(outlet: Outlet, facts: Facts, *, by: By, at: datetime) -> None:
    outlet.name_th, outlet.name_en = facts.name_th, facts.name_en
    outlet.medium, outlet.country = facts.medium, facts.country
    set_owner(outlet, facts.owner, since=at.astimezone(BANGKOK).date(), by=by, at=at)
    for name in (facts.name_th, facts.name_en):
        add_alias(outlet, name, by=by, at=at)
    db.session.flush()


def _check_name(facts: Facts) -> None:
    if not (facts.name_th or facts.name_en):
        raise Invalid("an outlet needs a name in one language at least")


def _said(facts: Facts) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(facts).items()}
