"""How many places an event has, how many are taken, and whether one is left for somebody. Knows no database."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from press.accreditation.states import JobRole
from press.events.settings import Quotas
from press.outlets.states import Medium

OVERALL, OUTLET, MEDIUM, ROLE = "overall", "outlet", "medium", "role"


class Seeker(Protocol):
    """Whoever may take a place: an application."""

    @property
    def medium(self) -> Medium: ...
    @property
    def role(self) -> JobRole: ...
    @property
    def outlet_id(self) -> int | None: ...


@dataclass(frozen=True)
class Line:
    """One quota: `name` is the medium, the role or the outlet's number; empty for all places together."""

    kind: str
    name: str
    taken: int
    most: int

    @property
    def free(self) -> int:
        return max(0, self.most - self.taken)


@dataclass
class Places:
    """An event's quotas, and who has a place now."""

    quotas: Quotas
    overall: int = 0
    by_outlet: Counter[int] = field(default_factory=Counter)
    by_medium: Counter[str] = field(default_factory=Counter)
    by_role: Counter[str] = field(default_factory=Counter)

    def take(self, seeker: Seeker, people: int = 1) -> None:
        """Notes that places like this one's are taken."""
        self.overall += people
        self.by_medium[seeker.medium] += people
        self.by_role[seeker.role] += people
        if seeker.outlet_id is not None:
            self.by_outlet[seeker.outlet_id] += people

    def lines_for(self, seeker: Seeker) -> list[Line]:
        """The quotas that this one would count for."""
        lines = [line for line in self.lines() if line.name in {"", seeker.medium, seeker.role}]
        most = self.quotas.per_outlet
        if most is not None and seeker.outlet_id is not None:
            lines.append(Line(OUTLET, str(seeker.outlet_id), self.by_outlet[seeker.outlet_id], most))
        return lines

    def full_for(self, seeker: Seeker) -> Line | None:
        """The first quota without a place for this one, or None."""
        return next((line for line in self.lines_for(seeker) if not line.free), None)

    def lines(self) -> list[Line]:
        """Every quota, but for those of single outlets."""
        return list(self._lines())

    def _lines(self) -> Iterator[Line]:
        if self.quotas.overall is not None:
            yield Line(OVERALL, "", self.overall, self.quotas.overall)
        for kind, quotas, taken in (
            (MEDIUM, self.quotas.by_medium, self.by_medium),
            (ROLE, self.quotas.by_role, self.by_role),
        ):
            for name, most in quotas.items():
                yield Line(kind, name, taken[name], most)

    def copy(self) -> "Places":
        """The same, to try out what a batch would take."""
        return Places(
            self.quotas, self.overall, Counter(self.by_outlet), Counter(self.by_medium), Counter(self.by_role)
        )
