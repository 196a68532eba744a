"""What the views of writing share: the kit with its open draft, and who acts."""

from flask import request
from flask_login import current_user

from press.kits.errors import KitNotFound, NoDraftOpen
from press.kits.models import Kit, KitDraft
from press.kits.queries import kit_for_editor, open_draft_of
from press.kits.states import Language


def opened(slug: str) -> tuple[Kit, KitDraft]:
    """The kit and what is being written for it. Raises KitNotFound, and NoDraftOpen."""
    kit = kit_for_editor(slug, actor=current_user)
    draft = open_draft_of(kit.id)
    if draft is None:
        raise NoDraftOpen(kit)
    return kit, draft


def language_of(word: str) -> Language:
    """The language in an address. Raises KitNotFound."""
    if word not in (Language.TH, Language.EN):
        raise KitNotFound
    return Language(word)


def seen() -> int:
    """Which version of the file the writer began from; nobody's version when the form does not say."""
    text = request.form.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def step() -> int:
    """Up or down."""
    return -1 if request.form.get("to") == "up" else 1
