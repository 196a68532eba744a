"""Corrections: a release that was published, also under embargo, changes only with a note that its readers see."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from press.audit.services import By
from press.db import db
from press.kits.models import Correction, KitDraft, KitRevision, Release, ReleaseText
from press.kits.queries import draft_file, ended_releases, revision_numbered
from press.kits.services import drafting, reviewing
from press.kits.services.telling import tell_holders
from press.kits.source.changelog import BETWEEN, CHANGELOG, ChangeNote, new_notes, with_note
from press.kits.source.faults import N_, Fault, KitFaults
from press.kits.source.model import SourceKit, SourceText
from press.kits.states import EndingKind


def faults_against(source: SourceKit, current: KitRevision, *, at: datetime) -> list[Fault]:
    """What this folder may not do to the releases that are published: change one without a word, leave one out as if
    it had never been, or bring back one that has ended. A kit that has not opened to anybody may still lose one."""
    left_out = _left_out(source, current) if current.kit.available_from <= at else ()
    return [*_brought_back(source, current), *left_out, *_unexplained(source, current)]


def changed_releases(source: SourceKit, current: KitRevision) -> dict[str, str]:
    """The releases that read otherwise in this folder than in the revision that holds, each with the first language in
    which it does; a new translation of one takes nothing back."""
    new = {(release.slug, text.language): text for release in source.releases for text in release.texts}
    slugs = {release.slug for release in source.releases}
    changed: dict[str, str] = {}
    for held in _texts(current):
        slug, language = held.release.slug, held.language
        if slug in slugs and _differs(held, new.get((slug, language))):
            changed.setdefault(slug, language)
    return changed


def note_for(slug: str, source: SourceKit, current: KitRevision) -> ChangeNote | None:
    """Why this release changes: its own new line in CHANGELOG.md, else one that names no release."""
    fresh = new_notes(source.changelog_md, current.changelog_md)
    if not current.changelog_md and current.changelog_html:  # what it said then was not kept
        fresh = [note for note in fresh if note.release]
    own = [note for note in fresh if note.release == slug]
    return next(iter(own or [note for note in fresh if note.release is None]), None)


def add_corrections(source: SourceKit, before: KitRevision, revision: KitRevision, *, at: datetime) -> list[str]:
    """Keeps the note of every release that this revision changed, and has its holders told. Returns the releases."""
    releases = {one.slug: one for one in db.session.scalars(select(Release).where(Release.kit_id == revision.kit_id))}
    changed = list(changed_releases(source, before))
    for slug in changed:
        note = note_for(slug, source, before)
        if note is None:
            raise KitFaults(list(_unexplained(source, before)))
        correction = Correction(release=releases[slug], kit_revision=revision, note_th=note.th, note_en=note.en, at=at)
        db.session.add(correction)
        db.session.flush()
        tell_holders(revision.kit_id, "corrected", correction.id, at=at)
    return changed


def explain(draft: KitDraft, release: str, note_th: str, note_en: str, *, version: int, by: By, at: datetime) -> None:
    """Writes the note of a correction into the draft's CHANGELOG.md. Raises DraftMoved when the draft is no longer as
    its writer saw it."""
    reviewing.check_version(draft, version)
    file = draft_file(draft.id, CHANGELOG)
    base = revision_numbered(draft.kit_id, draft.base_number)
    text = with_note(
        (file.text or "") if file else "",
        release,
        _one_part(note_th),
        _one_part(note_en),
        before=base.changelog_md if base else "",
        at=at,
    )
    drafting.write_text(draft, CHANGELOG, text, seen=file.version if file else 0, by=by, at=at)


def _one_part(note: str) -> str:
    """A note that cannot be taken for two."""
    return " ".join(note.replace(BETWEEN.strip(), "-").split())


def _brought_back(source: SourceKit, current: KitRevision) -> Iterator[Fault]:
    ended = ended_releases(current.kit_id)
    for release in source.releases:
        if release.slug in ended:
            kind = ended[release.slug].kind
            withdrawn = N_("%(slug)s was withdrawn, and does not come back: publish a new release", slug=release.slug)
            killed = N_("%(slug)s was killed, and does not come back: publish a new release", slug=release.slug)
            words = killed if kind is EndingKind.KILLED else withdrawn
            yield Fault("kit.toml", source.releases_line, words, place=("releases",))


def _left_out(source: SourceKit, current: KitRevision) -> Iterator[Fault]:
    named = {release.slug for release in source.releases} | ended_releases(current.kit_id).keys()
    for slug in sorted({text.release.slug for text in _texts(current)} - named):
        words = N_(
            "%(slug)s is published: withdraw it in the studio, so that readers learn that it is taken back", slug=slug
        )
        yield Fault("kit.toml", source.releases_line, words, place=("releases",))


def _unexplained(source: SourceKit, current: KitRevision) -> Iterator[Fault]:
    for slug, language in changed_releases(source, current).items():
        note = note_for(slug, source, current)
        if note is None:
            message = f"reads otherwise than published: say why in {CHANGELOG}, as - `{slug}` ไทย{BETWEEN}English"
            yield Fault(f"releases/{slug}/{language}.md", 1, message, release=slug)
        elif not note.is_complete:
            message = f"the note on {slug} needs both languages, as - `{slug}` ไทย{BETWEEN}English"
            yield Fault(CHANGELOG, note.line, message, release=slug)


def _texts(revision: KitRevision) -> list[ReleaseText]:
    return list(
        db.session.scalars(
            select(ReleaseText)
            .where(ReleaseText.kit_revision_id == revision.id)
            .order_by(ReleaseText.position, ReleaseText.language)
        )
    )


def _differs(held: ReleaseText, new: SourceText | None) -> bool:
    return new is None or not held.reads_as(new)
