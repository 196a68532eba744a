"""What a release is at a moment: every combination of what can be known of it."""

import itertools

import pytest

from press.kits.lives import release_state
from press.kits.states import DRAFT_MOVES, DraftState, EndingKind, ReleaseState

BOOLEANS = (False, True)
COMBINATIONS = list(itertools.product(BOOLEANS, BOOLEANS, BOOLEANS, [None, *EndingKind], [None, *DraftState]))


def expected(
    published: bool, lifted: bool, corrected: bool, ending: EndingKind | None, draft: DraftState | None
) -> ReleaseState:
    """The same as a table that a person reads from the top."""
    rows = [
        (ending is EndingKind.KILLED, ReleaseState.KILLED),
        (ending is EndingKind.WITHDRAWN, ReleaseState.WITHDRAWN),
        (published and not lifted, ReleaseState.EMBARGOED),
        (published and corrected, ReleaseState.CORRECTED),
        (published, ReleaseState.PUBLISHED),
        (draft is DraftState.IN_REVIEW, ReleaseState.IN_REVIEW),
        (draft is DraftState.APPROVED, ReleaseState.APPROVED),
    ]
    return next((state for holds, state in rows if holds), ReleaseState.DRAFT)


@pytest.mark.parametrize(("published", "lifted", "corrected", "ending", "draft"), COMBINATIONS)
def test_every_combination(
    published: bool, lifted: bool, corrected: bool, ending: EndingKind | None, draft: DraftState | None
) -> None:
    found = release_state(published=published, lifted=lifted, corrected=corrected, ending=ending, draft=draft)
    assert found is expected(published, lifted, corrected, ending, draft)


def test_every_state_can_be_reached() -> None:
    names = ("published", "lifted", "corrected", "ending", "draft")
    assert {release_state(**dict(zip(names, one, strict=True))) for one in COMBINATIONS} == set(ReleaseState)


def test_a_draft_ends_published_or_discarded_and_nowhere_else() -> None:
    assert {state for state, moves in DRAFT_MOVES.items() if not moves} == {
        DraftState.PUBLISHED,
        DraftState.DISCARDED,
    }
