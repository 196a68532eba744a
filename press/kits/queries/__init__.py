"""Reads of kits, by noun."""

from press.kits.queries.emblems import EmblemGrant
from press.kits.queries.kept import (
    draft_file,
    draft_files,
    is_author,
    kit_for_editor,
    kits_of_editor,
    open_draft_of,
)
from press.kits.queries.visible import (
    Reader,
    current_revision,
    kit_row,
    kit_row_of_asset,
    licences_of,
    logo_pack_of,
    may_see_kit,
    name_of_revision,
    visible_asset,
    visible_emblem,
    visible_entries,
    visible_kit,
    visible_kit_of_event,
    visible_release,
    visible_texts,
)

__all__ = [
    "EmblemGrant",
    "Reader",
    "current_revision",
    "draft_file",
    "draft_files",
    "is_author",
    "kit_for_editor",
    "kit_row",
    "kit_row_of_asset",
    "kits_of_editor",
    "licences_of",
    "logo_pack_of",
    "may_see_kit",
    "name_of_revision",
    "open_draft_of",
    "visible_asset",
    "visible_emblem",
    "visible_entries",
    "visible_kit",
    "visible_kit_of_event",
    "visible_release",
    "visible_texts",
]
