"""Tokens as the database holds them."""

import hashlib
import hmac
from base64 import urlsafe_b64encode


def hash_token(token: str) -> str:
    """SHA-256 in hex: the token itself is random and long, so no salt or stretching is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def made_token(nonce: str, *, purpose: str, secret_key: str) -> str:
    """The token of a link that was mailed, made again: HMAC-SHA-256 of its nonce. A copy of the database holds the
    nonce and not the key. `purpose` keeps the links of one kind from opening those of another."""
    mac = hmac.new(secret_key.encode(), f"{purpose}:{nonce}".encode(), hashlib.sha256)
    return urlsafe_b64encode(mac.digest()).decode().rstrip("=")
