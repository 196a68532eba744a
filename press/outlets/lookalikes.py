"""Which known names look like one that was typed. It suggests; nobody is merged here.

A name is taken apart once (`Name.of`): words that say what an outlet is rather than which one ("TV", "หนังสือพิมพ์")
are put aside, numbers are kept apart, and what is left, the core, is compared by its letters and by its sound.
Nothing here knows the database: `press/outlets/suggesting.py` keeps an `Index` of the registry."""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from press.outlets.names import fold, is_thai
from press.outlets.sounds import skeleton, sounds, spell_out

LONGEST = 160  # characters: as long as the form's field
SHORTEST = 2  # folded characters
ENOUGH = 0.62  # below this, two names are not said to look alike
_NEAR_THE_BEST = 0.2  # what is that much less alike than the best one is not worth a line
_SAME_WORD = 0.7
_APART = 0.7
_RERANKED = 60
_KINDRED = 40  # names that share so much with more others than this are a word of everybody's

# The last one standing is the core, so what tells most stands last.
_GENERIC_LATIN = """
    the co ltd inc of and hd com www http https net org th tv television fm am channel ch station broadcasting radio
    newspaper newspapers paper magazine mag online digital website media press agency network official page facebook
    youtube news daily weekly
""".split()  # noqa: SIM905 - a table of words
_GENERIC_THAI = """
    หนังสือพิมพ์ นสพ สถานีวิทยุโทรทัศน์ สถานีโทรทัศน์ สถานีวิทยุกระจายเสียง สถานีวิทยุ สถานีข่าว
    สถานี โทรทัศน์ วิทยุ นิตยสาร วารสาร สำนักข่าว ออนไลน์
    นิวส์ เรดิโอ ดิจิทัล ดิจิตอล แชนแนล แชนเนล เว็บไซต์ เพจ เดอะ ทีมข่าว บริษัท จำกัด แมกกาซีน ดอทคอม ช่อง เดลี่
""".split()  # noqa: SIM905
_RANK = {word: rank for rank, word in enumerate([*_GENERIC_LATIN, *_GENERIC_THAI])}
_GLUED = re.compile("^(.{3,}?)(online|news|tv|radio|channel|magazine|newspaper)$")
_THAI_GENERIC = re.compile("(" + "|".join(sorted(_GENERIC_THAI, key=len, reverse=True)) + ")")
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.|m\.)?(?:(?:facebook|youtube|x|twitter|tiktok)\.com/)?@?")
_ENDING = re.compile(r"\.(?:co\.th|or\.th|go\.th|in\.th|ac\.th|co\.uk|com|net|org|tv|news|co|asia|th)(?:/.*)?$")
_WORD = re.compile("[0-9]+|[\u0e00-\u0e7f]+|[^\\W0-9_\u0e00-\u0e7f]+")
_BETWEEN = re.compile(r"[()\[\]/|]|\s[-–—]\s")
_NOT_INITIALS = (frozenset({"the", "of", "and", "for"}), frozenset({"the"}))  # NBT and VOA


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart. `core` is what tells this outlet from others; `whole` is everything, folded."""

    whole: str
    core: str
    words: tuple[str, ...]
    numbers: frozenset[str]
    initials: tuple[str, ...]
    heard: tuple[tuple[str, str], ...]
    is_thai: bool
    is_open: bool  # the last word tells something: more may follow while somebody types

    @classmethod
    def of(cls, name: str) -> "Name":
        """Never fails, whatever is typed; of a very long text only the beginning is looked at."""
        words = _words(name)
        telling = _telling(words)
        core = "".join(telling)
        return cls(
            whole="".join(words),
            core=core,
            words=tuple(telling),
            numbers=frozenset(word for word in words if word.isdigit()),
            initials=tuple(dict.fromkeys(_initials(words, without) for without in _NOT_INITIALS)),
            heard=tuple((sound, skeleton(sound)) for sound in sounds(core)),
            is_thai=is_thai(core),
            is_open=words[-1:] == telling[-1:],
        )

    @property
    def grams(self) -> frozenset[str]:
        """Pieces by which it is found: three letters of the core, two of each skeleton (marked ~), initials (!)."""
        found = set(_trigrams(self.core))
        for _sound, bones in self.heard:
            found.update("~" + piece for piece in _pieces(f"^{bones}$", 2))
        found.update("!" + letters for letters in (*self.initials, self.core) if 2 <= len(letters) <= 6)
        return frozenset(found)


def readings(name: str) -> list[Name]:
    """The name, and its parts where it was written in two ways at once: "ไทยรัฐ (Thairath)"."""
    name = name[:LONGEST]
    parts = [part for part in _BETWEEN.split(name) if len(fold(part)) > SHORTEST]
    found = [Name.of(name), *(Name.of(part) for part in parts if len(parts) > 1)]
    return [one for one in dict.fromkeys(found) if one.core]


def worth_showing(found: list[tuple[int, float]], *, limit: int) -> list[tuple[int, float]]:
    """Of what was looked up, best first, and may be shown to this reader: the best, and what is not far behind it."""
    return [(key, likeness) for key, likeness in found if likeness >= found[0][1] - _NEAR_THE_BEST][:limit]


class Index:
    """Names by their pieces. `add` may be called at any time; one writer at a time."""

    def __init__(self, names: Iterable[tuple[int, str]] = ()) -> None:
        self._entries: list[tuple[int, Name]] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._pairs: list[tuple[int, int, float]] | None = None
        for key, name in names:
            self.add(key, name)

    def add(self, key: int, name: str) -> None:
        """One more name of the outlet `key`."""
        self._pairs = None
        for reading in readings(name):
            place = len(self._entries)
            self._entries.append((key, reading))
            for gram in reading.grams:
                self._places[gram].append(place)

    def look_up(self, name: str, *, limit: int) -> list[tuple[int, float]]:
        """Keys with a name that looks like this one and how much (0 to 1), best first; none below ENOUGH."""
        if len(fold(name[:LONGEST])) < SHORTEST:
            return []
        best: dict[int, float] = {}
        for typed in readings(name):
            for place in self._near(typed):
                key, known = self._entries[place]
                best[key] = max(best.get(key, 0.0), self.likeness(typed, known))
        enough = [(key, likeness) for key, likeness in best.items() if likeness >= ENOUGH]
        return sorted(enough, key=lambda found: (-found[1], found[0]))[:limit]

    def pairs(self) -> list[tuple[int, int, float]]:
        """Pairs of keys (the lower first) that look alike and how much, most alike first; none below ENOUGH. Only
        names with one core, the same words or one skeleton are compared: a look-up for each of 5,000 names would
        take half a minute."""
        if self._pairs is None:
            best: dict[tuple[int, int], float] = {}
            for places in self._kindred().values():
                for one, other in combinations(places[:_KINDRED], 2):
                    self._compare(one, other, best)
            enough = [(*keys, likeness) for keys, likeness in best.items() if likeness >= ENOUGH]
            self._pairs = sorted(enough, key=lambda pair: (-pair[2], pair[:2]))
        return self._pairs

    def _kindred(self) -> dict[str, list[int]]:
        kindred: dict[str, list[int]] = defaultdict(list)
        for place, (_key, name) in enumerate(self._entries):
            marks = {"=" + name.core, "=" + "".join(sorted(name.words))}
            marks |= {"~" + bones for _sound, bones in name.heard if len(bones) > SHORTEST}
            for mark in marks:
                kindred[mark].append(place)
        return kindred

    def _compare(self, one: int, other: int, best: dict[tuple[int, int], float]) -> None:
        (key, name), (other_key, other_name) = self._entries[one], self._entries[other]
        if key != other_key:
            keys = (min(key, other_key), max(key, other_key))
            best[keys] = max(best.get(keys, 0.0), self.likeness(name, other_name))

    def likeness(self, typed: Name, known: Name) -> float:
        """From 0 to 1; 1 is the same words."""
        if typed.whole == known.whole:
            return 1.0
        if typed.numbers and known.numbers and not (typed.numbers <= known.numbers or known.numbers <= typed.numbers):
            return 0.0  # Channel 3 is not Channel 8, however alike the rest
        core = max(self._spelling(typed, known), _hearing(typed, known))
        if typed.is_thai == known.is_thai and _each_has_its_own(typed, known):
            core *= _APART
        core = max(core, _shortened(typed, known))
        return 0.92 * core + 0.08 * _ratio(typed.whole, known.whole)

    def _near(self, typed: Name) -> list[int]:
        weights: dict[int, float] = defaultdict(float)
        for gram in typed.grams:
            weight = self._weight(gram)
            for place in self._places.get(gram, ()):
                weights[place] += weight
        # Of two that share as much, the shorter one is nearer.
        by_weight = sorted(
            weights, key=lambda place: -weights[place] / math.sqrt(4 + len(self._entries[place][1].core))
        )
        return by_weight[:_RERANKED]

    def _weight(self, gram: str) -> float:
        """What is rare tells more: "ไทย" is in many names."""
        return math.log(1 + (len(self._entries) + 1) / (1 + len(self._places.get(gram, ()))))

    def _spelling(self, typed: Name, known: Name) -> float:
        if typed.core == known.core:
            return 1.0
        if sorted(typed.words) == sorted(known.words):
            return 0.95
        if typed.is_thai != known.is_thai or _is_short(typed) or _is_short(known):
            return 0.0
        one, other = _trigrams(typed.core), _trigrams(known.core)
        shared = 2 * sum(map(self._weight, one & other))
        all_of_them = sum(map(self._weight, one)) + sum(map(self._weight, other))
        return (shared / all_of_them + _ratio(typed.core, known.core)) / 2


def _hearing(typed: Name, known: Name) -> float:
    """How alike they sound. Between two spellings of one script it is worth less, for b is not p there."""
    alike = 0.0
    for sound, bones in typed.heard:
        for other_sound, other_bones in known.heard:
            if min(len(bones), len(other_bones)) >= SHORTEST:
                alike = max(alike, 0.55 * _ratio(bones, other_bones) + 0.45 * _ratio(sound, other_sound))
    if typed.is_thai == known.is_thai:
        return 0.0 if _is_short(typed) or _is_short(known) else 0.8 * alike
    if typed.numbers and typed.numbers == known.numbers:
        return min(1.0, alike + 0.1)
    return alike


def _shortened(typed: Name, known: Name) -> float:
    """The beginning of a name, one of its words, or its initials: what is there while somebody types."""
    if len(typed.core) >= SHORTEST and known.core.startswith(typed.core) and known.core[len(typed.core) :].isdigit():
        return 0.9  # TNN Online and TNN 16
    if typed.is_open and len(typed.core) >= SHORTEST and known.core.startswith(typed.core):
        return 0.7 + 0.3 * len(typed.core) / len(known.core)
    if typed.is_open and len(typed.core) >= 3 and any(word.startswith(typed.core) for word in known.words):
        return 0.7
    if len(known.core) >= 3 and not known.is_thai and known.core in typed.words:
        return 0.7  # Thomson Reuters
    if typed.core in known.initials or known.core in typed.initials:
        return {0: 0.0, 1: 0.0, 2: 0.72}.get(min(len(typed.core), len(known.core)), 0.85)
    return 0.0


def _each_has_its_own(typed: Name, known: Name) -> bool:
    """Whether both have a word that the other lacks: Bangkok Post and Bangkok Biz, however much of Bangkok there is."""
    return _has_its_own(typed, known) and _has_its_own(known, typed)


def _has_its_own(name: Name, other: Name) -> bool:
    return any(
        word not in other.core and all(_ratio(word, of_other) < _SAME_WORD for of_other in (*other.words, other.core))
        for word in name.words
    )


def _is_short(name: Name) -> bool:
    """One letter of BBC is too much of it to be a slip."""
    return len(name.core) <= (3 if name.is_thai else 4)


def _words(name: str) -> list[str]:
    text = unicodedata.normalize("NFC", name[:LONGEST]).casefold().strip()
    bare = _ADDRESS.sub("", text)
    text = _ENDING.sub("", bare) if " " not in text else text
    text = spell_out(_folded_words(text))
    words: list[str] = []
    for word in _WORD.findall(_THAI_GENERIC.sub(r" \1 ", text)):
        glued = _GLUED.match(word)
        words += glued.groups() if glued else [word]
    return words


def _folded_words(text: str) -> str:
    return " ".join(
        filter(None, map(fold, re.split(r"[^\w\u0e00-\u0e7f.'’\u0300-\u036f]+|(?<=\d)\.|\.(?=\w{3})", text)))
    )


def _telling(words: list[str]) -> list[str]:
    """The words that are not generic; when all are, the one that tells most."""
    telling = [word for word in words if word not in _RANK]
    if telling or not words:
        return telling
    return [max(words, key=_RANK.__getitem__)]


def _initials(words: list[str], without: frozenset[str]) -> str:
    return "".join(word[0] for word in words if word not in without and word.isascii() and not word.isdigit())


def _trigrams(text: str) -> frozenset[str]:
    return frozenset(_pieces(f"^{text}$", 3))


def _pieces(text: str, length: int) -> Iterable[str]:
    return (text[start : start + length] for start in range(max(1, len(text) - length + 1)))


def _ratio(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()
