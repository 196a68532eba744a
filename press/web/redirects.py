"""The one function for "and then go back to …"."""

import re
from urllib.parse import urlsplit

_CONTROL_OR_BACKSLASH = re.compile(r"[\x00-\x20\x7f\\]")


def safe_next(target: str | None, default: str) -> str:
    """`target` if it is a path on this site, else `default`. Absolute and scheme-relative addresses,
    backslashes and control characters, which browsers read generously, are refused."""
    if not target or _CONTROL_OR_BACKSLASH.search(target):
        return default
    if not target.startswith("/") or target.startswith("//"):
        return default
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target
