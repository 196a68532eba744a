"""What a check of the draft found, in the words of the forms and with the way to where it is mended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from wtforms import Form

from press.kits.models import KitDraft
from press.kits.queries import draft_file
from press.kits.queries.writing import rows_of
from press.kits.source.changelog import CHANGELOG
from press.kits.source.files import is_text_name
from press.kits.source.parts import FACTS, FILE_PARTS, KIT, LOGO, PARTS
from press.kits.states import Language
from press.studio import kit_words
from press.studio.forms.pack import PackForm
from press.studio.forms.rows import ROWS
from press.studio.forms.writing import FactForm, KitForm, ReleaseForm, ScheduleForm

Place = tuple[str | int, ...]
Rows = Mapping[str, list[dict[str, Any]]]  # every list of the draft, read once: an entry may go meanwhile
MOST = 200
_SCHEDULE = ("available_from", "embargo_until")
_MANIFEST_CARDS = {"title": "words", "summary": "words", "releases": "releases", **dict.fromkeys(_SCHEDULE, "schedule")}
_NAMES = ("path", "name", "file_name")  # what an entry of a list is called, the first that it has


@dataclass(frozen=True)
class Told:
    """One fault as the reviewer reads it. `where` names the form that `href` leads to; `spot` is the file and line;
    `is_foreign` marks words that are known in English alone."""

    is_warning: bool
    words: str
    where: str
    href: str
    spot: str
    is_foreign: bool


@dataclass(frozen=True)
class _Spot:
    """A form, or the nearest page to it, and the form's fields by the keys of the file."""

    where: str
    href: str
    labels: Mapping[str, str]


def told(draft: KitDraft) -> list[Told]:
    """All that the last check found, as far as anybody reads it: the first `MOST` of it, what is no warning before what
    is one."""
    found = sorted(draft.faults or [], key=lambda fault: bool(fault["is_warning"]))[:MOST]
    rows = {part: rows_of(draft.id, part) for part in PARTS} if found else {}
    return [_told(draft, fault, rows) for fault in found]


def _told(draft: KitDraft, fault: Mapping[str, Any], rows: Rows) -> Told:
    place = tuple(fault.get("place", ()))
    line = f"{fault['file']}:{fault['line']}"
    release = fault.get("release", "")
    if release:
        href = url_for("studio.review", slug=draft.kit.slug, _anchor=f"note-{release}")
        return Told(fault["is_warning"], _note_wanted(fault["file"]), release, href, line, is_foreign=False)
    spot = _spot(draft, fault["file"], place, rows)
    words = _words(fault, spot.labels)
    return Told(fault["is_warning"], words or fault["message"], spot.where, spot.href, line, is_foreign=not words)


def _note_wanted(file: str) -> str:
    if file == CHANGELOG:
        return _("The note on this change is needed in both Thai and English. Write it in the form below.")
    return _("It reads differently from what is published. Say why in the form below: readers see the note.")


def _words(fault: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """The fault in the reader's language, its field called as the form calls it; empty where it has English alone."""
    said = fault.get("msgid")
    if not said:
        return ""
    values = dict(fault["values"])
    key = values.get("key")
    if key is not None:
        path = _path(tuple(fault["place"]))
        label = labels.get(path) or labels.get(key)
        values["key"] = f"“{label}”" if label else key
    return _(said, **values)


def _path(place: Place) -> str:
    """The name that a form has for a place within its table: `title_th` for title.th."""
    keys = [part for part in place if isinstance(part, str)]
    return "_".join(keys[-2:]) if keys and keys[-1] in ("th", "en") else "".join(keys[-1:])


def _spot(draft: KitDraft, file: str, place: Place, rows: Rows) -> _Spot:
    parts = file.split("/")
    if len(parts) == 3 and parts[0] == "releases" and parts[2] in ("th.md", "en.md"):
        return _of_release(draft, parts[1], parts[2].removesuffix(".md"))
    row = _row(rows, file, place)
    if row is not None:
        return _of_row(draft, *row, rows)
    if file == PARTS[LOGO].path and place[:1] == ("pack",):
        href = url_for("studio.pack", slug=draft.kit.slug)
        return _Spot(_("Logo pack"), href, _labels(PackForm(formdata=None)))
    if file == FACTS and len(place) > 1:
        return _of_fact(draft, place)
    if file == KIT and place and place[0] in _MANIFEST_CARDS:
        return _of_manifest(draft, str(place[0]))
    return _of_file(draft, file)


def _of_release(draft: KitDraft, release: str, language: str) -> _Spot:
    where = f"{release}, {kit_words.language(Language(language))}"
    href = url_for("studio.write_release", slug=draft.kit.slug, release=release, _anchor=language)
    return _Spot(where, href, _labels(ReleaseForm(formdata=None)))


def _row(rows: Rows, file: str, place: Place) -> tuple[str, int] | None:
    """The list and the number of the entry that a fault is about: by its place, or by the file that the entry names."""
    for name, part in PARTS.items():
        if file == part.path and len(place) > 1 and place[0] == part.key and isinstance(place[1], int):
            return (name, place[1]) if place[1] < len(rows[name]) else None
        for number, row in enumerate(rows[name]):
            if name in FILE_PARTS and file == f"{part.folder}/{row.get('path')}":
                return name, number
    return None


def _of_row(draft: KitDraft, part: str, number: int, rows: Rows) -> _Spot:
    entry = rows[part][number]
    called = next((str(entry[name]) for name in _NAMES if entry.get(name)), str(number + 1))
    href = url_for("studio.row", slug=draft.kit.slug, part=part, number=number)
    return _Spot(f"{kit_words.part(part)}: {called}", href, _labels(ROWS[part](formdata=None)))


def _of_fact(draft: KitDraft, place: Place) -> _Spot:
    key = str(place[1])
    href = url_for("studio.facts", slug=draft.kit.slug, _anchor=f"fact-{key}")
    return _Spot(_("Facts: %(key)s", key=key), href, _labels(FactForm(formdata=None)))


def _of_manifest(draft: KitDraft, key: str) -> _Spot:
    card = _MANIFEST_CARDS[key]
    where = {"words": _("Title and summary"), "releases": _("Releases"), "schedule": _("Schedule")}[card]
    labels = _labels(KitForm(formdata=None), ScheduleForm(formdata=None))
    return _Spot(where, url_for("studio.write", slug=draft.kit.slug, _anchor=card), labels)


def _of_file(draft: KitDraft, file: str) -> _Spot:
    """A text has its own page; of any other file the page of all files tells."""
    slug = draft.kit.slug
    if not is_text_name(file):
        return _Spot(file.rpartition("/")[2], url_for("studio.files", slug=slug), {})
    if draft_file(draft.id, file) is None:
        return _Spot(file, url_for("studio.write", slug=slug, _anchor="texts"), {})
    return _Spot(file, url_for("studio.text", slug=slug, path=file), {})


def _labels(*forms: Form) -> dict[str, str]:
    """What the forms call their fields. A text in two languages is also known by the name for both."""
    labels: dict[str, str] = {}
    for form in forms:
        labels |= {field.short_name: str(field.label.text) for field in form}
    return labels | _of_both(labels, {name[:-3] for name in labels if name.endswith(("_th", "_en"))})


def _of_both(labels: Mapping[str, str], stems: Iterable[str]) -> dict[str, str]:
    return {stem: f"{labels[f'{stem}_th']} · {labels[f'{stem}_en']}" for stem in stems}
