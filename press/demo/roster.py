"""The made-up outlets: always the same ones in the same order, so that two fillings find each other's outlets.
The first of them count toward the goal, in every medium but the magazines; the others stand for what a desk has
to deal with: nobody approved yet, self-declared, unverified, just typed by an applicant."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, cycle, islice
from typing import TypeVar

from press.demo.names import (
    FOREIGN_BRANDS,
    FOREIGN_COUNTRIES,
    FOREIGN_PATTERNS,
    OWNER,
    THAI_BRANDS,
    THAI_PATTERNS,
    Pattern,
    Word,
)
from press.outlets.names import fold
from press.outlets.states import Medium, OutletState

_COUNTED_MEDIA = ("tv", "radio", "print", "digital", "social", "tv", "digital", "print", "tv", "digital", "radio")
_COUNTED = tuple(Medium(code) for code in (*_COUNTED_MEDIA, "print", "tv", "social", "digital"))
_OTHER_STATES = (
    *(OutletState.VERIFIED, OutletState.PROPOSED, OutletState.VERIFIED, OutletState.UNVERIFIED),
    *(OutletState.PROPOSED,),
)
_FOREIGN_EVERY = 3
_Brand = TypeVar("_Brand", Word, str)
LARGEST = len(THAI_BRANDS) * len(Medium)  # what the Thai brands alone are good for


@dataclass(frozen=True)
class MadeOutlet:
    """An outlet of the roster. `counts`: somebody is to be approved for it with a confirmed assignment."""

    name_th: str
    name_en: str
    typed: tuple[str, ...]
    medium: Medium
    country: str
    owner: str
    state: OutletState
    counts: bool
    domain: str

    @property
    def registered_names(self) -> tuple[str, str]:
        """Names as the registry has them: of a name that an applicant typed it knows one script only."""
        if self.state is OutletState.PROPOSED and self.name_th:
            return self.name_th, ""
        return self.name_th, self.name_en

    @property
    def aliases(self) -> tuple[str, ...]:
        """Names under which it is found, no two of which fold alike."""
        names = self.registered_names if self.state is OutletState.PROPOSED else self.typed
        return tuple({fold(name): name for name in reversed(names) if name}.values())[::-1]


def roster(size: int) -> tuple[MadeOutlet, ...]:
    """The first `size` outlets, at most LARGEST."""
    return tuple(islice(_outlets(), min(size, LARGEST)))


def _outlets() -> Iterator[MadeOutlet]:
    thai = {medium: _in_turn(THAI_BRANDS, medium) for medium in Medium}
    foreign = {medium: _in_turn(FOREIGN_BRANDS, medium) for medium in Medium}
    others = cycle(Medium)
    states = cycle(_OTHER_STATES)
    for number in count():
        counts = number < len(_COUNTED)
        medium = _COUNTED[number] if counts else next(others)
        state = OutletState.VERIFIED if counts else next(states)
        brand = next(foreign[medium], None) if number % _FOREIGN_EVERY == _FOREIGN_EVERY - 1 else None
        if brand is not None:
            yield _foreign(brand, medium, state, counts)
        elif (word := next(thai[medium], None)) is not None:
            yield _thai(word, medium, state, counts)


def _in_turn(brands: tuple[_Brand, ...], medium: Medium) -> Iterator[_Brand]:
    # Each medium begins elsewhere, yet near: one owner comes to have several outlets.
    start = 2 * list(Medium).index(medium) % len(brands)
    return iter(brands[start:] + brands[:start])


def _thai(brand: Word, medium: Medium, state: OutletState, counts: bool) -> MadeOutlet:
    pattern = THAI_PATTERNS[medium]
    owned = THAI_BRANDS.index(brand) % 4 != 0
    return MadeOutlet(
        name_th=pattern.th.format(brand.th),
        name_en=pattern.en.format(brand.en),
        typed=_typed(pattern, brand),
        medium=medium,
        country="TH",
        owner=OWNER.th.format(brand.th) if owned else "",
        state=state,
        counts=counts,
        domain=f"{brand.en.lower()}-{medium}.example",
    )


def _foreign(brand: str, medium: Medium, state: OutletState, counts: bool) -> MadeOutlet:
    pattern = FOREIGN_PATTERNS[medium]
    number = FOREIGN_BRANDS.index(brand)
    return MadeOutlet(
        name_th="",
        name_en=pattern.en.format(brand),
        typed=_typed(pattern, Word("", brand)),
        medium=medium,
        country=FOREIGN_COUNTRIES[number % len(FOREIGN_COUNTRIES)],
        owner=OWNER.en.format(brand) if number % 2 else "",
        state=state,
        counts=counts,
        domain=f"{brand.lower()}-{medium}.example",
    )


def _typed(pattern: Pattern, brand: Word) -> tuple[str, ...]:
    thai = tuple(each.format(brand.th) for each in (pattern.th, pattern.th_short) if each)
    return (*thai, pattern.en.format(brand.en), pattern.en_short.format(brand.en))
