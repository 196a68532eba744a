"""Raises what an officer should look at twice, and settles it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update

from press.accreditation.models import Application, Flag
from press.accreditation.states import SHOWN_TO_STAFF, ApplicationState, FlagKind
from press.audit.services import By, record
from press.db import db
from press.outlets.states import OutletState
from press.outlets.suggesting import look_alikes

MOST_OTHERS = 5  # a telephone that a whole newsroom shares says nothing about one person
_GAVE_UP = (
    ApplicationState.WITHDRAWN,
    ApplicationState.EXPIRED,
    ApplicationState.DECLINED,
    ApplicationState.REVOKED,
)
_Found = tuple[FlagKind, int | None]


def raise_flags(application: Application, *, at: datetime) -> None:
    """Compares the application with the others of its event, anew. What was settled stays settled. To be called by
    every verb that changes a name, the telephone or the outlet."""
    settled = _forget_unsettled(application)
    for kind, other in (*_others(application), *_outlet(application)):
        if (kind, other) in settled:
            continue
        db.session.add(Flag(application_id=application.id, other_id=other, kind=kind, raised_at=at))
        if other is not None and kind is not FlagKind.AGAIN:
            db.session.add(Flag(application_id=other, other_id=application.id, kind=kind, raised_at=at))
    db.session.flush()


def raise_all(event_id: int, *, at: datetime) -> int:
    """Compares all applications of an event by name and telephone in one go, for those that came before there were
    flags. Returns how many flags are new; again it is 0."""
    of_event = select(Application.id).where(Application.event_id == event_id)
    known = {
        (row.kind, row.application_id, row.other_id)
        for row in db.session.execute(
            select(Flag.kind, Flag.application_id, Flag.other_id).where(Flag.application_id.in_(of_event))
        )
    }
    raised = {
        (kind, one, other)
        for kind, together in _together(event_id)
        for one in together
        for other in together
        if one != other and len(together) <= MOST_OTHERS + 1
    } - known
    rows = [
        {"application_id": one, "other_id": other, "kind": kind, "raised_at": at} for kind, one, other in sorted(raised)
    ]
    if rows:
        db.session.execute(insert(Flag), rows)
    return len(rows)


def settle(application: Application, other: Application | None, *, by: By, at: datetime) -> None:
    """An officer looked at both: not the same person. Without another: the outlet is none of those it looks like.
    Again changes nothing."""
    changed = db.session.execute(
        update(Flag)
        .where(_between(application, other), Flag.settled_at.is_(None))
        .values(settled_at=at, settled_by=by.name)
    )
    if changed.rowcount:  # type: ignore[attr-defined]
        about = {"other": other.ref} if other else {}
        record("application.flag_settled", application.subject, by=by, at=at, **about)


def raise_same_photo(application: Application, others: Sequence[Application], *, at: datetime) -> None:
    """The picture handed in is the very one that these other people handed in."""
    for other in others[:MOST_OTHERS]:
        for one, two in ((application.id, other.id), (other.id, application.id)):
            known = select(Flag.id).where(
                Flag.application_id == one, Flag.other_id == two, Flag.kind == FlagKind.SAME_PHOTO
            )
            if db.session.scalar(known) is None:
                db.session.add(Flag(application_id=one, other_id=two, kind=FlagKind.SAME_PHOTO, raised_at=at))
    db.session.flush()


def _together(event_id: int) -> Iterator[tuple[FlagKind, list[int]]]:
    """Applications that share a name or a telephone."""
    kinds = {
        Application.person_key_th: FlagKind.SAME_NAME,
        Application.person_key_en: FlagKind.SAME_NAME,
        Application.phone_key: FlagKind.SAME_PHONE,
    }
    for column, kind in kinds.items():
        by_key: dict[str, list[int]] = defaultdict(list)
        rows = db.session.execute(
            select(column.label("key"), Application.id).where(
                Application.event_id == event_id, Application.state.in_(SHOWN_TO_STAFF), column != ""
            )
        )
        for row in rows:
            by_key[row.key].append(row.id)
        yield from ((kind, together) for together in by_key.values())


def _between(application: Application, other: Application | None) -> ColumnElement[bool]:
    if other is None:
        return and_(Flag.application_id == application.id, Flag.other_id.is_(None))
    return or_(
        and_(Flag.application_id == application.id, Flag.other_id == other.id),
        and_(Flag.application_id == other.id, Flag.other_id == application.id),
    )


def _forget_unsettled(application: Application) -> set[_Found]:
    either = or_(Flag.application_id == application.id, Flag.other_id == application.id)
    kept = or_(Flag.settled_at.is_not(None), Flag.kind == FlagKind.SAME_PHOTO)
    db.session.execute(delete(Flag).where(either, ~kept))
    rows = db.session.execute(
        select(Flag.kind, Flag.other_id).where(Flag.application_id == application.id, Flag.settled_at.is_not(None))
    )
    return {(row.kind, row.other_id) for row in rows}


def _others(application: Application) -> Iterator[_Found]:
    named = [
        column == key
        for column, key in (
            (Application.person_key_th, application.person_key_th),
            (Application.person_key_en, application.person_key_en),
        )
        if key
    ]
    if named:
        yield from _alike(application, FlagKind.SAME_NAME, or_(*named))
    if application.phone_key:
        yield from _alike(application, FlagKind.SAME_PHONE, Application.phone_key == application.phone_key)
    if application.account_id is not None:
        earlier = and_(Application.account_id == application.account_id, Application.state.in_(_GAVE_UP))
        yield from _alike(application, FlagKind.AGAIN, earlier)


def _alike(application: Application, kind: FlagKind, condition: ColumnElement[bool]) -> list[_Found]:
    """Others of this event. Where they are too many to mean anything there are none, and none any more."""
    others = select(Application.id).where(
        Application.event_id == application.event_id,
        Application.id != application.id,
        Application.state.in_(SHOWN_TO_STAFF),
        condition,
    )
    found = db.session.scalars(others.order_by(Application.id).limit(MOST_OTHERS + 1)).all()
    if len(found) <= MOST_OTHERS:
        return [(kind, other) for other in found]
    open_ones = (Flag.kind == kind, Flag.settled_at.is_(None))
    db.session.execute(delete(Flag).where(*open_ones, Flag.application_id.in_(others), Flag.other_id.in_(others)))
    return []


def _outlet(application: Application) -> Iterator[_Found]:
    outlet = application.outlet
    if outlet is None or outlet.state is not OutletState.PROPOSED:
        return
    if look_alikes(application.outlet_name, limit=1, but=outlet):
        yield FlagKind.LOOK_ALIKE, None
