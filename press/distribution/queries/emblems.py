"""Requests for emblems, read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased, joinedload

from press.accounts.models import Account
from press.db import db
from press.distribution.errors import EmblemRequestNotFound
from press.distribution.models import EmblemRequest
from press.distribution.states import EmblemState
from press.kits.models import Kit, KitRevision, LogoPack
from press.kits.queries import EmblemGrant, Reader, logo_pack_of, visible_emblem
from press.kits.states import MarkKind


def emblem_grants(account_id: int, event_id: int) -> tuple[EmblemGrant, ...]:
    """Which emblems of the event's kits this person was allowed to use, and when."""
    rows = db.session.execute(
        select(EmblemRequest.kit_id, EmblemRequest.valid_from, EmblemRequest.valid_until)
        .join(Kit, Kit.id == EmblemRequest.kit_id)
        .where(
            EmblemRequest.account_id == account_id,
            EmblemRequest.state == EmblemState.APPROVED,
            Kit.event_id == event_id,
        )
    )
    return tuple(EmblemGrant(kit_id, since, until) for kit_id, since, until in rows if since and until)


def own_emblem_requests(kit_id: int, account_id: int) -> Sequence[EmblemRequest]:
    """What this person asked of this kit, newest first."""
    return db.session.scalars(
        select(EmblemRequest)
        .where(EmblemRequest.kit_id == kit_id, EmblemRequest.account_id == account_id)
        .order_by(EmblemRequest.id.desc())
    ).all()


def emblem_requests_of(kit_id: int) -> Sequence[EmblemRequest]:
    """Every request for the emblem of this kit: those that wait first, then the newest."""
    waits = EmblemRequest.state == EmblemState.REQUESTED
    return db.session.scalars(
        select(EmblemRequest)
        .options(joinedload(EmblemRequest.account))
        .where(EmblemRequest.kit_id == kit_id)
        .order_by(waits.desc(), EmblemRequest.id.desc())
    ).all()


def emblem_request(kit_id: int, code: str, *, for_update: bool = False) -> EmblemRequest:
    """One request of this kit, for those who decide. Raises EmblemRequestNotFound."""
    query = select(EmblemRequest).where(EmblemRequest.kit_id == kit_id, EmblemRequest.code == code)
    found = db.session.scalar(query.with_for_update() if for_update else query)
    if found is None:
        raise EmblemRequestNotFound
    return found


def emblems_ending(before: datetime, *, kit_id: int | None = None, for_update: bool = False) -> Sequence[EmblemRequest]:
    """Approvals that end before a moment, or have ended without anybody telling their holders: the one that ends first
    comes first. Left out are those whose holders have asked once more and may use it for the same organisation until
    later, and those for what is no emblem any more."""
    later = aliased(EmblemRequest)
    renewed = exists().where(
        later.kit_id == EmblemRequest.kit_id,
        later.account_id == EmblemRequest.account_id,
        later.state == EmblemState.APPROVED,
        later.valid_until > EmblemRequest.valid_until,
        or_(
            later.organisation_th == EmblemRequest.organisation_th,
            later.organisation_en == EmblemRequest.organisation_en,
        ),
    )
    query = (
        select(EmblemRequest)
        .join(EmblemRequest.kit)
        .join(EmblemRequest.account)
        .join(KitRevision, (KitRevision.kit_id == Kit.id) & (KitRevision.number == Kit.current_number))
        .join(LogoPack, LogoPack.kit_revision_id == KitRevision.id)
        .where(
            EmblemRequest.state == EmblemState.APPROVED,
            EmblemRequest.valid_until <= before,
            EmblemRequest.end_told_at < EmblemRequest.valid_until,
            Account.disabled_at.is_(None),
            LogoPack.kind == MarkKind.CERTIFICATION_EMBLEM,
            ~renewed,
        )
        .order_by(EmblemRequest.valid_until, EmblemRequest.id)
    )
    if kit_id is not None:
        query = query.where(Kit.id == kit_id)
    return db.session.scalars(query.with_for_update(of=EmblemRequest) if for_update else query).all()


def granted_emblem(code: str, at: datetime) -> tuple[EmblemRequest, LogoPack]:
    """What anyone may know of an emblem under this code: it was granted once, and its kit has lifted. Whether it holds
    now, the request itself says. Raises EmblemRequestNotFound, KitNotFound."""
    found = db.session.scalar(
        select(EmblemRequest)
        .options(joinedload(EmblemRequest.kit))
        .where(EmblemRequest.code == code, EmblemRequest.valid_until.is_not(None))
    )
    if found is None:
        raise EmblemRequestNotFound
    pack = logo_pack_of(visible_emblem(found.kit.slug, Reader(), at))
    if pack is None:
        raise EmblemRequestNotFound
    return found, pack
