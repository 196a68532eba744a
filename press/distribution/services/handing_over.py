"""Handing a kit over: asked for by somebody, made by the worker, taken along by those who may. A copy with names is
kept for a time only."""

from collections.abc import Sequence
from datetime import datetime

from press.audit.services import SYSTEM, Act, By, record
from press.db import db
from press.distribution.models import HandOver
from press.distribution.states import HandOverState, RemovedFor
from press.jobs.services import enqueue
from press.kits.models import Kit

JOB = "distribution.hand_over"
REMOVE = "distribution.remove_hand_over"


def ask(kit: Kit, *, with_names: bool, by: By, at: datetime) -> HandOver:
    """Leaves it to the worker to seal the kit as it is then."""
    made = HandOver(
        kit=kit,
        state=HandOverState.WAITING,
        with_names=with_names,
        revision_number=kit.current_number,
        asked_at=at,
        asked_by_id=by.account_id,
    )
    db.session.add(made)
    db.session.flush()
    record("hand_over.asked", f"kit:{kit.slug}", by=by, at=at, hand_over=made.id, with_names=with_names)
    enqueue(JOB, {"hand_over_id": made.id}, at=at)
    return made


def begin(made: HandOver, *, sha256: str, size: int, at: datetime) -> None:
    """A zip is sealed and will be put into the store next. What an earlier try may have put there goes."""
    if made.sha256 not in ("", sha256):
        remove_object(made.sha256, at=at)
    made.sha256, made.size = sha256, size
    db.session.flush()


def finish(made: HandOver, *, at: datetime) -> None:
    """It lies in the store. The audit keeps its sum, so that a copy can be proven untouched later."""
    made.state, made.made_at, made.fault = HandOverState.MADE, at, ""
    made.removed_at = made.removed_for = None
    subject = f"kit:{made.kit.slug}"
    record("hand_over.made", subject, by=SYSTEM, at=at, hand_over=made.id, sha256=made.sha256, size=made.size)


def note_fault(made: HandOver, fault: str, *, final: bool, at: datetime) -> None:
    """A try that did not succeed; `final`: there will be no other. Call with the row locked: what another worker has
    made in the meantime stays."""
    if made.state is not HandOverState.WAITING:
        return
    made.fault = fault
    if final:
        made.state = HandOverState.FAILED
        if made.sha256:
            remove_object(made.sha256, at=at)
    db.session.flush()


def note_taken(made: HandOver, *, by: By, at: datetime) -> None:
    """Somebody takes the sealed kit along."""
    subject = f"kit:{made.kit.slug}"
    record("hand_over.taken", subject, by=by, at=at, hand_over=made.id, with_names=made.with_names, sha256=made.sha256)


def remove(copies: Sequence[HandOver], *, why: RemovedFor, by: By, at: datetime) -> list[Act]:
    """Takes copies with names out of the store, by jobs that are tried until it answers; one that is being made begins
    anew. Call with the rows locked. Returns what the audit is to say, for `record_many` once every other row is
    changed."""
    gone = [made for made in copies if made.state is HandOverState.MADE]
    for made in copies:
        made.removed_at, made.removed_for = at, why
    for made in gone:
        made.state = HandOverState.REMOVED
        remove_object(made.sha256, at=at)
    db.session.flush()
    return [
        Act("hand_over.removed", f"kit:{made.kit.slug}", by, at, {"hand_over": made.id, "why": why.value})
        for made in gone
    ]


def remove_object(sha256: str, *, at: datetime) -> None:
    """Leaves it to the worker to delete a sealed zip from the store."""
    enqueue(REMOVE, {"sha256": sha256}, at=at)
