"""Publishing a folder has two halves: first every object is stored, which may be done twice and harms nobody;
then one transaction makes the revision. A crash between them leaves objects that nothing names, and never a
row without its file."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from press.audit.services import By, record
from press.clock import BANGKOK
from press.db import db
from press.events.models import Event
from press.jobs.queries import left_to_do
from press.jobs.services import enqueue
from press.kits.bundle import Piece, bundled
from press.kits.errors import EmbargoMovedEarlier, EmbargoPutBack, EventMissing, FolderChanged
from press.kits.models import (
    Asset,
    AssetEntry,
    AssetRevision,
    Kit,
    KitRevision,
    LicenceText,
    LogoPack,
    Release,
    ReleaseText,
    RevisionFile,
)
from press.kits.queries import current_revision, kit_row, lock_kit
from press.kits.renditions import Kept
from press.kits.services import clock, correcting
from press.kits.services.telling import FOLLOW
from press.kits.source.faults import N_, Fault, KitFaults
from press.kits.source.model import Photograph, SourceKit
from press.storage.errors import WrongChecksum
from press.storage.keys import content_key
from press.storage.store import ObjectStore

_REF_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is read wrongly over the telephone
_AS_BYTES = "application/octet-stream"  # nobody is given these: they are published as pieces, with their own type
_REF_LENGTH = 12  # about 59 bits


def needs_publishing(source: SourceKit, *, at: datetime) -> bool:
    """Whether the folder holds anything else than what is published. Raises as `differs` does, and KitFaults when it
    changes a published release without a note, leaves one out, brings back one that has ended, or names another event
    than the kit's."""
    if not differs(source, at=at):
        return False
    check(source, at=at)
    return True


def differs(source: SourceKit, *, at: datetime) -> bool:
    """The same question of a folder that people will still review. Raises EventMissing when its event is not there,
    EmbargoMovedEarlier when it would bring forward the embargo, or an opening that is still to come, EmbargoPutBack
    when the embargo has lifted and the folder says a later one."""
    _event_of(source)
    published = _published(source)
    if published is None:
        return True
    if published.digest == source.digest:
        return False
    if source.embargo_until < published.kit.embargo_until:
        raise _earlier("embargo_until", published.kit.embargo_until, source.embargo_until)
    if at < published.kit.available_from and source.available_from < published.kit.available_from:
        raise _earlier("available_from", published.kit.available_from, source.available_from)
    if source.embargo_until > published.kit.embargo_until and published.kit.has_lifted(at):
        lift = published.kit.lift.astimezone(BANGKOK).isoformat(timespec="seconds")
        raise EmbargoPutBack(
            N_(
                "the kit lifted at %(lift)s, and what was published is published: its embargo cannot be put back. Take "
                "back in the studio what has to go, and make a kit of its own of what is new",
                lift=lift,
            )
        )
    return True


def _earlier(clock: str, before: datetime, now: datetime) -> EmbargoMovedEarlier:
    words = N_(
        "%(clock)s would move earlier, from %(before)s to %(now)s: publishing a folder never does that",
        clock=clock,
        before=before.isoformat(),
        now=now.isoformat(),
    )
    return EmbargoMovedEarlier(words, clock)


def check(source: SourceKit, *, at: datetime) -> None:
    """Everything that a folder which is good in itself may not do to what is published. Raises as
    `needs_publishing` does."""
    differs(source, at=at)
    kit = kit_row(source.slug)
    if kit is not None and kit.event_id != _event_of(source).id:
        words = N_("the kit is one of %(event)s, and stays there", event=kit.event.slug)
        raise KitFaults([Fault("kit.toml", source.event_line, words)])
    published = _published(source)
    if published is not None and (faults := correcting.faults_against(source, published, at=at)):
        raise KitFaults(faults)


@contextmanager
def stored(source: SourceKit, kept: dict[str, Kept], store: ObjectStore) -> Iterator[tuple[Piece, ...]]:
    """The kit's pieces, once the store has every object of theirs and of the folder. `kept`: what need not be
    drawn again (see `drawn_before`). Raises StorageUnavailable, FolderChanged."""
    with bundled(source, kept) as pieces:
        store_pieces(pieces, store)
        store_folder(source, store)
        yield pieces


def drawn_before(source: SourceKit, store: ObjectStore) -> dict[str, Kept]:
    """What was drawn for earlier revisions of this kit, by recipe."""
    rows = db.session.execute(
        select(AssetRevision.recipe, AssetRevision.sha256, AssetRevision.size)
        .join(Asset, Asset.id == AssetRevision.asset_id)
        .join(Kit, Kit.id == Asset.kit_id)
        .where(Kit.slug == source.slug, AssetRevision.recipe.is_not(None))
    )
    return {recipe: Kept(sha256, size, partial(_fetch, sha256, store)) for recipe, sha256, size in rows if recipe}


def _fetch(sha256: str, store: ObjectStore) -> bytes:
    with store.get(content_key(sha256)) as stored:
        return stored.read()


def store_pieces(pieces: Iterable[Piece], store: ObjectStore) -> int:
    """Puts every object that the store does not hold yet under its content's key. Returns how many were new.
    Raises StorageUnavailable, FolderChanged."""
    new = 0
    for piece in pieces:
        if piece.is_kept:
            continue
        with piece.open() as body:
            try:
                new += store.put(content_key(piece.sha256), body, content_type=piece.content_type, sha256=piece.sha256)
            except WrongChecksum as fault:
                raise FolderChanged(f"{piece.path} was changed while it was being read; publish again") from fault
    return new


def store_folder(source: SourceKit, store: ObjectStore) -> None:
    """Keeps the folder itself, file by file, so that what a revision was made of can be had again byte for byte.
    Raises StorageUnavailable, FolderChanged."""
    for file in source.folder:
        with file.path.open("rb") as body:
            try:
                store.put(content_key(file.sha256), body, content_type=_AS_BYTES, sha256=file.sha256)
            except WrongChecksum as fault:
                raise FolderChanged(f"{file.relative} was changed while it was being read; publish again") from fault


def publish(
    source: SourceKit, pieces: Iterable[Piece], *, by: By, at: datetime, emergency: bool = False
) -> KitRevision | None:
    """Makes the next revision of the kit of stored pieces, which holds from the commit on. None when
    another process has published the same folder in the meantime. `emergency`: nobody but its author has seen it.
    Raises as `needs_publishing` does."""
    kit = lock_kit(source.slug)
    if not needs_publishing(source, at=at):
        return None
    before = current_revision(kit.id) if kit else None
    if kit is None:
        kit = Kit(slug=source.slug, event_id=_event_of(source).id, current_number=0)
        db.session.add(kit)
    if before is not None:
        clock.follow_folder(kit, source.embargo_until, by=by, at=at)
    kit.available_from, kit.embargo_until = source.available_from, source.embargo_until
    kit.current_number += 1
    db.session.flush()
    revision = _revision(source, kit, by, at)
    revision.emergency = emergency
    _add_releases(source, kit, revision)
    _add_licences(source, revision)
    _add_logo_pack(source, revision)
    _add_folder(source, revision)
    changed = _add_pieces(pieces, kit, revision)
    corrected = correcting.add_corrections(source, before, revision, at=at) if before else []
    record(
        "kit.published",
        f"kit:{kit.slug}",
        by=by,
        at=at,
        revision=revision.number,
        digest=revision.digest,
        changed_files=changed,
        embargo_until=revision.embargo_until.isoformat(),
        emergency=emergency,
        corrected=corrected,
    )
    _follow_anew(kit, at)
    db.session.flush()
    return revision


def _follow_anew(kit: Kit, at: datetime) -> None:
    """The worker could not write into the folder what was done to the kit: with this one it may, or finds it there."""
    left = left_to_do((FOLLOW,), "kit_id", [kit.id]).get(kit.id)
    if left is not None and left.failed_at is not None:
        enqueue(FOLLOW, {"kit_id": kit.id}, at=at)


def _published(source: SourceKit) -> KitRevision | None:
    kit = kit_row(source.slug)
    return current_revision(kit.id) if kit else None


def _event_of(source: SourceKit) -> Event:
    event = db.session.scalar(select(Event).where(Event.slug == source.event))
    if event is None:
        words = N_("there is no event %(event)s yet: load it first (events load FILE)", event=repr(source.event))
        raise EventMissing(words)
    return event


def _revision(source: SourceKit, kit: Kit, by: By, at: datetime) -> KitRevision:
    revision = KitRevision(
        kit=kit,
        number=kit.current_number,
        digest=source.digest,
        title_th=source.title.th,
        title_en=source.title.en,
        summary_th=source.summary.th,
        summary_en=source.summary.en,
        audience=source.audience,
        available_from=source.available_from,
        embargo_until=source.embargo_until,
        licence=source.licence,
        contacts=[contact.as_json() for contact in source.contacts],
        quotes=[quote.as_json() for quote in source.quotes],
        changelog_html=source.changelog_html,
        changelog_md=source.changelog_md,
        published_at=at,
        published_by=by.name,
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def _add_releases(source: SourceKit, kit: Kit, revision: KitRevision) -> None:
    known = {one.slug: one for one in db.session.scalars(select(Release).where(Release.kit_id == kit.id))}
    for position, given in enumerate(source.releases):
        release = known.get(given.slug) or Release(kit_id=kit.id, slug=given.slug)
        for text in given.texts:
            columns = {name: getattr(text, name) for name in text.__dataclass_fields__}
            db.session.add(ReleaseText(kit_revision=revision, release=release, position=position, **columns))


def _add_licences(source: SourceKit, revision: KitRevision) -> None:
    for text in source.licences:
        db.session.add(
            LicenceText(
                kit_revision_id=revision.id,
                slug=text.slug,
                language=text.language,
                version=text.version,
                title=text.title,
                summary=text.summary,
                body_html=text.body_html,
                must_accept=text.must_accept,
            )
        )


def _add_folder(source: SourceKit, revision: KitRevision) -> None:
    for file in source.folder:
        db.session.add(
            RevisionFile(kit_revision_id=revision.id, path=file.relative, sha256=file.sha256, size=file.size)
        )


def _add_logo_pack(source: SourceKit, revision: KitRevision) -> None:
    if source.logo is None:
        return
    both = {
        "title": source.logo.title,
        "usage_title": source.logo.usage_title,
        "usage_html": source.logo.usage_html,
    }
    texts = {f"{name}_{language}": text.get(language) for name, text in both.items() for language in ("th", "en")}
    pack = LogoPack(kit_revision_id=revision.id, kind=source.logo.kind, sample=source.logo.sample, **texts)
    pack.guide = source.logo.guide.as_json()
    db.session.add(pack)


def _add_pieces(pieces: Iterable[Piece], kit: Kit, revision: KitRevision) -> int:
    """Enters every piece; returns how many have other bytes, or another name, than before."""
    known = {one.path: one for one in db.session.scalars(select(Asset).where(Asset.kit_id == kit.id))}
    db.session.flush()
    releases = {one.slug: one.id for one in db.session.scalars(select(Release).where(Release.kit_id == kit.id))}
    changed = 0
    for position, piece in enumerate(pieces):
        asset = known.get(piece.path) or _new_asset(piece, kit, known, releases)
        held, is_new = _asset_revision(asset, piece)
        changed += is_new
        rights = _rights(piece.photo) if piece.photo else {}
        db.session.add(
            AssetEntry(
                kit_revision=revision,
                asset_revision=held,
                position=position,
                **rights,
                audience=piece.audience,
                language=piece.language,
                layout=piece.layout,
                colour=piece.colour,
                title_th=piece.title.th,
                title_en=piece.title.en,
                alt_th=piece.alt.th,
                alt_en=piece.alt.en,
                credit=piece.credit,
                licence=piece.licence,
            )
        )
    return changed


def _rights(photo: Photograph) -> dict[str, Any]:
    return {
        "creator": photo.creator,
        "copyright_notice": photo.copyright_notice,
        "caption_th": photo.caption.th,
        "caption_en": photo.caption.en,
        "usable_until": photo.usable_until,
    }


def _new_asset(piece: Piece, kit: Kit, known: dict[str, Asset], releases: dict[str, int]) -> Asset:
    asset = Asset(
        kit_id=kit.id,
        path=piece.path,
        ref="".join(secrets.choice(_REF_ALPHABET) for _ in range(_REF_LENGTH)),
        kind=piece.kind,
        rendition_of_id=known[piece.rendition_of].id if piece.rendition_of else None,
        width=piece.width,
        release_id=releases[piece.release] if piece.release else None,
    )
    db.session.add(asset)
    db.session.flush()
    known[piece.path] = asset
    return asset


def _asset_revision(asset: Asset, piece: Piece) -> tuple[AssetRevision, bool]:
    """The asset's newest revision if it is this very file, else the next one, and whether it is new."""
    newest = db.session.scalar(
        select(AssetRevision).where(AssetRevision.asset_id == asset.id).order_by(AssetRevision.number.desc()).limit(1)
    )
    if newest and (newest.sha256, newest.file_name) == (piece.sha256, piece.name_in(newest.number)):
        newest.recipe = piece.recipe
        return newest, False
    number = newest.number + 1 if newest else 1
    made = AssetRevision(
        asset=asset,
        number=number,
        file_name=piece.name_in(number),
        ascii_name=piece.name_in(number) if piece.release else piece.ascii_name,
        content_type=piece.content_type,
        size=piece.size,
        sha256=piece.sha256,
        storage_key=content_key(piece.sha256),
        recipe=piece.recipe,
    )
    db.session.add(made)
    return made, True
