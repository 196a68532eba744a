"""The name under which a browser saves a file (RFC 6266, RFC 8187): plain ASCII for old programs, the real
name in UTF-8 for all others. NFC only: the compatibility forms would take SARA AM apart."""

import re
import unicodedata
from urllib.parse import quote

# What RFC 8187 lets stand besides letters and digits.
_PLAIN = "!#$&+-.^_`|~"
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SEPARATORS = re.compile(r"[/\\]")
_NOT_ASCII = re.compile(r"[^A-Za-z0-9._ ()\[\]+,-]+")


def attachment(name: str, ascii_name: str = "") -> str:
    """The value of Content-Disposition. Control characters, changes of direction and path separators do not
    get through; `ascii_name` is the plain name if the file has one of its own."""
    real = _SEPARATORS.sub("_", _NOT_IN_NAMES.sub("", unicodedata.normalize("NFC", name))).strip(" .") or "file"
    plain = _ascii(ascii_name or real)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(real, safe=_PLAIN)}"


def _ascii(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    stem = _NOT_ASCII.sub("_", stem).strip(" ._") or "file"
    ending = _NOT_ASCII.sub("", ending).strip()
    return f"{stem}.{ending}" if ending else stem
