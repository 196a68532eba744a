"""What a release would do, in numbers: shown before it is done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from press.accreditation.models import Recommendation
from press.accreditation.queries.places import places_of
from press.accreditation.queries.progress import outlets_added, progress
from press.accreditation.quotas import Line
from press.accreditation.states import ACCREDITED, OUTCOMES, ApplicationState
from press.events.models import Event


@dataclass(frozen=True)
class ReleaseFigures:
    """How many get which outcome; each quota before and after; outlets counted before and after; and who would find
    no place, in the order of the release."""

    outcomes: dict[ApplicationState, int]
    places: list[tuple[Line, Line]]
    outlets_before: int
    outlets_after: int
    without_place: frozenset[str]


def release_figures(event: Event, chosen: Sequence[Recommendation], *, at: datetime) -> ReleaseFigures:
    """The figures for releasing these, in this order."""
    before = places_of(event)
    after = before.copy()
    full, approved = set(), []
    for each in chosen:
        if each.outcome not in ACCREDITED:
            continue
        if after.full_for(each.application) is not None:
            full.add(each.application.ref)
            continue
        after.take(each.application)
        approved.append(each.application_id)
    counted = Counter(each.outcome for each in chosen)
    outlets = progress(event, at=at).outlets
    return ReleaseFigures(
        outcomes={outcome: counted[outcome] for outcome in OUTCOMES},
        places=list(zip(before.lines(), after.lines(), strict=True)),
        outlets_before=outlets,
        outlets_after=outlets + outlets_added(event.id, approved),
        without_place=frozenset(full),
    )
