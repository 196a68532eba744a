"""The verbs of the registry, by noun. Each checks the state, writes and records, in the caller's transaction."""

from press.outlets.services.evidence import note_evidence, remove_evidence
from press.outlets.services.merging import absorb, take_apart
from press.outlets.services.naming import add_alias, note_alias, remove_alias
from press.outlets.services.owning import merge_owners, move_to_owner, rename_owner
from press.outlets.services.platforms import add_platform, edit_platform, remove_platform
from press.outlets.services.registering import add, edit, propose, set_own_medium, verify
from press.outlets.services.resembling import say_apart
from press.outlets.services.standing import block, rest, unverify

__all__ = [
    "absorb",
    "add",
    "add_alias",
    "add_platform",
    "block",
    "edit",
    "edit_platform",
    "merge_owners",
    "move_to_owner",
    "note_alias",
    "note_evidence",
    "propose",
    "remove_alias",
    "remove_evidence",
    "remove_platform",
    "rename_owner",
    "rest",
    "say_apart",
    "set_own_medium",
    "take_apart",
    "unverify",
    "verify",
]
