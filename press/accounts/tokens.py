"""Tokens as the database holds them."""

import hashlib


def hash_token(token: str) -> str:
    """SHA-256 in hex: the token itself is random and long, so no salt or stretching is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
