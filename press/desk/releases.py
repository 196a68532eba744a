"""What the release page's address and form ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from press.accreditation.models import Recommendation
from press.accreditation.states import OUTCOMES

MOST_AT_ONCE = 500  # rows on the page, and so in one release


@dataclass(frozen=True)
class Choice:
    """The recommendations to show; by which outcome and recommender they were asked for, and who can be asked for."""

    shown: Sequence[Recommendation]
    outcome: str
    by: str
    recommenders: list[str]
    left_out: int


def read_choice(args: Mapping[str, str], waiting: Sequence[Recommendation]) -> Choice:
    """Reads `outcome` and `by`; what means nothing is left out."""
    recommenders = sorted({each.recommended_by for each in waiting})
    outcome = args.get("outcome", "") if args.get("outcome", "") in set(OUTCOMES) else ""
    by = args.get("by", "") if args.get("by", "") in recommenders else ""
    matching = [each for each in waiting if outcome in {"", each.outcome} and by in {"", each.recommended_by}]
    shown = matching[:MOST_AT_ONCE]
    return Choice(shown, outcome, by, recommenders, len(matching) - len(shown))


def chosen_versions(form: MultiDict[str, str]) -> dict[str, int]:
    """Number of application -> version, as it was on the screen: those that were ticked, or all that were shown."""
    wanted = form.getlist("shown" if form.get("which") == "all" else "pick")[:MOST_AT_ONCE]
    pairs = (value.rpartition(":") for value in wanted)
    return {
        ref: int(version)
        for ref, _colon, version in pairs
        if _is_ref(ref) and version.isdecimal() and len(version) < 10
    }


def _is_ref(text: str) -> bool:
    return text.isascii() and text.replace("-", "").isalnum() and len(text) < 40
