"""The texts of a draft as their readers will see them, and what is said of its pictures and documents."""

from dataclasses import dataclass
from typing import Any

from press.kits.models import DraftFile
from press.kits.queries.writing import LANGUAGES, DraftRelease, draft_releases, facts_of, rows_of
from press.kits.source.facts import Fact, Preview, preview
from press.kits.source.parts import FILE_PARTS, PARTS
from press.kits.source.writing import read_written
from press.kits.states import Language, ReleaseKind
from press.studio.forms.writing import ReleaseForm


@dataclass(frozen=True)
class Reading:
    """A release in one language. `form` has its front matter as it is written, `shown` the body as it is published."""

    form: ReleaseForm
    shown: Preview


def form_of(file: DraftFile | None, language: Language) -> ReleaseForm:
    """The form of a release in one language with what stands there; an empty one where there is no file."""
    written = read_written((file.text or "") if file else "")
    front = {"kind": ReleaseKind.RELEASE.value} | written.front
    return ReleaseForm(prefix=language, formdata=None, data={**front, "body": written.body})


def readings_of(draft_id: int) -> list[tuple[DraftRelease, dict[Language, Reading]]]:
    """Every release of the draft in its order, in the languages that it has."""
    facts = facts_of(draft_id)
    return [(release, _in_each(release, facts)) for release in draft_releases(draft_id)]


def _in_each(release: DraftRelease, facts: list[Fact]) -> dict[Language, Reading]:
    found = {}
    for language in LANGUAGES:
        if language in release.files:
            form = form_of(release.files[language], language)
            found[language] = Reading(form, preview(form.body.data or "", language, facts))
    return found


def files_told(draft_id: int) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Of each list of files: where each lies in the folder, and what is said of it."""
    return {
        part: [
            (f"{PARTS[part].folder}/{row['path']}", row)
            for row in rows_of(draft_id, part)
            if isinstance(row.get("path"), str)
        ]
        for part in FILE_PARTS
    }
