"""Which papers an event asks of somebody, and which of them are missing. Pure: knows rules and kinds, no database."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from press.events.settings import PaperKind, PaperRule


@dataclass(frozen=True)
class Asked:
    """One rule, as it stands for one applicant."""

    rule: PaperRule
    given: frozenset[PaperKind]

    @property
    def missing(self) -> int:
        """How many papers this rule still asks for."""
        return max(0, self.rule.needed - len(self.given))

    @property
    def is_choice(self) -> bool:
        """Fewer are needed than named: any of them will do."""
        return 0 < self.rule.needed < len(self.rule.kinds)

    @property
    def is_welcome(self) -> bool:
        """Nothing is needed; what comes helps."""
        return self.rule.needed == 0


def asked(rules: Iterable[PaperRule], *, medium: str, role: str, given: Set[PaperKind]) -> list[Asked]:
    """The rules that apply to this medium and role, each with what of it was given; what is needed comes first."""
    applying = [rule for rule in rules if rule.applies_to(medium, role)]
    found = [Asked(rule, frozenset(given) & frozenset(rule.kinds)) for rule in applying]
    return sorted(found, key=lambda each: each.is_welcome)


def missing(rules: Iterable[PaperRule], *, medium: str, role: str, given: Set[PaperKind]) -> int:
    """How many papers are still asked for."""
    return sum(each.missing for each in asked(rules, medium=medium, role=role, given=given))
