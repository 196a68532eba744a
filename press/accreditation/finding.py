"""By what an application is found again: its letters, its sounds, its place in a sorted list, and what it would share
with another application of the same person."""

from typing import TypedDict

from press.outlets.lookalikes import readings
from press.outlets.names import fold, is_thai
from press.outlets.sounds import skeleton, sounds
from press.web.sorting import sort_key

SHORTEST_SOUND = 2  # consonants: a single one is in every name
_MOST_WORDS = 8
_PHONE_DIGITS = 9  # of a Thai mobile number without its zero, and enough to tell foreign ones apart
_TITLES = frozenset(map(fold, ["นาย", "นาง", "นางสาว", "น.ส.", "ดร.", "คุณ", "Mr", "Mrs", "Ms", "Miss", "Dr"]))


class Findable(TypedDict):
    """Columns of an application that are made of its other columns."""

    words: str
    sounds: str
    sort_name_th: str
    sort_name_en: str
    sort_outlet_th: str
    sort_outlet_en: str
    person_key_th: str
    person_key_en: str
    phone_key: str


def findable(
    *,
    ref: str,
    name_th: str,
    name_en: str,
    email: str,
    phone: str,
    outlet_name: str,
    outlet_th: str,
    outlet_en: str,
) -> Findable:
    """The columns for these answers, and for the outlet's names in the registry (one may be empty)."""
    return Findable(
        words=words_of(name_th, name_en, email, phone, outlet_name, ref, outlet_th, outlet_en),
        sounds=_sounds_of((name_th, name_en), (outlet_name, outlet_th, outlet_en)),
        sort_name_th=sort_key(name_th or name_en),
        sort_name_en=sort_key(name_en or name_th),
        sort_outlet_th=sort_key(outlet_th or outlet_en or outlet_name),
        sort_outlet_en=sort_key(outlet_en or outlet_th or outlet_name),
        person_key_th=person_key(name_th),
        person_key_en=person_key(name_en),
        phone_key=phone_key(phone),
    )


def words_of(*parts: str) -> str:
    """Names folded for the search, each once, a space between two; folding again changes nothing."""
    return " ".join(dict.fromkeys(filter(None, map(fold, parts))))


def sound_tokens(word: str) -> list[str]:
    """How this word sounds, in consonants: what สมชาย and Somchai share. Empty for what is too short to tell."""
    folded = fold(word)
    found = [skeleton(sound) for sound in sounds(folded)]
    if is_thai(folded[-1:]) and found:
        found += _spoken_endings(folded, found[0])
    return [token for token in dict.fromkeys(found) if len(token) >= SHORTEST_SOUND and not token.isdigit()]


def person_key(name: str) -> str:
    """The name without titles, whatever the order of its parts; empty for a single word, which many share."""
    parts = sorted({part for part in map(fold, name.split()) if part and part not in _TITLES})
    return " ".join(parts) if len(parts) > 1 else ""


def phone_key(phone: str) -> str:
    """The last digits, the same with +66 and with 0 in front; empty for what is too short for a number."""
    digits = "".join(filter(str.isdecimal, fold(phone)))
    return digits[-_PHONE_DIGITS:] if len(digits) > _PHONE_DIGITS - 1 else ""


def _sounds_of(people: tuple[str, ...], outlets: tuple[str, ...]) -> str:
    """Tokens between spaces, one at either end, so that " token" finds the beginning of one."""
    names = [word for name in (*people, *outlets) for word in name.split()[:_MOST_WORDS]]
    cores = [reading.core for name in outlets for reading in readings(name)]
    tokens = dict.fromkeys(token for word in (*names, *cores) for token in sound_tokens(word))
    return f" {' '.join(tokens)} " if tokens else ""


def _spoken_endings(word: str, token: str) -> list[str]:
    """A Thai ร, ล or ญ at the end is spoken n, and romanised either way: พร is Porn, กมล is Kamon."""
    if word.endswith("ร"):
        return [f"{token}n"]
    return [f"{token[:-1]}n"] if word.endswith("ล") else []
