"""Countries for the form: ISO 3166-1 alpha-2, named by Babel, neighbours first."""

from functools import lru_cache

from babel import Locale

# Babel's list holds regions and reserved codes beside countries.
_NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})
_FIRST = ("TH", "BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "VN")


@lru_cache(maxsize=4)
def country_choices(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) pairs: Thailand, its ASEAN neighbours, then all by code's name in this language."""
    names = {
        code: name
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
    }
    rest = sorted((name, code) for code, name in names.items() if code not in _FIRST)
    return (*((code, names[code]) for code in _FIRST), *((code, name) for name, code in rest))


@lru_cache(maxsize=4)
def country_names(language: str) -> dict[str, str]:
    return dict(country_choices(language))
