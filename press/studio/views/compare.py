"""What differs between two revisions, or between one and the draft."""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.kits.differences import Piece, differences
from press.kits.models import Kit, KitDraft
from press.kits.queries import draft_files, kit_for_editor, open_draft_of
from press.kits.queries.writing import numbers_with_folder, revision_texts
from press.kits.source.files import is_text_name
from press.storage.keys import content_key
from press.storage.store import current_store
from press.studio.views.blueprint import blueprint, kit_editors_only

DRAFT = "draft"


@dataclass(frozen=True)
class _Side:
    """The texts of one side by path: what their content is called, and the words where they are at hand."""

    digests: dict[str, str]
    texts: dict[str, str]

    def text(self, path: str) -> str:
        if path not in self.digests:
            return ""
        if path not in self.texts:
            with current_store().get(content_key(self.digests[path])) as stored:
                self.texts[path] = stored.read().decode("utf-8")
        return self.texts[path]


@blueprint.get("/<slug>/differences")
@kit_editors_only
def compare(slug: str) -> ResponseReturnValue:
    """Every text that differs, in its own words."""
    kit = kit_for_editor(slug, actor=current_user)
    draft = open_draft_of(kit.id)
    numbers = [str(number) for number in numbers_with_folder(kit.id)]
    choices = [*([DRAFT] if draft else []), *numbers]
    newer = _chosen("to", choices, choices[0] if choices else "")
    base = str(draft.base_number) if draft and newer == DRAFT else next((n for n in numbers if n != newer), "")
    older = _chosen("from", choices, base)
    one, other = _side(kit, draft, older), _side(kit, draft, newer)
    return render_template(
        "studio/differences.html",
        kit=kit,
        event=kit.event,
        choices=choices,
        older=older,
        newer=newer,
        files=_differing(one, other),
    )


def _chosen(name: str, choices: list[str], default: str) -> str:
    asked = request.args.get(name, "")
    return asked if asked in choices else default


def _side(kit: Kit, draft: KitDraft | None, choice: str) -> _Side:
    if choice == DRAFT and draft is not None:
        written = [file for file in draft_files(draft.id) if is_text_name(file.path)]
        return _Side({file.path: file.sha256 for file in written}, {file.path: file.text or "" for file in written})
    return _Side(revision_texts(kit.id, int(choice)) if choice.isdecimal() else {}, {})


def _differing(one: _Side, other: _Side) -> list[tuple[str, list[Piece]]]:
    paths = sorted({*one.digests, *other.digests})
    changed = [path for path in paths if one.digests.get(path) != other.digests.get(path)]
    return [(path, differences(one.text(path), other.text(path))) for path in changed]
