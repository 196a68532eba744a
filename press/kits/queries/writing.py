"""Reads of what is being written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from press.accounts.actor import Actor, Nobody
from press.accounts.rules import may_edit_kits_in
from press.db import db
from press.events.models import Event
from press.kits.models import DraftFile, DraftUpload, KitRevision, Release, RevisionFile
from press.kits.queries.kept import draft_file
from press.kits.source.facts import Fact, facts_in
from press.kits.source.files import is_text_name
from press.kits.source.parts import FACTS, KIT, LOGO, PARTS, release_path
from press.kits.source.texts import places_in
from press.kits.source.writing import read_written, values_of
from press.kits.states import Language
from press.uploads.models import Upload

LANGUAGES = (Language.TH, Language.EN)


def draft_text(draft_id: int, path: str) -> str:
    """The text of a file of the draft; empty when there is none."""
    file = draft_file(draft_id, path)
    return (file.text or "") if file else ""


def draft_version(draft_id: int, path: str) -> int:
    """Which version of a file stands there; 0 when there is none."""
    file = draft_file(draft_id, path)
    return file.version if file else 0


def manifest_of(draft_id: int) -> dict[str, Any]:
    """What the draft's kit.toml says."""
    return values_of(draft_text(draft_id, KIT))


def both(values: dict[str, Any], key: str) -> dict[str, str]:
    """A text in two languages as a table says it; empty where it says nothing readable."""
    table = values.get(key)
    known = table if isinstance(table, dict) else {}
    return {language.value: str(known.get(language.value, "")) for language in LANGUAGES}


def rows_of(draft_id: int, part: str) -> list[dict[str, Any]]:
    """The tables of one of the draft's lists, in their order."""
    where = PARTS[part]
    found = values_of(draft_text(draft_id, where.path)).get(where.key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def pack_of(draft_id: int) -> dict[str, Any] | None:
    """What the draft's logo pack says of all logos; nothing when that cannot be read, None when there is no pack."""
    path = PARTS[LOGO].path
    if draft_file(draft_id, path) is None:
        return None
    said = values_of(draft_text(draft_id, path)).get("pack")
    return said if isinstance(said, dict) else {}


def usage_texts(draft_id: int) -> list[str]:
    """The texts on how to use the logos that the draft has."""
    folder = PARTS[LOGO].folder
    return [file.path for file in _texts(draft_id, f"{folder}/usage.")]


def facts_of(draft_id: int) -> list[Fact]:
    """Every fact of the draft."""
    return facts_in(draft_text(draft_id, FACTS))


def uses_of_facts(draft_id: int) -> dict[str, list[str]]:
    """The texts that name each key."""
    uses: dict[str, list[str]] = {}
    for file in _texts(draft_id, "releases/"):
        for key in dict.fromkeys(places_in(file.text or "")):
            uses.setdefault(key, []).append(file.path)
    return uses


def licences_in(draft_id: int) -> list[str]:
    """The names of the draft's licences."""
    return sorted({file.path.split("/")[1].split(".")[0] for file in _texts(draft_id, "licences/")})


def _texts(draft_id: int, beginning: str) -> Sequence[DraftFile]:
    return db.session.scalars(
        select(DraftFile)
        .where(DraftFile.draft_id == draft_id, DraftFile.path.startswith(beginning), DraftFile.text.is_not(None))
        .order_by(DraftFile.path)
    ).all()


@dataclass(frozen=True)
class DraftRelease:
    """A release in the draft: its files by language, a missing one left out."""

    slug: str
    files: dict[Language, DraftFile]

    def title(self, language: str) -> str:
        """In this language, else in the other one, else its name."""
        titles = {each: read_written(file.text or "").front.get("title", "") for each, file in self.files.items()}
        return titles.get(Language(language)) or next(filter(None, titles.values()), self.slug)

    def translation_of(self, language: Language) -> DraftFile | None:
        """The same release in the other language."""
        return next((file for each, file in self.files.items() if each != language), None)

    def behind(self, language: Language) -> bool:
        """Whether the other language has been changed since this one was, or was said to agree with it."""
        own, other = self.files.get(language), self.translation_of(language)
        if own is None or other is None:
            return False
        return other.changed_at > max(filter(None, (own.changed_at, own.agreed_at)))


def draft_releases(draft_id: int) -> list[DraftRelease]:
    """The releases of the draft in their order."""
    texts = {file.path: file for file in _texts(draft_id, "releases/")}
    listed = manifest_of(draft_id).get("releases")
    return [_release(slug, texts) for slug in listed if isinstance(slug, str)] if isinstance(listed, list) else []


def draft_release(draft_id: int, slug: str) -> DraftRelease | None:
    """One of them; None when the draft does not list it."""
    return next((release for release in draft_releases(draft_id) if release.slug == slug), None)


def _release(slug: str, texts: dict[str, DraftFile]) -> DraftRelease:
    paths = {language: release_path(slug, language) for language in LANGUAGES}
    return DraftRelease(slug, {language: texts[path] for language, path in paths.items() if path in texts})


def was_published(kit_id: int, slug: str) -> bool:
    """Whether any revision of the kit had a release of this name."""
    found = select(Release.id).where(Release.kit_id == kit_id, Release.slug == slug)
    return db.session.scalar(found) is not None


def uploads_of_draft(draft_id: int, part: str) -> Sequence[DraftUpload]:
    """Files on their way into this part of the draft, and those that were refused."""
    return db.session.scalars(
        select(DraftUpload)
        .join(Upload)
        .where(DraftUpload.draft_id == draft_id, Upload.purpose == part)
        .order_by(DraftUpload.upload_id)
    ).all()


def revision_texts(kit_id: int, number: int) -> dict[str, str]:
    """The written files of a revision: path and SHA-256."""
    rows = db.session.execute(
        select(RevisionFile.path, RevisionFile.sha256)
        .join(KitRevision, KitRevision.id == RevisionFile.kit_revision_id)
        .where(KitRevision.kit_id == kit_id, KitRevision.number == number)
    )
    return {path: sha256 for path, sha256 in rows if is_text_name(path)}


def numbers_with_folder(kit_id: int) -> Sequence[int]:
    """The revisions whose folder is kept, the newest first."""
    return db.session.scalars(
        select(KitRevision.number)
        .where(KitRevision.kit_id == kit_id, KitRevision.id.in_(select(RevisionFile.kit_revision_id)))
        .order_by(KitRevision.number.desc())
    ).all()


def events_of_editor(actor: Actor | Nobody) -> Sequence[Event]:
    """Every event whose kits this person prepares, the latest first."""
    events = db.session.scalars(select(Event).order_by(Event.starts_at.desc(), Event.id))
    return [event for event in events if may_edit_kits_in(actor, event.id)]
