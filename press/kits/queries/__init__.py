"""Reads of kits, by noun."""

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
    visible_entries,
    visible_kit,
    visible_kit_of_event,
    visible_release,
    visible_texts,
)

__all__ = [
    "Reader",
    "current_revision",
    "kit_row",
    "kit_row_of_asset",
    "licences_of",
    "logo_pack_of",
    "may_see_kit",
    "name_of_revision",
    "visible_asset",
    "visible_entries",
    "visible_kit",
    "visible_kit_of_event",
    "visible_release",
    "visible_texts",
]
