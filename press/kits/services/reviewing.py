"""From a draft to a revision: written by some, read and approved by somebody else. What was read is what is approved:
every verb names the version of the draft that stood on its page."""

from collections.abc import Sequence
from datetime import datetime

from press.audit.services import SYSTEM, By, record
from press.db import db
from press.jobs.services import enqueue
from press.kits.errors import AlreadySeen, BaseMoved, DraftFaulty, DraftMoved, OneselfTwice
from press.kits.models import KitDraft, KitRevision
from press.kits.queries import authors_of, draft_of_revision
from press.kits.services import drafting
from press.kits.services.telling import PUBLISH
from press.kits.source.faults import Fault, Said
from press.kits.states import DraftState


def keep_faults(draft: KitDraft, faults: Sequence[Fault], *, version: int) -> bool:
    """Notes what a check of the draft's files found. False when they were changed while it ran."""
    drafting.lock(draft)
    if draft.version != version or draft.closed_at is not None:
        return False
    draft.faults = [_as_json(fault) for fault in faults]
    db.session.flush()
    return True


def submit(draft: KitDraft, *, version: int, by: By, at: datetime) -> None:
    """Hands the draft to a reviewer."""
    check_version(draft, version)
    _check_good(draft)
    drafting.move(draft, DraftState.IN_REVIEW)
    draft.submitted_at, draft.submitted_by_id = at, by.account_id
    draft.remark = ""
    _record("draft.submitted", draft, by, at)


def send_back(draft: KitDraft, *, version: int, remark: str, by: By, at: datetime) -> None:
    """Gives the draft back to its authors, with words."""
    check_version(draft, version)
    drafting.move(draft, DraftState.DRAFT)
    draft.approved_at = draft.approved_by_id = None
    draft.remark = remark
    _record("draft.sent_back", draft, by, at, remark=remark)


def approve(draft: KitDraft, *, version: int, by: By, at: datetime) -> None:
    """Approves what was read; the worker publishes it. Raises OneselfTwice for its authors."""
    check_version(draft, version)
    if draft.state is not DraftState.IN_REVIEW:
        raise DraftMoved
    if by.account_id is None or by.account_id in authors_of(draft):
        raise OneselfTwice
    draft.emergency = False
    _approve(draft, by, at)
    _record("draft.approved", draft, by, at)


def publish_in_emergency(draft: KitDraft, *, version: int, reason: str, by: By, at: datetime) -> None:
    """Publishes without a second pair of eyes. The revision is flagged until somebody else approves it."""
    check_version(draft, version)
    draft.emergency = True
    _approve(draft, by, at)
    _record("draft.emergency", draft, by, at, reason=reason)


def go_on(draft: KitDraft, *, version: int, by: By, at: datetime) -> None:
    """Says that this draft replaces the revision that was published after it was begun."""
    check_version(draft, version)
    if draft.state is not DraftState.DRAFT:
        drafting.move(draft, DraftState.DRAFT)
    was, draft.base_number = draft.base_number, draft.kit.current_number
    draft.faults = None
    draft.version += 1
    _record("draft.went_on", draft, by, at, was=was)


def refuse(draft: KitDraft, faults: Sequence[Fault], *, at: datetime) -> None:
    """What the worker could not publish goes back to its authors, with the reasons."""
    drafting.move(draft, DraftState.DRAFT)
    draft.approved_at = draft.approved_by_id = None
    draft.faults = [_as_json(fault) for fault in faults]
    _record("draft.sent_back", draft, SYSTEM, at, faults=[str(fault) for fault in faults])


def published(draft: KitDraft, revision_number: int, *, at: datetime) -> None:
    """Ends a draft with the revision that was made of it."""
    drafting.move(draft, DraftState.PUBLISHED)
    draft.revision_number, draft.closed_at = revision_number, at
    db.session.flush()


def approve_revision(revision: KitRevision, *, by: By, at: datetime) -> None:
    """A second person has read what was published by one alone. Raises AlreadySeen, OneselfTwice."""
    db.session.refresh(revision, with_for_update={"of": KitRevision})
    if not revision.waits_for_eyes:
        raise AlreadySeen
    draft = draft_of_revision(revision)
    if by.account_id is None or (draft and by.account_id in authors_of(draft) | {draft.approved_by_id}):
        raise OneselfTwice
    revision.approved_at, revision.approved_by_id = at, by.account_id
    record("revision.approved", f"kit:{revision.kit.slug}", by=by, at=at, revision=revision.number)
    db.session.flush()


def is_erroneous(draft: KitDraft) -> bool:
    """Whether the last check found faults that are more than warnings; an unchecked draft is none to be approved."""
    return draft.faults is None or any(not fault["is_warning"] for fault in draft.faults)


def check_version(draft: KitDraft, version: int) -> None:
    """Locks the draft, if it is as it was on the page. Raises DraftMoved."""
    drafting.lock(draft)
    if draft.version != version or draft.closed_at is not None:
        raise DraftMoved


def _check_good(draft: KitDraft) -> None:
    if draft.base_number != draft.kit.current_number:
        raise BaseMoved
    if is_erroneous(draft):
        raise DraftFaulty


def _approve(draft: KitDraft, by: By, at: datetime) -> None:
    _check_good(draft)
    drafting.move(draft, DraftState.APPROVED)
    draft.approved_at, draft.approved_by_id = at, by.account_id
    draft.remark = ""
    enqueue(PUBLISH, {"draft_id": draft.id}, at=at)


def _record(action: str, draft: KitDraft, by: By, at: datetime, **details: object) -> None:
    record(action, f"kit:{draft.kit.slug}", by=by, at=at, draft=draft.id, version=draft.version, **details)
    db.session.flush()


def _as_json(fault: Fault) -> dict[str, object]:
    said: dict[str, object] = {
        "file": fault.file,
        "line": fault.line,
        "message": str(fault.message),
        "is_warning": fault.warning,
        "release": fault.release,
        "place": list(fault.place),
    }
    if isinstance(fault.message, Said):
        said |= {"msgid": fault.message.msgid, "values": fault.message.values}
    return said
