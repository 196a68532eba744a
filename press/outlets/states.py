"""Media, where an outlet stands in the registry, and what is known of it."""

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
    # Only by undoing the merge, back to where it was.
    _S.MERGED: frozenset({_S.PROPOSED, _S.UNVERIFIED, _S.VERIFIED, _S.DORMANT, _S.BLOCKED}),
}
# Nobody has checked these yet.
TO_VERIFY = (_S.PROPOSED, _S.UNVERIFIED)


class PlatformKind(StrEnum):
    """Where an outlet is published."""

    CHANNEL = "channel"
    FREQUENCY = "frequency"
    TITLE = "title"
    SITE = "site"
    PAGE = "page"
    ACCOUNT = "account"


class OutletEvidenceKind(StrEnum):
    """What proves an outlet."""

    LICENCE = "licence"
    REGISTRATION = "registration"
    DESK = "desk"
    SITE = "site"
    OTHER = "other"


class EvidenceGrade(StrEnum):
    """How well it proves it: the same letters as an assignment's grades. A: a licence or registration, or the desk
    answered from its own domain. B: a paper that an officer checked. C: the outlet's own word."""

    A = "A"
    B = "B"
    C = "C"
