"""Secrets that must be read again, such as those of code apps: encrypted where they lie.

AES-256-GCM with a key drawn from the secret key (HKDF-SHA-256, RFC 5869). What a secret belongs to is authenticated
with it, so that one row's secret cannot be moved into another's."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Keys = tuple[str, ...]  # the secret key that holds now, then those before it

_MARK = "v1."
_NONCE_BYTES = 12


class CannotUnseal(Exception):
    """None of the keys opens this: the secret key was changed and the old one is not among the fallbacks."""


def seal(clear: str, *, about: str, keys: Keys) -> str:
    """The secret, encrypted for `about` with the newest key."""
    nonce = os.urandom(_NONCE_BYTES)
    sealed = _cipher(keys[0]).encrypt(nonce, clear.encode(), about.encode())
    return _MARK + urlsafe_b64encode(nonce + sealed).decode()


def unseal(kept: str, *, about: str, keys: Keys) -> str:
    """The secret in clear; one that was kept before secrets were encrypted comes back as it is.

    Raises CannotUnseal."""
    if not kept.startswith(_MARK):
        return kept
    raw = urlsafe_b64decode(kept.removeprefix(_MARK))
    for key in keys:
        try:
            return _cipher(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], about.encode()).decode()
        except InvalidTag:
            continue
    raise CannotUnseal


@cache
def _cipher(key: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), length=32, salt=None, info=b"press-desk sealed secret").derive(key.encode()))
