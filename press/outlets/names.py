"""Names of outlets and people, folded for comparing."""

import unicodedata

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def fold(name: str) -> str:
    """The name as it is compared: NFC, lower case, Thai digits as Arabic ones, SARA AM in one form, and
    nothing but letters, marks and digits. Two names that fold alike are the same words, no more is claimed:
    ไทยรัฐ and ไทยรัฐทีวี stay two."""
    # NIKHAHIT + SARA AA and SARA AM look the same and are typed both ways.
    text = unicodedata.normalize("NFC", name).replace("\u0e4d\u0e32", "\u0e33").translate(_THAI_DIGITS)
    return "".join(c for c in text.casefold() if unicodedata.category(c)[0] in "LMN")


def is_thai(name: str) -> bool:
    """Whether Thai letters are in it."""
    return any("\u0e00" <= c <= "\u0e7f" for c in name)
