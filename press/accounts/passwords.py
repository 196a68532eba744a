"""Passwords: how they are kept, and which are refused (NIST SP 800-63B: length and a list, no rules of composition)."""

import unicodedata
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from press.accounts.errors import PasswordRefused, WeakPassword

# OWASP Password Storage Cheat Sheet: Argon2id, 19 MiB, two passes.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODYS = _hasher.hash("no account has this password")
SHORTEST = 12
LONGEST = 200
_FEWEST_DIFFERENT = 5
_SHORTEST_NAME = 4  # shorter parts of a name stand in other words by chance
_LEFT_OVER = 8  # what must be left of a password once the own name and address are taken out

# Passwords that are tried first, and the words that most of them are made of, one a line. What is compared is the
# password in small letters, and again without figures, marks and space.
_COMMON = frozenset((Path(__file__).parent / "common_passwords.txt").read_text("utf-8").split())


def hashed(password: str) -> str:
    """The Argon2id hash of a password."""
    return _hasher.hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether this is the password; takes as long either way."""
    try:
        return _hasher.verify(password_hash, password[:LONGEST])
    except (Argon2Error, InvalidHashError):
        return False


def check_new(password: str, *, email: str, name: str) -> None:
    """Raises PasswordRefused or WeakPassword, its heir, when this may not be this person's password."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordRefused(f"a password has {SHORTEST} to {LONGEST} characters")
    folded = password.casefold()
    # Thai vowels and tones are marks, not letters: what is taken away are figures, punctuation, symbols and space.
    bare = "".join(c for c in folded if unicodedata.category(c)[0] in "LM")
    if folded in _COMMON or bare in _COMMON or len(set(folded)) < _FEWEST_DIFFERENT or _runs(folded):
        raise WeakPassword("this password is among the commonest")
    if len(_without_own(folded, email, name)) < _LEFT_OVER:
        raise WeakPassword("this password is the own name or address")


def _runs(folded: str) -> bool:
    """All of it counts or spells on, such as 345678901234 or mlkjihgfedcba."""
    steps = {(ord(b) - ord(a)) % 10 if a.isdigit() and b.isdigit() else ord(b) - ord(a) for a, b in pairwise(folded)}
    return steps in ({1}, {9}, {-1})


def _without_own(folded: str, email: str, name: str) -> str:
    local, _at, domain = email.casefold().partition("@")
    own = [email.casefold(), local, domain, *domain.split("."), *local.replace("-", ".").split(".")]
    for part in sorted({*own, *name.casefold().split()}, key=len, reverse=True):
        if len(part) >= _SHORTEST_NAME:
            folded = folded.replace(part, "")
    return folded
