"""Handing a kit over: asked for by somebody, made by the worker, taken along by those who may."""

from datetime import datetime

from press.audit.services import SYSTEM, By, record
from press.db import db
from press.distribution.models import HandOver
from press.distribution.states import HandOverState
from press.jobs.services import enqueue
from press.kits.models import Kit

JOB = "distribution.hand_over"


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


def finish(made: HandOver, *, sha256: str, size: int, at: datetime) -> None:
    """It lies in the store. The audit keeps its sum, so that a copy can be proven untouched later."""
    made.state, made.made_at, made.fault = HandOverState.MADE, at, ""
    made.sha256, made.size = sha256, size
    record("hand_over.made", f"kit:{made.kit.slug}", by=SYSTEM, at=at, hand_over=made.id, sha256=sha256, size=size)


def note_fault(made: HandOver, fault: str, *, final: bool) -> None:
    """A try that did not succeed; `final`: there will be no other."""
    made.fault = fault
    if final:
        made.state = HandOverState.FAILED
    db.session.flush()


def note_taken(made: HandOver, *, by: By, at: datetime) -> None:
    """Somebody takes the sealed kit along."""
    subject = f"kit:{made.kit.slug}"
    record("hand_over.taken", subject, by=by, at=at, hand_over=made.id, with_names=made.with_names, sha256=made.sha256)
