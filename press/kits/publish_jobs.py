"""The worker's part in a release's life: an approved draft becomes a revision, and a kit follows what was done to it
(a clock moved, a release taken back) with a revision whose folder and zips say so. Each bears being run twice, and a
store that is away only makes it wait."""

from dataclasses import dataclass
from typing import Any, NoReturn

from flask import Flask

from press.accounts.models import Account
from press.audit.services import COMMAND_LINE, SYSTEM, By
from press.clock import now
from press.db import db, db_transaction
from press.errors import Refusal
from press.jobs.services import GiveUp
from press.jobs.worker import handles
from press.kits.bundle import try_printing
from press.kits.errors import WrongClock
from press.kits.materials import Material, laid_out, materials_of
from press.kits.models import Kit, KitDraft
from press.kits.queries import current_revision, draft_files, folder_of, kit_row, lock_kit, open_draft_of
from press.kits.services import drafting, following, publishing, reviewing
from press.kits.services.telling import FOLLOW, PUBLISH
from press.kits.source.faults import N_, Fault, KitFaults
from press.kits.source.model import SourceKit
from press.kits.source.reader import read_kit
from press.kits.states import DraftState
from press.storage.errors import StorageUnavailable
from press.storage.store import ObjectStore, current_store


class ChangedMeanwhile(Exception):
    """What the worker read is no longer what stands there: it begins again."""


@dataclass(frozen=True)
class _Writing:
    """A draft as it is read outside a transaction."""

    id: int
    slug: str
    version: int
    state: DraftState
    base_is_current: bool
    materials: list[Material]


def check_draft(draft_id: int, store: ObjectStore) -> None:
    """Reads the draft's folder and keeps what is wrong with it. Opens its own transactions. Raises StorageUnavailable;
    a draft that is changed while it is read stays unchecked."""
    writing = _writing(draft_id)
    faults = _faults_of(writing, store)
    with db_transaction():
        reviewing.keep_faults(db.session.get_one(KitDraft, draft_id), faults, version=writing.version)


def publish_draft(payload: dict[str, Any]) -> None:
    """The job: the approved draft becomes the next revision, or goes back with the reasons."""
    writing = _writing(payload["draft_id"])
    if writing.state is not DraftState.APPROVED:
        return  # published by another worker, or sent back in the meantime
    try:
        with laid_out(writing.slug, writing.materials, current_store()) as folder:
            source, _warnings = read_kit(folder)
            _publish(writing, source)
    except KitFaults as refusal:
        _send_back(writing, refusal.faults)
    except WrongClock as refusal:
        _send_back(writing, [_clock_fault(source, refusal)])
    except StorageUnavailable:
        raise
    except Refusal as refusal:
        _send_back(writing, [Fault("kit.toml", 1, refusal.message)])


def follow(payload: dict[str, Any]) -> None:
    """The job: makes the revision that follows from an act, and carries it into the open draft. A folder that cannot be
    changed so stays as it is until somebody writes it otherwise: it is given up at once, with the reasons."""
    kit = db.session.get_one(Kit, payload["kit_id"])
    revision = current_revision(kit.id)
    if revision is None:
        return
    materials = materials_of(folder_of(revision.id))
    act = following.act_on(kit)
    slug, number = kit.slug, revision.number
    db.session.rollback()
    if not materials:
        raise GiveUp("the folder of this revision was not kept: publish it once more")
    store = current_store()
    with laid_out(slug, materials, store) as folder:
        try:
            following.amend(folder, act)
            source, _warnings = read_kit(folder)
            needed = publishing.needs_publishing(source, at=now())
        except KitFaults as refusal:
            _give_up(slug, number, refusal)
        db.session.rollback()
        if not needed:
            return
        kept = publishing.drawn_before(source, store)
        db.session.rollback()
        with publishing.stored(source, kept, store) as pieces, db_transaction():
            locked = lock_kit(slug)
            draft = open_draft_of(locked.id) if locked else None
            if draft is not None:
                drafting.lock(draft)  # rows come first, the audit's lock last
            if locked is None or locked.current_number != number or following.act_on(locked) != act:
                raise ChangedMeanwhile
            publishing.publish(source, pieces, by=SYSTEM, at=now())
            if draft is not None:
                following.carry_into_draft(draft, act, before=number, at=now())


def _give_up(slug: str, number: int, refusal: KitFaults) -> NoReturn:
    """Another folder than this revision's may do: then the job begins again with that one."""
    db.session.rollback()
    kit = kit_row(slug)
    if kit is None or kit.current_number != number:
        raise ChangedMeanwhile
    raise GiveUp("; ".join(map(str, refusal.faults))) from refusal


def _writing(draft_id: int) -> _Writing:
    draft = db.session.get_one(KitDraft, draft_id, populate_existing=True)
    writing = _Writing(
        id=draft.id,
        slug=draft.kit.slug,
        version=draft.version,
        state=draft.state,
        base_is_current=draft.base_number == draft.kit.current_number,
        materials=materials_of(draft_files(draft_id)),
    )
    db.session.rollback()
    return writing


def _faults_of(writing: _Writing, store: ObjectStore) -> list[Fault]:
    try:
        with laid_out(writing.slug, writing.materials, store) as folder:
            source, warnings = read_kit(folder)
        try_printing(source)
    except KitFaults as refusal:
        return refusal.faults
    try:
        publishing.check(source, at=now())
    except KitFaults as refusal:
        return [*refusal.faults, *warnings]
    except WrongClock as refusal:
        return [_clock_fault(source, refusal), *warnings]
    except Refusal as refusal:
        return [Fault("kit.toml", source.event_line, refusal.message), *warnings]
    finally:
        db.session.rollback()
    return warnings


def _clock_fault(source: SourceKit, refusal: WrongClock) -> Fault:
    return Fault("kit.toml", source.clock_lines[refusal.key], refusal.message, place=(refusal.key,))


def _publish(writing: _Writing, source: SourceKit) -> None:
    _wait_for_the_clock(source)
    publishing.needs_publishing(source, at=now())  # refused before anything is stored
    store = current_store()
    kept = publishing.drawn_before(source, store)
    db.session.rollback()
    with publishing.stored(source, kept, store) as pieces, db_transaction():
        lock_kit(writing.slug)  # in the same order as every other act: the kit, then its draft
        draft = db.session.get_one(KitDraft, writing.id)
        drafting.lock(draft)
        if (draft.version, draft.state) != (writing.version, DraftState.APPROVED):
            raise ChangedMeanwhile
        _wait_for_the_clock(source)
        if draft.base_number != draft.kit.current_number:
            raise KitFaults([_base_moved(draft)])
        at = now()
        revision = publishing.publish(source, pieces, by=_ordered_by(draft), at=at, emergency=draft.emergency)
        if revision is not None and not draft.emergency:
            revision.approved_at, revision.approved_by_id = draft.approved_at, draft.approved_by_id
        reviewing.published(draft, draft.kit.current_number, at=at)


def _wait_for_the_clock(source: SourceKit) -> None:
    """Somebody has moved the kit's clock, and this folder still says what the revision before said: published so, it
    would undo the move. `follow` brings the draft along first. Raises ChangedMeanwhile."""
    kit = kit_row(source.slug)
    revision = current_revision(kit.id) if kit else None
    for key in ("available_from", "embargo_until"):
        if revision is not None and getattr(source, key) == getattr(revision, key) != getattr(kit, key):
            raise ChangedMeanwhile


def _send_back(writing: _Writing, faults: list[Fault]) -> None:
    with db_transaction():
        draft = db.session.get_one(KitDraft, writing.id)
        drafting.lock(draft)
        if (draft.version, draft.state) == (writing.version, DraftState.APPROVED):
            reviewing.refuse(draft, faults, at=now())


def _base_moved(draft: KitDraft) -> Fault:
    words = N_("revision %(number)s was published after this draft was begun", number=draft.kit.current_number)
    return Fault("kit.toml", 1, words)


def _ordered_by(draft: KitDraft) -> By:
    account = db.session.get(Account, draft.approved_by_id) if draft.approved_by_id else None
    return By(account.id, account.name or account.email) if account else COMMAND_LINE


def init_app(app: Flask) -> None:
    handles(app, PUBLISH, publish_draft, is_long=True)
    handles(app, FOLLOW, follow, is_long=True)
