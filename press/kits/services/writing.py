"""What people write in the browser goes into the texts of the draft. `seen` is the version of the file that the writer
began from; every verb raises FileChanged, with what was to be written, when somebody else saved in between, and
TextUnreadable when what stands there cannot be changed by a form."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from press.audit.services import By
from press.clock import BANGKOK
from press.db import db
from press.errors import Invalid
from press.kits.errors import FileChanged, TextUnreadable
from press.kits.models import DraftFile, KitDraft
from press.kits.queries.kept import draft_file, lock_kit
from press.kits.queries.writing import (
    LANGUAGES,
    draft_releases,
    draft_text,
    facts_of,
    rows_of,
    uses_of_facts,
    was_published,
)
from press.kits.services.clock import check_not_lifted
from press.kits.services.drafting import lock, remove_file, write_text
from press.kits.source.facts import BOILERPLATE, QUOTES, Fact
from press.kits.source.parts import FACTS, KIT, LOGO, PARTS, release_path
from press.kits.source.writing import (
    CannotChange,
    add_table,
    change,
    change_tables,
    remove_table,
    same,
    swap_tables,
    toml_lines,
    write_markdown,
)
from press.kits.states import Language, ReleaseKind

Values = Mapping[tuple[str | int, ...], Any]


@contextmanager
def _readable(path: str) -> Iterator[None]:
    try:
        yield
    except CannotChange as problem:
        raise TextUnreadable(path) from problem


def save_release(
    draft: KitDraft,
    slug: str,
    language: Language,
    front: Mapping[str, str],
    body: str,
    *,
    seen: int,
    by: By,
    at: datetime,
) -> DraftFile:
    """A release in one language."""
    path = release_path(slug, language)
    with _readable(path):
        text = write_markdown(draft_text(draft.id, path), front, body)
    return write_text(draft, path, text, seen=seen, by=by, at=at)


def say_up_to_date(file: DraftFile, translation: DraftFile, *, seen: int, at: datetime) -> None:
    """Somebody has compared this text with its translation, and both say the same. `seen`: which version of the
    translation that was; raises FileChanged when it reads otherwise by now."""
    lock(file.draft)
    now_there = draft_file(file.draft_id, translation.path)
    if now_there is None or now_there.version != seen:
        raise FileChanged(now_there)
    file.agreed_at = at
    db.session.flush()


def change_kit(draft: KitDraft, values: Values, *, seen: int, by: By, at: datetime) -> DraftFile:
    """Values of kit.toml."""
    with _readable(KIT):
        text = change(draft_text(draft.id, KIT), values)
    return write_text(draft, KIT, text, seen=seen, by=by, at=at)


def save_pack(
    draft: KitDraft, values: Values, colours: Sequence[Mapping[str, Any]], *, seen: int, by: By, at: datetime
) -> DraftFile:
    """What `[pack]` says of the logos as a whole; `colours` are all of the mark's, in their order."""
    path = PARTS[LOGO].path
    with _readable(path):
        text = change(draft_text(draft.id, path), {("pack", *key): value for key, value in values.items()})
        text = change_tables(text, ("pack", "colours"), colours)
    return write_text(draft, path, text, seen=seen, by=by, at=at)


def schedule(
    draft: KitDraft, available_from: datetime, embargo_until: datetime, *, seen: int, by: By, at: datetime
) -> DraftFile:
    """The draft's times. Of a kit that nobody has published yet they are its clock at once; a clock that runs is
    moved by an act of its own, and no draft says less than it. Raises Invalid, EmbargoPutBack."""
    kit = lock_kit(draft.kit.slug) or draft.kit  # somebody may be publishing it just now
    if embargo_until > kit.embargo_until:
        check_not_lifted(kit, at)
    if kit.current_number and (available_from < kit.available_from or embargo_until < kit.embargo_until):
        raise Invalid(_("The kit's own time is later. A revision never brings it forward: move the kit's time itself."))
    values: Values = {
        ("available_from",): available_from.astimezone(BANGKOK),
        ("embargo_until",): embargo_until.astimezone(BANGKOK),
    }
    file = change_kit(draft, values, seen=seen, by=by, at=at)
    if not kit.current_number:
        kit.available_from, kit.embargo_until = available_from, embargo_until
    return file


def add_release(draft: KitDraft, slug: str, *, by: By, at: datetime) -> None:
    """One more release, empty, at the end. Raises Invalid when the name is in use."""
    lock(draft)  # before the list is read: two who add at once each add theirs
    listed = _listed(draft)
    if slug in listed:
        raise Invalid(_("There is already a release of this name."))
    for language in LANGUAGES:
        path = release_path(slug, language)
        if draft_file(draft.id, path) is None:
            front = {"title": "", "summary": "", "dateline": "", "kind": ReleaseKind.RELEASE.value}
            text = f"+++\n{toml_lines(front)}\n+++\n"
            write_text(draft, path, text, seen=0, by=by, at=at)
    _list(draft, [*listed, slug], by, at)


def move_release(draft: KitDraft, slug: str, step: int, *, by: By, at: datetime) -> None:
    """One place up (-1) or down (1); at the end of the list nothing happens."""
    lock(draft)
    listed = _listed(draft)
    if slug not in listed:
        return
    here = listed.index(slug)
    there = here + step
    if 0 <= there < len(listed):
        listed[here], listed[there] = listed[there], listed[here]
        _list(draft, listed, by, at)


def remove_release(draft: KitDraft, slug: str, *, by: By, at: datetime) -> None:
    """Out of the draft. What readers have seen is withdrawn and not removed: raises Invalid."""
    lock(draft)
    if was_published(draft.kit_id, slug) and draft.kit.is_lifted(at):
        raise Invalid(_("Readers have seen this release. Withdraw it: its place will say so."))
    _list(draft, [each for each in _listed(draft) if each != slug], by, at)
    for language in LANGUAGES:
        remove_file(draft, release_path(slug, language), by=by, at=at)


def _listed(draft: KitDraft) -> list[str]:
    return [release.slug for release in draft_releases(draft.id)]


def _list(draft: KitDraft, slugs: list[str], by: By, at: datetime) -> None:
    file = draft_file(draft.id, KIT)
    change_kit(draft, {("releases",): slugs}, seen=file.version if file else 0, by=by, at=at)


def save_row(
    draft: KitDraft, part: str, number: int, values: Mapping[tuple[str, ...], Any], *, seen: int, by: By, at: datetime
) -> DraftFile:
    """Values of table `number` (from 0) of one of the kit's lists."""
    where = PARTS[part]
    text = draft_text(draft.id, where.path)
    if number >= len(rows_of(draft.id, part)):
        raise FileChanged(draft_file(draft.id, where.path))
    with _readable(where.path):
        new = change(text, {(where.key, number, *path): value for path, value in values.items()})
    return write_text(draft, where.path, new, seen=seen, by=by, at=at)


def add_row(draft: KitDraft, part: str, values: Mapping[str, Any], *, by: By, at: datetime) -> int:
    """One more table at the end of a list. Returns its number."""
    where = PARTS[part]
    file = draft_file(draft.id, where.path)
    with _readable(where.path):
        text = add_table(draft_text(draft.id, where.path), where.key, toml_lines(values))
    write_text(draft, where.path, text, seen=file.version if file else 0, by=by, at=at)
    return len(rows_of(draft.id, part)) - 1


def move_row(draft: KitDraft, part: str, number: int, step: int, *, seen: int, by: By, at: datetime) -> None:
    """One place up (-1) or down (1); at the end of the list nothing happens."""
    where = PARTS[part]
    count = _count_as_seen(draft, part, seen)
    if number < count and 0 <= number + step < count:
        with _readable(where.path):
            text = swap_tables(draft_text(draft.id, where.path), where.key, number, number + step)
        write_text(draft, where.path, text, seen=seen, by=by, at=at)


def remove_row(draft: KitDraft, part: str, number: int, *, seen: int, by: By, at: datetime) -> None:
    """A table out of its list, and its file out of the draft."""
    where = PARTS[part]
    if number >= _count_as_seen(draft, part, seen):
        return
    name = rows_of(draft.id, part)[number].get("path")
    with _readable(where.path):
        text = remove_table(draft_text(draft.id, where.path), where.key, number)
    write_text(draft, where.path, text, seen=seen, by=by, at=at)
    if where.folder and name and name not in {row.get("path") for row in rows_of(draft.id, part)}:
        remove_file(draft, f"{where.folder}/{name}", by=by, at=at)


def _count_as_seen(draft: KitDraft, part: str, seen: int) -> int:
    """How many tables the list has. Its numbers mean what the writer saw, or FileChanged is raised."""
    lock(draft)
    file = draft_file(draft.id, PARTS[part].path)
    if (file.version if file else 0) != seen:
        raise FileChanged(file)
    return len(rows_of(draft.id, part))


def save_fact(draft: KitDraft, fact: Fact, *, seen: int, by: By, at: datetime) -> DraftFile:
    """A fact, new or changed."""
    texts: dict[tuple[str | int, ...], Any] = {
        (*fact.path, "th"): fact.text.th,
        (*fact.path, "en"): fact.text.en,
    }
    text = draft_text(draft.id, FACTS)
    if fact.group != BOILERPLATE and fact.key not in {each.key for each in facts_of(draft.id)}:
        both = {"th": fact.text.th, "en": fact.text.en}
        texts = {fact.path: {"speaker": fact.speaker, **both} if fact.group == QUOTES else both}
    elif fact.group == QUOTES:
        texts[*fact.path, "speaker"] = fact.speaker
    with _readable(FACTS):
        text = change(text, texts)
    return write_text(draft, FACTS, text, seen=seen, by=by, at=at)


def remove_fact(draft: KitDraft, key: str, *, seen: int, by: By, at: datetime) -> None:
    """A fact that nothing names. Raises Invalid while a text does, or a quote."""
    facts = facts_of(draft.id)
    found = next((each for each in facts if each.key == key), None)
    if found is None:
        return
    if uses := uses_of_facts(draft.id).get(key):
        raise Invalid(_("%(key)s is used in %(texts)s.", key=key, texts=", ".join(uses)))
    if any(each.speaker == key for each in facts):
        raise Invalid(_("%(key)s is the speaker of a quote.", key=key))
    with _readable(FACTS):
        text = change(draft_text(draft.id, FACTS), {found.path: None})
    write_text(draft, FACTS, text, seen=seen, by=by, at=at)


def save_text(draft: KitDraft, path: str, text: str, *, seen: int, by: By, at: datetime) -> DraftFile:
    """Any text of the folder, as it stands. One that reads like the text that is there changes nothing."""
    before = draft_text(draft.id, path)
    return write_text(draft, path, before if same(before, text) else f"{text}\n", seen=seen, by=by, at=at)
