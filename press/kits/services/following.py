"""What a kit's folder must say once somebody has moved its clock, or taken something back."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from press.db import db
from press.kits.amending import is_of_release, says, with_moment, without_release, without_table
from press.kits.models import DraftFile, Kit, KitDraft, KitRevision
from press.kits.queries import draft_files, ended_files, ended_releases, revision_numbered
from press.kits.source.files import is_text_name

MANIFEST = "kit.toml"


@dataclass(frozen=True)
class Act:
    """The clocks in force, and the releases and files that have ended."""

    available_from: datetime
    embargo_until: datetime
    releases: frozenset[str]
    files: frozenset[str]

    def clocks(self) -> dict[str, datetime]:
        return {"available_from": self.available_from, "embargo_until": self.embargo_until}


def act_on(kit: Kit) -> Act:
    """All that was done to this kit apart from its folder."""
    releases, files = frozenset(ended_releases(kit.id)), frozenset(ended_files(kit.id))
    return Act(kit.available_from, kit.embargo_until, releases, files)


def amend(folder: Path, act: Act) -> None:
    """Brings a folder on the disk up to what was done. Raises KitFaults when it is written too unusually."""
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if path.is_file() and is_taken_out(relative, act):
            path.unlink()
    for path in sorted(folder.rglob("*.toml")):
        relative = path.relative_to(folder).as_posix()
        old = path.read_bytes().decode("utf-8")
        new = amended(relative, old, act, act.clocks())
        if new != old:
            path.write_bytes(new.encode("utf-8"))


def carry_into_draft(draft: KitDraft, act: Act, *, before: int, at: datetime) -> None:
    """Brings the open draft along, so that it goes on from the revision that was just made. What its authors wrote of
    the clock themselves stays: it is checked when they hand it in."""
    base = revision_numbered(draft.kit_id, before)
    if base is None or draft.base_number != before:
        return
    for file in draft_files(draft.id):
        _bring_along(file, draft, base, act, at)
    draft.base_number, draft.faults = draft.kit.current_number, None
    draft.version += 1
    db.session.flush()


def is_taken_out(path: str, act: Act) -> bool:
    """Whether this file of a folder has gone with what has ended."""
    return path in act.files or is_of_release(path, act.releases)


def amended(path: str, text: str, act: Act, clocks: dict[str, datetime]) -> str:
    """The text of a TOML file of the folder, as it must be after the act."""
    if path == MANIFEST:
        for key, moment in clocks.items():
            if says(text, key) != moment:
                text = with_moment(text, key, moment)
        for slug in sorted(act.releases & set(says(text, "releases") or [])):
            text = without_release(text, slug)
    beside = path.rpartition("/")[0]
    for file in sorted(act.files):
        if file.rpartition("/")[0] == beside:
            text = without_table(text, file.rpartition("/")[2])
    return text


def _bring_along(file: DraftFile, draft: KitDraft, base: KitRevision, act: Act, at: datetime) -> None:
    if is_taken_out(file.path, act):
        db.session.delete(file)
        return
    if file.text is None or not is_text_name(file.path) or not file.path.endswith(".toml"):
        return
    text = amended(file.path, file.text, act, _clocks_of_base(file.text, base, act))
    if text == file.text:
        return
    body = text.encode("utf-8")
    file.text, file.sha256, file.size = text, hashlib.sha256(body).hexdigest(), len(body)
    file.version += 1
    file.changed_at, file.changed_by_id = at, None


def _clocks_of_base(text: str, base: KitRevision, act: Act) -> dict[str, datetime]:
    """The clocks that the draft's authors have left as they were in the revision that it was begun from."""
    return {key: moment for key, moment in act.clocks().items() if says(text, key) == getattr(base, key)}
