"""Reads of the registry, by noun."""

from press.outlets.queries.finding import (
    find_by_name,
    held_outlet,
    is_own_medium,
    match,
    outlet_by_id,
    outlet_itself,
    own_media_of,
)

__all__ = [
    "find_by_name",
    "held_outlet",
    "is_own_medium",
    "match",
    "outlet_by_id",
    "outlet_itself",
    "own_media_of",
]
