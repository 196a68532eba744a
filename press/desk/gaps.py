"""The gaps in an event's progress, in words: which media lack outlets, and what is under way there."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from press.accreditation import words
from press.accreditation.queries import Counts, Progress
from press.accreditation.states import ACCREDITED, ApplicationState
from press.outlets.states import Medium

_S = ApplicationState
_UNDECIDED = (_S.SUBMITTED, _S.IN_REVIEW, _S.NEEDS_INFO, _S.RECOMMENDED)


@dataclass(frozen=True)
class Gap:
    """A medium with too few outlets: how many there are, of how many where there is a target, and what of its
    applications may change that. Empty where nobody has applied."""

    medium: Medium
    name: str
    under_way: str


def gaps(figures: Progress, counts: Mapping[Medium, Counts], targets: Mapping[str, int]) -> list[Gap]:
    """The media that are below their target; in an event without targets, those of which no outlet is counted."""
    wanted = {medium: targets.get(medium, 0) if targets else 1 for medium in Medium}
    return [
        Gap(medium, _named(medium, count, targets), _under_way(counts[medium], count))
        for medium, count in figures.by_medium.items()
        if count < wanted[medium]
    ]


def _named(medium: Medium, count: int, targets: Mapping[str, int]) -> str:
    name = words.medium(medium)
    if not targets:
        return name
    return _("%(medium)s: %(count)s of %(target)s", medium=name, count=count, target=targets[medium])


def _under_way(counts: Counts, counted: int) -> str:
    if not any(counts.values()):
        return ""
    undecided = sum(counts[state] for state in _UNDECIDED)
    waiting = counts[_S.WAITLISTED]
    approved = 0 if counted else sum(counts[state] for state in ACCREDITED)
    said = (
        _("not decided yet: %(count)s", count=undecided) if undecided else "",
        _("on the waiting list: %(count)s", count=waiting) if waiting else "",
        _("approved: %(count)s", count=approved) if approved else "",
    )
    return " · ".join(filter(None, said)) or _("nothing left to decide")
