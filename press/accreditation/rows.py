"""What an act on many applications says of each: values that are kept as JSON."""

from dataclasses import dataclass
from typing import Any

from press.accreditation.errors import (
    AppealNeedsAnother,
    DecidedMeanwhile,
    IllegalMove,
    NoPlace,
    NotRecommended,
    OutletBlocked,
    SameOfficer,
)
from press.accreditation.quotas import Line
from press.accreditation.states import ApplicationState, RowOutcome
from press.errors import Refusal

_WHY: dict[type[Refusal], RowOutcome] = {
    DecidedMeanwhile: RowOutcome.CHANGED,
    NotRecommended: RowOutcome.TAKEN_BACK,
    NoPlace: RowOutcome.NO_PLACE,
    SameOfficer: RowOutcome.SAME_OFFICER,
    AppealNeedsAnother: RowOutcome.SAME_OFFICER,
    OutletBlocked: RowOutcome.BLOCKED,
    IllegalMove: RowOutcome.NOT_POSSIBLE,
}


@dataclass(frozen=True)
class RowResult:
    """One application's result. `outcome` is what was wished for it; `line` the quota that is used up."""

    ref: str
    result: RowOutcome
    outcome: ApplicationState | None = None
    line: Line | None = None

    @classmethod
    def refused(cls, ref: str, why: Refusal, outcome: ApplicationState | None = None) -> "RowResult":
        """The result of a row whose verb raised this; a refusal of another kind is said to be not possible."""
        result = _WHY.get(type(why), RowOutcome.NOT_POSSIBLE)
        return cls(ref, result, outcome, why.line if isinstance(why, NoPlace) else None)

    def as_json(self) -> dict[str, Any]:
        line = self.line
        return {
            "ref": self.ref,
            "result": self.result.value,
            "outcome": self.outcome.value if self.outcome else None,
            "line": [line.kind, line.name, line.taken, line.most] if line else None,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "RowResult":
        outcome, line = value["outcome"], value["line"]
        return cls(
            value["ref"],
            RowOutcome(value["result"]),
            ApplicationState(outcome) if outcome else None,
            Line(*line) if line else None,
        )
