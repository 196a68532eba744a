"""How a name sounds, roughly: Thai and Latin letters reduced to one small Latin alphabet, so that ไทยรัฐ and
Thairath can be compared. It is made for comparing, not for reading: b and p, d and t, g and k are one."""

import re

# English names of letters as Thai writes them: ไทยพีบีเอส is Thai PBS.
_LETTER_NAMES = {
    "ดับเบิลยู": "w", "เอ็กซ์": "x", "เอช": "h", "เฮช": "h", "เอฟ": "f", "เอ็ม": "m", "เอ็น": "n", "เอส": "s",
    "แอล": "l", "อาร์": "r", "คิว": "q", "วาย": "y", "แซด": "z", "เอ": "a", "บี": "b", "ซี": "c", "ดี": "d",
    "อี": "e", "จี": "g", "ไอ": "i", "เจ": "j", "เค": "k", "โอ": "o", "พี": "p", "ที": "t", "ยู": "u", "วี": "v",
}  # fmt: skip
_LETTER = re.compile("|".join(_LETTER_NAMES))
_SPELLED = re.compile(f"(?:{_LETTER.pattern}){{2,}}(?![\u0e30-\u0e3a\u0e47-\u0e4e]|[ก-ฮ]์)")

_LATIN = {
    "tion": "can", "sion": "can", "tch": "c", "ch": "c", "sh": "c", "th": "t", "kh": "k", "ph": "p", "ck": "k",
    "qu": "kw", "ng": "n", "ee": "i", "ea": "i", "oo": "u", "ou": "u", "ue": "u", "ae": "e", "ew": "iw", "b": "p",
    "d": "t", "f": "p", "g": "k", "j": "c", "q": "k", "v": "w", "x": "ks", "z": "s",
}  # fmt: skip
_LATIN_PATTERN = re.compile(
    "|".join([*(group for group in _LATIN if len(group) > 1), "c(?=[eiy])", "c", "[bdfgjqvxz]"])
)

_THAI = str.maketrans(
    {
        **dict.fromkeys("กขฃคฅฆ", "k"), **dict.fromkeys("จฉชฌ", "c"), **dict.fromkeys("ซศษส", "s"),
        **dict.fromkeys("ดฎตฏทธฑฒถฐ", "t"), **dict.fromkeys("นณง", "n"), **dict.fromkeys("บปผพภฝฟ", "p"),
        **dict.fromkeys("ญย", "y"), **dict.fromkeys("ลฬ", "l"), **dict.fromkeys("หฮ", "h"),
        **dict.fromkeys("ะัาๅ", "a"), **dict.fromkeys("ิี", "i"), **dict.fromkeys("ึืุู", "u"), **dict.fromkeys("เแ", "e"),
        **dict.fromkeys("ใไ", "ai"), "ม": "m", "ร": "r", "ว": "w", "โ": "o", "ำ": "am", "อ": "o", "ฤ": "ru",
    }
)  # fmt: skip
_SILENCED = re.compile("(?:ทร|ตร|[ก-ฮ])[ิุ]?์")
_MARKS = re.compile("[็-๎ฺฯๆ]")
_VOWEL_FIRST = re.compile("([เแโใไ])([ก-ฮ])")
_CARRIER = re.compile("อ(?=[ะ-ูเแโใไ])")
_DOUBLED = re.compile(r"([a-z])\1+")


def spell_out(text: str) -> str:
    """The text with Thai names of Latin letters, two or more in a row, as these letters: เอ็นบีที becomes nbt."""
    return _SPELLED.sub(lambda run: _LETTER.sub(lambda name: _LETTER_NAMES[name[0]], run[0]), text)


def sounds(text: str) -> tuple[str, ...]:
    """The sounds of a folded text. Two where Thai silences a letter that other spellings may write or leave out:
    โพสต์ is Post with its t, อมรินทร์ is Amarin without one."""
    return tuple(dict.fromkeys(_sound(spelling) for spelling in (text, _SILENCED.sub("", text))))


def skeleton(sound: str) -> str:
    """The consonants and digits of a sound: what two transliterations of one name most often share."""
    first = "a" if sound[:1] in {"a", "e", "i", "o", "u"} else sound[:1]
    return first + re.sub("[aeiouyhw]", "", sound[1:])


def _sound(text: str) -> str:
    latin = _LATIN_PATTERN.sub(_latin, text)
    thai = _CARRIER.sub("", _VOWEL_FIRST.sub(r"\2\1", _MARKS.sub("", latin)).replace("ไย", "ไ").replace("รร", "ั"))
    return _DOUBLED.sub(r"\1", thai.translate(_THAI))


def _latin(found: re.Match[str]) -> str:
    if found[0] == "c":
        return "s" if found.string[found.end() : found.end() + 1] in {"e", "i", "y"} else "k"
    return _LATIN[found[0]]
