"""A kit, sealed: everything that it ever was in one zip, with sums over every member and the heads of its logs.

The same rows give the same bytes, but for the moment in the manifest. One chunk of a file is in memory at a time; the
zip itself lies in a temporary file until it is in the store."""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from sqlalchemy import select

from press.accounts.models import Account
from press.accreditation.models import Application
from press.audit.queries import entries_about, head_of_chain
from press.clock import BANGKOK
from press.db import db
from press.distribution.models import Download, HandOver, Notice, NoticeReceipt
from press.distribution.queries.holding import latest_applications
from press.kits.models import (
    Asset,
    AssetRevision,
    Correction,
    EmbargoChange,
    Kit,
    KitRevision,
    Release,
    ReleaseEnding,
    RevisionFile,
)
from press.kits.zips import CHUNK, EARLIEST
from press.outlets.models import Outlet
from press.outlets.states import OutletState
from press.storage.keys import content_key
from press.storage.store import ObjectStore
from press.web.spreadsheet import csv_file

_DISK = "/var/tmp"  # noqa: S108 - a file without a name is made there
_LARGE = 2**31 - 1  # bytes; a larger member is announced as such
Row = Sequence[Any]


@dataclass(frozen=True)
class Stored:
    """A member whose bytes lie in the store."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Plan:
    """What will be in the zip: files of the store, and what is written for it."""

    stored: tuple[Stored, ...]
    written: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Sealed:
    """The zip in a temporary file, and what proves it. Size in bytes, SHA-256 in hex."""

    file: BinaryIO
    sha256: str
    size: int


def plan(hand_over: HandOver, *, at: datetime) -> Plan:
    """Reads everything that the zip needs from the database."""
    kit = hand_over.kit
    stored = (*_folders(kit), *_published(kit))
    logs = (
        ("log/downloads.csv", _csv(_downloads(kit, hand_over.with_names))),
        ("log/corrections.csv", _csv(_corrections(kit))),
        ("log/embargo.csv", _csv(_embargo(kit))),
        ("log/notices.csv", _csv(_notices(kit, hand_over.with_names))),
        ("log/audit.jsonl", _audit(kit)),
    )
    return Plan(stored, (*logs, ("manifest.json", _manifest(hand_over, stored, at))))


@contextmanager
def sealed(plan: Plan, store: ObjectStore) -> Iterator[Sealed]:
    """The zip of a plan, until the end of the `with`. No transaction is needed. Raises StorageUnavailable,
    ObjectNotFound."""
    with tempfile.TemporaryFile(prefix="press-hand-over-", dir=_roomy()) as file:
        sums = []
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            for member in plan.stored:
                with store.get(content_key(member.sha256)) as held:
                    sums.append((member.name, _add(archive, member.name, held.chunks, held.size)))
            for name, body in plan.written:
                sums.append((name, _add(archive, name, [body], len(body))))
            lines = "".join(f"{digest}  {name}\n" for name, digest in sums).encode()
            _add(archive, "SHA256SUMS.txt", [lines], len(lines))
        size = file.tell()
        yield Sealed(file, _sum_of(file), size)


def _roomy() -> str | None:
    """Where a zip of gigabytes may lie: /tmp is memory on many systems, /var/tmp is not. None: as TMPDIR says."""
    return _DISK if "TMPDIR" not in os.environ and os.access(_DISK, os.W_OK) else None


def _add(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes], size: int) -> str:
    info = zipfile.ZipInfo(name, EARLIEST)
    info.create_system = 3  # Unix, on whatever system this runs
    info.external_attr = 0o644 << 16
    digest = hashlib.sha256()
    with archive.open(info, "w", force_zip64=size > _LARGE) as place:
        for chunk in chunks:
            digest.update(chunk)
            place.write(chunk)
    return digest.hexdigest()


def _sum_of(file: Any) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _folders(kit: Kit) -> Iterator[Stored]:
    """The folder of every revision, as it was."""
    rows = db.session.execute(
        select(KitRevision.number, RevisionFile.path, RevisionFile.sha256, RevisionFile.size)
        .join(RevisionFile, RevisionFile.kit_revision_id == KitRevision.id)
        .where(KitRevision.kit_id == kit.id)
        .order_by(KitRevision.number, RevisionFile.path)
    )
    for number, path, sha256, size in rows:
        yield Stored(f"revisions/{number:04}/{path}", sha256, size)


def _published(kit: Kit) -> Iterator[Stored]:
    """Every file that readers could have, in every version."""
    rows = db.session.execute(
        select(Asset.ref, AssetRevision)
        .join(AssetRevision, AssetRevision.asset_id == Asset.id)
        .where(Asset.kit_id == kit.id)
        .order_by(Asset.id, AssetRevision.number)
    )
    for ref, held in rows:
        yield Stored(f"published/{ref}/{held.number}/{held.file_name}", held.sha256, held.size)


def _downloads(kit: Kit, with_names: bool) -> Iterator[Row]:
    """Who took what: by outlet, and by name only where it was asked for."""
    people = latest_applications(kit.event_id)
    yield ("at", "file", "version", "outlet", *(("name", "email") if with_names else ()))
    rows = db.session.execute(
        select(Download.at, Asset.path, AssetRevision.number, Application, Outlet, Account.email)
        .join(AssetRevision, AssetRevision.id == Download.asset_revision_id)
        .join(Asset, Asset.id == AssetRevision.asset_id)
        .outerjoin(Account, Account.id == Download.account_id)
        .outerjoin(people, people.c.account_id == Download.account_id)
        .outerjoin(Application, Application.id == people.c.application_id)
        .outerjoin(Outlet, Outlet.id == Application.outlet_id)
        .where(Asset.kit_id == kit.id)
        .order_by(Download.at, Download.id)
    )
    for at, path, number, application, outlet, email in rows:
        name = (application.name("en") if application else "", email or "") if with_names else ()
        yield (_moment(at), path, number, _outlet(application, outlet, with_names), *name)


def _corrections(kit: Kit) -> Iterator[Row]:
    yield ("at", "release", "what", "revision", "note_th", "note_en")
    corrected = db.session.execute(
        select(Correction, Release.slug, KitRevision.number)
        .join(Release, Release.id == Correction.release_id)
        .join(KitRevision, KitRevision.id == Correction.kit_revision_id)
        .where(Release.kit_id == kit.id)
        .order_by(Correction.id)
    )
    for one, slug, number in corrected:
        yield (_moment(one.at), slug, "corrected", number, one.note_th, one.note_en)
    ended = db.session.execute(
        select(ReleaseEnding, Release.slug)
        .join(Release, Release.id == ReleaseEnding.release_id)
        .where(Release.kit_id == kit.id)
        .order_by(ReleaseEnding.id)
    )
    for ending, slug in ended:
        yield (_moment(ending.at), slug, ending.kind, "", ending.reason_th, ending.reason_en)


def _embargo(kit: Kit) -> Iterator[Row]:
    yield ("asked_at", "before", "after", "state", "decided_at", "reason")
    moves = db.session.scalars(
        select(EmbargoChange).where(EmbargoChange.kit_id == kit.id).order_by(EmbargoChange.asked_at, EmbargoChange.id)
    )
    for one in moves:
        moments = (_moment(one.asked_at), _moment(one.before), _moment(one.after))
        yield (*moments, one.state, _moment(one.decided_at), one.reason)


def _notices(kit: Kit, with_names: bool) -> Iterator[Row]:
    """Who was told and has seen it; as `_downloads`."""
    people = latest_applications(kit.event_id)
    yield ("notice", "kind", "outlet", "told", "seen", "telephoned", *(("name", "email") if with_names else ()))
    rows = db.session.execute(
        select(NoticeReceipt, Application, Outlet, Account.email)
        .join(Notice, Notice.id == NoticeReceipt.notice_id)
        .join(Account, Account.id == NoticeReceipt.account_id)
        .outerjoin(people, people.c.account_id == NoticeReceipt.account_id)
        .outerjoin(Application, Application.id == people.c.application_id)
        .outerjoin(Outlet, Outlet.id == Application.outlet_id)
        .where(Notice.kit_id == kit.id)
        .order_by(NoticeReceipt.id)
    )
    for receipt, application, outlet, email in rows:
        moments = (_moment(one) for one in (receipt.told_at, receipt.opened_at, receipt.telephoned_at))
        name = (application.name("en") if application else "", email) if with_names else ()
        brand = _outlet(application, outlet, with_names)
        yield (receipt.notice_id, receipt.notice.kind, brand, *moments, *name)


def _audit(kit: Kit) -> bytes:
    """What the audit says of the kit, one entry a line, with the hashes that tie them to the whole."""
    lines = []
    for entry in entries_about(f"kit:{kit.slug}"):
        said = {
            "id": entry.id,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),  # as the hash has it
            "actor_id": entry.actor_id,
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "details": entry.details,
            "previous": entry.previous,
            "hash": entry.hash,
        }
        lines.append(json.dumps(said, ensure_ascii=False, sort_keys=True) + "\n")
    return "".join(lines).encode()


def _manifest(hand_over: HandOver, stored: Sequence[Stored], at: datetime) -> bytes:
    entries, head = head_of_chain()
    said = {
        "hand_over": hand_over.id,  # so that no two are the same object in the store
        "kit": hand_over.kit.slug,
        "event": hand_over.kit.event.slug,
        "revision": hand_over.revision_number,
        "made_at": _moment(at),
        "with_names": hand_over.with_names,
        "audit": {"entries": entries, "head": head},
        "files": [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in stored],
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _csv(rows: Iterator[Row]) -> bytes:
    headings, *lines = (tuple(str(cell) for cell in row) for row in rows)
    return csv_file(headings, lines)


def _outlet(application: Application | None, outlet: Outlet | None, with_names: bool) -> str:
    """An outlet that officers know. What was merely typed may be a freelancer's own name: it counts as one."""
    if outlet is not None and outlet.state is not OutletState.PROPOSED:
        return outlet.name("en")
    return application.outlet_name if application and with_names else ""


def _moment(at: datetime | None) -> str:
    return at.astimezone(BANGKOK).isoformat(timespec="seconds") if at else ""
