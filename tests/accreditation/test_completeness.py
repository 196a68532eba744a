"""Which papers are asked of whom, and when it is enough."""

from __future__ import annotations

import pytest

from press.accreditation.completeness import asked, missing
from press.events.settings import USUAL_PAPERS, PaperKind, PaperRule

K = PaperKind


@pytest.mark.parametrize(
    ("medium", "role", "given", "number"),
    [
        ("tv", "reporter", set(), 3),
        ("tv", "reporter", {K.PRESS_CARD}, 2),
        ("tv", "reporter", {K.PRESS_CARD, K.LETTER, K.EDITOR}, 2),  # one of the three is enough; more is no more
        ("tv", "reporter", {K.EDITOR, K.WORK, K.PHOTO}, 0),
        ("tv", "photographer", {K.EDITOR, K.WORK, K.PHOTO}, 0),  # tear sheets are welcome, not needed
        ("social", "creator", {K.LETTER, K.PHOTO}, 2),
        ("social", "creator", {K.LETTER, K.PHOTO, K.WORK}, 1),
        ("social", "creator", {K.LETTER, K.PHOTO, K.WORK, K.AUDIENCE}, 0),
    ],
)
def test_what_the_usual_rules_still_ask_for(medium: str, role: str, given: set[PaperKind], number: int) -> None:
    assert missing(USUAL_PAPERS, medium=medium, role=role, given=given) == number


def test_any_two_of_three() -> None:
    rule = PaperRule((K.LETTER, K.PRESS_CARD, K.REGISTRATION), needed=2)
    [none] = asked([rule], medium="print", role="editor", given=set())
    [one] = asked([rule], medium="print", role="editor", given={K.REGISTRATION})
    [two] = asked([rule], medium="print", role="editor", given={K.REGISTRATION, K.LETTER, K.PHOTO})
    assert (none.missing, one.missing, two.missing) == (2, 1, 0)
    assert (none.is_choice, none.is_welcome) == (True, False)
    assert two.given == {K.REGISTRATION, K.LETTER}


def test_rules_of_other_media_and_roles_ask_nothing_and_what_is_needed_comes_first() -> None:
    rules = [
        PaperRule((K.EQUIPMENT,), needed=0, media=("tv",)),
        PaperRule((K.REGISTRATION,), needed=1, media=("digital",)),
        PaperRule((K.TEAR_SHEETS,), needed=1, roles=("photographer",)),
        PaperRule((K.PHOTO,), needed=1),
    ]
    found = asked(rules, medium="tv", role="reporter", given=set())
    assert [each.rule.kinds for each in found] == [(K.PHOTO,), (K.EQUIPMENT,)]


def test_an_event_that_asks_for_nothing_misses_nothing() -> None:
    assert missing([], medium="tv", role="reporter", given=set()) == 0
