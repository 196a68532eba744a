"""Where an object lies. A key names its content, so what is under a key never changes."""

import re

_SHA256_HEX = re.compile(r"[0-9a-f]{64}")


def content_key(sha256_hex: str) -> str:
    """The key of the content with this SHA-256 (64 lower-case hex digits, else ValueError)."""
    if not _SHA256_HEX.fullmatch(sha256_hex):
        raise ValueError(f"not a SHA-256 in lower-case hex: {sha256_hex!r}")
    return f"sha256/{sha256_hex[:2]}/{sha256_hex[2:4]}/{sha256_hex}"
