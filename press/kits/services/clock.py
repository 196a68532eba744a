"""The kit's two clocks. Later holds from the same second on; earlier, or now, waits for a second person. Once the kit
has lifted both stand.

Whoever holds something of the kit is told of every move of the embargo, and the worker makes a revision whose folder
says the new time."""

from datetime import datetime

from flask_babel import gettext as _

from press.audit.services import By, record
from press.db import db
from press.jobs.services import enqueue
from press.kits.errors import (
    ClockMoved,
    ClockPassed,
    ClockStands,
    EmbargoPutBack,
    MoveWaits,
    OneselfTwice,
    OpensAfterLift,
)
from press.kits.models import EmbargoChange, Kit
from press.kits.queries import lock_kit, waiting_move
from press.kits.services.telling import FOLLOW, tell_holders
from press.kits.states import Clock, EmbargoMove
from press.web.language import short_moment

COLUMNS = {Clock.OPENING: "available_from", Clock.EMBARGO: "embargo_until"}


def move_clock(kit: Kit, which: Clock, *, to: datetime, reason: str, by: By, at: datetime) -> EmbargoChange:
    """Moves a clock, or asks for it. Raises ClockStands when it stands there already, ClockPassed when an earlier
    opening is asked for and the kit has opened, MoveWaits when another move waits for somebody, OpensAfterLift when the
    kit would open after its lift, EmbargoPutBack when it has lifted."""
    lock_kit(kit.slug)
    check_not_lifted(kit, at)
    before: datetime = getattr(kit, COLUMNS[which])
    if to == before:
        raise ClockStands
    _check_order(kit, which, to)
    if to < before <= at:
        raise ClockPassed
    if to < before and waiting_move(kit.id) is not None:
        raise MoveWaits
    change = EmbargoChange(
        kit=kit, clock=which, before=before, after=to, reason=reason, state=EmbargoMove.WAITING, asked_at=at
    )
    change.asked_by_id = by.account_id
    db.session.add(change)
    if to > before:
        _refuse_waiting(kit, change, by=by, at=at)
        _move(change, to, by=by, at=at)
    else:
        record("kit.move_asked", f"kit:{kit.slug}", by=by, at=at, **_said(change))
    db.session.flush()
    return change


def decide_move(change: EmbargoChange, *, accept: bool, by: By, at: datetime) -> None:
    """A second person's word on a move to an earlier time. Whoever asked may take it back, but not grant it. Raises
    ClockMoved when somebody has decided already, OneselfTwice, and when the clock has run out by itself, so that "now"
    would be later than that: EmbargoPutBack of a lift, ClockPassed of an opening."""
    kit = change.kit
    lock_kit(kit.slug)
    db.session.refresh(change)
    if change.state is not EmbargoMove.WAITING:
        raise ClockMoved
    if not accept:
        _refuse(change, by=by, at=at)
        return
    check_not_lifted(kit, at)
    if by.account_id == change.asked_by_id:
        raise OneselfTwice
    if getattr(kit, COLUMNS[change.clock]) <= at:
        raise ClockPassed
    # "Now" means the second of the second person's word, not that of the wish.
    _move(change, max(change.after, at.replace(microsecond=0)), by=by, at=at)


def check_not_lifted(kit: Kit, at: datetime) -> None:
    """Raises EmbargoPutBack, with words for the person, when readers have had the kit."""
    if kit.has_lifted(at):
        words = _(
            "This kit lifted on %(moment)s, and an embargo cannot be put back. What has to go is withdrawn: "
            "withdraw or kill a release, or withdraw a file.",
            moment=short_moment(kit.lift, seconds=True),
        )
        raise EmbargoPutBack(words)


def follow_folder(kit: Kit, to: datetime, *, by: By, at: datetime) -> None:
    """A folder that is being published says another embargo; it can only be a later one. Those who hold the kit are
    told as of any other move."""
    if to == kit.embargo_until:
        return
    change = EmbargoChange(
        kit=kit,
        clock=Clock.EMBARGO,
        before=kit.embargo_until,
        after=to,
        reason="kit.toml",
        state=EmbargoMove.DONE,
        asked_at=at,
        asked_by_id=by.account_id,
        decided_at=at,
        decided_by_id=by.account_id,
    )
    db.session.add(change)
    _refuse_waiting(kit, change, by=by, at=at)
    db.session.flush()
    tell_holders(kit.id, "embargo_moved", change.id, at=at)


def _check_order(kit: Kit, which: Clock, to: datetime) -> None:
    if which is Clock.OPENING and to > kit.embargo_until:
        raise OpensAfterLift


def _move(change: EmbargoChange, to: datetime, *, by: By, at: datetime) -> None:
    kit = change.kit
    change.after, change.state = to, EmbargoMove.DONE
    change.decided_at, change.decided_by_id = at, by.account_id
    setattr(kit, COLUMNS[change.clock], to)
    kit.available_from = min(kit.available_from, kit.embargo_until)  # what is lifted is open
    record("kit.clock_moved", f"kit:{kit.slug}", by=by, at=at, **_said(change))
    if change.clock is Clock.EMBARGO:
        tell_holders(kit.id, "embargo_moved", change.id, at=at)
    enqueue(FOLLOW, {"kit_id": kit.id}, at=at)
    db.session.flush()


def _refuse_waiting(kit: Kit, but: EmbargoChange, *, by: By, at: datetime) -> None:
    """A move that waits was asked of a clock that has gone on since."""
    db.session.flush()
    waiting = waiting_move(kit.id)
    if waiting is not None and waiting is not but and waiting.clock is but.clock:
        _refuse(waiting, by=by, at=at)


def _refuse(change: EmbargoChange, *, by: By, at: datetime) -> None:
    change.state = EmbargoMove.REFUSED
    change.decided_at, change.decided_by_id = at, by.account_id
    record("kit.move_refused", f"kit:{change.kit.slug}", by=by, at=at, **_said(change))
    db.session.flush()


def _said(change: EmbargoChange) -> dict[str, str]:
    return {
        "clock": change.clock,
        "before": change.before.isoformat(),
        "after": change.after.isoformat(),
        "reason": change.reason,
    }
