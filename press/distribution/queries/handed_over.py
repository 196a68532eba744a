"""Sealed copies of kits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, union
from sqlalchemy.orm import joinedload

from press.audit.queries import entries_about
from press.db import db
from press.distribution.models import Download, HandOver, Notice, NoticeReceipt
from press.distribution.states import HandOverState
from press.kits.errors import KitNotFound
from press.kits.models import Asset, AssetRevision, Kit

_IN_STORE = (HandOverState.WAITING, HandOverState.MADE)


@dataclass(frozen=True)
class Taken:
    """Somebody took a sealed copy along: its number, the kit's name in addresses, who, and when."""

    number: int
    kit: str
    by: str
    at: datetime


def hand_overs_of(kit: Kit) -> Sequence[HandOver]:
    """Every sealed copy of the kit that was asked for, the newest first."""
    return db.session.scalars(
        select(HandOver)
        .options(joinedload(HandOver.asked_by))
        .where(HandOver.kit_id == kit.id)
        .order_by(HandOver.asked_at.desc(), HandOver.id.desc())
    ).all()


def hand_over_of(kit: Kit, number: int) -> HandOver:
    """One of them. Raises KitNotFound."""
    found = db.session.get(HandOver, number)
    if found is None or found.kit_id != kit.id:
        raise KitNotFound
    return found


def locked_hand_over(number: int) -> HandOver:
    """The row, locked and as it is now."""
    return db.session.get_one(HandOver, number, with_for_update={"of": HandOver}, populate_existing=True)


def named_copies(account_id: int, *, for_update: bool = False) -> Sequence[HandOver]:
    """Copies with names of every kit in whose logs this person stands, that lie in the store or are being made."""
    query = _naming(account_id).where(HandOver.state.in_(_IN_STORE))
    if for_update:
        query = query.with_for_update(of=HandOver).execution_options(populate_existing=True)
    return db.session.scalars(query).all()


def over_after_retention(at: datetime) -> list[int]:
    """Copies with names whose time is over."""
    named = select(HandOver).where(HandOver.with_names, HandOver.state == HandOverState.MADE)
    return [made.id for made in db.session.scalars(named) if made.keep_until <= at]


def removed_sums() -> Sequence[str]:
    """The SHA-256 of every copy that may no longer be in the store."""
    return db.session.scalars(select(HandOver.sha256).where(HandOver.state == HandOverState.REMOVED)).all()


def taken_naming(account_id: int) -> list[Taken]:
    """Who took a copy along in which this person may stand, whether it still lies in the store or not, oldest first."""
    return _taken(db.session.scalars(_naming(account_id)).all())


def taken_of(kit: Kit) -> dict[int, list[Taken]]:
    """Who took the kit's copies with names along, by the copy's number."""
    found: dict[int, list[Taken]] = {}
    for one in _taken([made for made in hand_overs_of(kit) if made.with_names]):
        found.setdefault(one.number, []).append(one)
    return found


def _taken(copies: Sequence[HandOver]) -> list[Taken]:
    kits = {made.id: made.kit.slug for made in copies}
    subjects = [f"kit:{slug}" for slug in sorted(set(kits.values()))]
    acts = entries_about(*subjects, action="hand_over.taken") if kits else ()
    return [
        Taken(act.details["hand_over"], kits[act.details["hand_over"]], act.actor, act.at)
        for act in acts
        if act.details["hand_over"] in kits
    ]


def _naming(account_id: int) -> Select[HandOver]:
    downloaded = (
        select(Asset.kit_id)
        .join(AssetRevision, AssetRevision.asset_id == Asset.id)
        .join(Download, Download.asset_revision_id == AssetRevision.id)
        .where(Download.account_id == account_id)
    )
    told = (
        select(Notice.kit_id)
        .join(NoticeReceipt, NoticeReceipt.notice_id == Notice.id)
        .where(NoticeReceipt.account_id == account_id)
    )
    kits = union(downloaded, told).subquery()
    return select(HandOver).where(HandOver.with_names, HandOver.kit_id.in_(select(kits.c.kit_id))).order_by(HandOver.id)
