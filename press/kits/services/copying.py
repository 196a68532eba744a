"""The next kit from one that is there: its folder under another name, for another event, as an open draft.

What the folder says of its own identity and times is written anew; what else holds of one year only is for people to
find, and `press.kits.yearly` shows them where it may stand."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import tomlkit
from sqlalchemy import select

from press.audit.services import By, record
from press.clock import BANGKOK
from press.db import db
from press.events.models import Event
from press.kits.errors import KitNameTaken, NothingKept
from press.kits.models import DraftFile, Kit, KitDraft, KitRevision, RevisionFile
from press.kits.queries import kit_row
from press.kits.services.drafting import new_draft
from press.kits.source.changelog import CHANGELOG, UNCHANGED
from press.kits.source.files import is_text_name
from press.storage.keys import content_key
from press.storage.store import ObjectStore


def kept_folder(kit: Kit) -> list[RevisionFile]:
    """The folder of the revision that holds. Raises NothingKept when there is none."""
    files = db.session.scalars(
        select(RevisionFile)
        .join(KitRevision, KitRevision.id == RevisionFile.kit_revision_id)
        .where(KitRevision.kit_id == kit.id, KitRevision.number == kit.current_number)
        .order_by(RevisionFile.path)
    ).all()
    if not files:
        raise NothingKept
    return list(files)


def texts_of(files: list[RevisionFile], store: ObjectStore) -> dict[str, str]:
    """What is written in a kept folder, by path. Waits for the store: call it outside a transaction that others wait
    for. Raises StorageUnavailable."""
    texts = {}
    for file in files:
        if is_text_name(file.path):
            with store.get(content_key(file.sha256)) as stored:
                texts[file.path] = stored.read().decode("utf-8")
    return texts


def copy_kit(
    source: Kit,
    files: list[RevisionFile],
    texts: Mapping[str, str],
    *,
    slug: str,
    event: Event,
    keep_releases: bool,
    by: By,
    at: datetime,
) -> KitDraft:
    """Makes the kit, which no reader sees before its first revision, and its draft. Both moments of its clock are the
    event's beginning. Raises KitNameTaken."""
    if kit_row(slug) is not None:
        raise KitNameTaken
    kit = Kit(slug=slug, event=event, current_number=0, available_from=event.starts_at, embargo_until=event.starts_at)
    db.session.add(kit)
    db.session.flush()
    draft = new_draft(kit, by=by, at=at)
    for file in files:
        if file.path.startswith("releases/") and not keep_releases:
            continue
        text = texts.get(file.path)
        if text is not None:
            text = _rewritten(file.path, text, source.slug, kit, keep_releases)
        _add(draft, file, text, by, at)
    record("kit.copied", f"kit:{slug}", by=by, at=at, source=source.slug, event=event.slug, releases=keep_releases)
    db.session.flush()
    return draft


def _rewritten(path: str, text: str, old: str, kit: Kit, keep_releases: bool) -> str:
    if path == CHANGELOG:
        return UNCHANGED
    return _manifest(text, old, kit, keep_releases) if path == "kit.toml" else text


def _manifest(text: str, old: str, kit: Kit, keep_releases: bool) -> str:
    """kit.toml with another identity and clock; comments and order stay."""
    document: Any = tomlkit.parse(text)
    document["id"], document["event"] = kit.slug, kit.event.slug
    for key in ("available_from", "embargo_until"):
        document[key] = kit.embargo_until.astimezone(BANGKOK)
    if not keep_releases:
        document["releases"] = []
    for offer in document.get("zips", []):
        if "file_name" in offer:
            offer["file_name"] = str(offer["file_name"]).replace(old, kit.slug)
    return tomlkit.dumps(document)


def _add(draft: KitDraft, file: RevisionFile, text: str | None, by: By, at: datetime) -> None:
    body = text.encode("utf-8") if text is not None else None
    db.session.add(
        DraftFile(
            draft_id=draft.id,
            path=file.path,
            sha256=sha256(body).hexdigest() if body is not None else file.sha256,
            size=len(body) if body is not None else file.size,
            text=text,
            version=1,
            changed_at=at,
            changed_by_id=by.account_id,
        )
    )
