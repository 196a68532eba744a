"""Media, and where an outlet stands in the registry."""

from enum import StrEnum


class Medium(StrEnum):
    TV = "tv"
    RADIO = "radio"
    PRINT = "print"
    MAGAZINE = "magazine"
    DIGITAL = "digital"
    SOCIAL = "social"


class OutletState(StrEnum):
    PROPOSED = "proposed"
    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    DORMANT = "dormant"
    BLOCKED = "blocked"
    MERGED = "merged"


_S = OutletState
LEGAL_MOVES: dict[OutletState, frozenset[OutletState]] = {
    _S.PROPOSED: frozenset({_S.UNVERIFIED, _S.VERIFIED, _S.BLOCKED, _S.MERGED}),
    _S.UNVERIFIED: frozenset({_S.VERIFIED, _S.BLOCKED, _S.DORMANT, _S.MERGED}),
    _S.VERIFIED: frozenset({_S.UNVERIFIED, _S.DORMANT, _S.BLOCKED, _S.MERGED}),
    _S.DORMANT: frozenset({_S.VERIFIED, _S.UNVERIFIED, _S.MERGED}),
    _S.BLOCKED: frozenset({_S.UNVERIFIED, _S.MERGED}),
    _S.MERGED: frozenset(),
}
