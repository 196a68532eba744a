"""What each event chooses: evidence by medium, quotas, targets. Kept as JSON in the event's row, read as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class PaperKind(StrEnum):
    """What an applicant may be asked to hand in. Words are typed, files are uploaded (see WORDS)."""

    LETTER = "letter"  # assignment letter on letterhead, signed by an editor
    PRESS_CARD = "press_card"
    PHOTO = "photo"  # head and shoulders, light background: for the badge
    WORK = "work"  # addresses of reports of the past month
    TEAR_SHEETS = "tear_sheets"  # published pictures with credit
    REGISTRATION = "registration"  # NBTC licence, press registration, registered company
    CREW_LIST = "crew_list"
    EQUIPMENT = "equipment"  # with frequencies if wireless
    AUDIENCE = "audience"  # account, followers, a dated screenshot
    EDITOR = "editor"  # the address of the editor or desk that confirms


# Answered in words; every other kind is a file.
WORDS = frozenset({PaperKind.WORK, PaperKind.CREW_LIST, PaperKind.EQUIPMENT, PaperKind.EDITOR})
# Whoever asks for one asks for a reason: these are deleted after the event's retention.
IDENTIFYING = frozenset({PaperKind.PRESS_CARD, PaperKind.PHOTO, PaperKind.LETTER})


@dataclass(frozen=True)
class PaperRule:
    """`needed` of these kinds, from applicants of these media and roles; none named means all of them.

    `needed` equal to the number of kinds asks for each; less is "any two of"; 0 is welcome, not asked for."""

    kinds: tuple[PaperKind, ...]
    needed: int
    media: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    def applies_to(self, medium: str, role: str) -> bool:
        return (not self.media or medium in self.media) and (not self.roles or role in self.roles)

    def as_json(self) -> dict[str, Any]:
        return {
            "kinds": [kind.value for kind in self.kinds],
            "needed": self.needed,
            "media": list(self.media),
            "roles": list(self.roles),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "PaperRule":
        """Raises KeyError, TypeError or ValueError for what is no rule."""
        kinds = tuple(PaperKind(kind) for kind in value["kinds"])
        needed = int(value.get("needed", len(kinds)))
        if not kinds or not 0 <= needed <= len(kinds):
            raise ValueError("a rule on papers needs kinds, and asks for at most as many as it names")
        return cls(kinds, needed, tuple(value.get("media", ())), tuple(value.get("roles", ())))


@dataclass(frozen=True)
class Quotas:
    """Most people who may be accredited; None is without limit. By medium and role: only those that are named."""

    overall: int | None = None
    per_outlet: int | None = None
    by_medium: Mapping[str, int] = field(default_factory=dict)
    by_role: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self != Quotas()

    def as_json(self) -> dict[str, Any]:
        return {
            "overall": self.overall,
            "per_outlet": self.per_outlet,
            "by_medium": dict(self.by_medium),
            "by_role": dict(self.by_role),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Quotas":
        """Raises TypeError or ValueError for what is no quota."""
        overall, per_outlet = value.get("overall"), value.get("per_outlet")
        return cls(
            overall=None if overall is None else _places(overall),
            per_outlet=None if per_outlet is None else _places(per_outlet),
            by_medium={str(name): _places(most) for name, most in value.get("by_medium", {}).items()},
            by_role={str(name): _places(most) for name, most in value.get("by_role", {}).items()},
        )


def _places(value: Any) -> int:
    number = int(value)
    if number < 0:
        raise ValueError("a quota is not less than 0")
    return number


# What an event asks for unless it says otherwise.
USUAL_PAPERS = (
    PaperRule((PaperKind.LETTER, PaperKind.PRESS_CARD, PaperKind.EDITOR), needed=1),
    PaperRule((PaperKind.WORK,), needed=1, media=("tv", "radio", "print", "magazine", "digital")),
    PaperRule((PaperKind.TEAR_SHEETS,), needed=0, roles=("photographer",)),
    PaperRule((PaperKind.REGISTRATION,), needed=0, media=("digital",)),
    PaperRule((PaperKind.AUDIENCE, PaperKind.WORK), needed=2, media=("social",)),
    PaperRule((PaperKind.EQUIPMENT,), needed=0, media=("tv", "radio")),
    PaperRule((PaperKind.PHOTO,), needed=1),
)
# What of the progress the public may see, in this order.
PUBLIC_FIGURES = ("outlets", "owners", "people", "attended", "self_declared", "by_medium", "thai", "foreign")
# An appeal or a retention that lasts longer is a slip of the finger.
MOST_DAYS = 3_650
