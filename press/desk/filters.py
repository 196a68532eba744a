"""What the queue's address asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from press.accreditation.queries import QueueFilter
from press.accreditation.states import SHOWN_TO_STAFF, WAITING
from press.outlets.states import Medium
from press.web.fields import one_line

ALL = "all"
WAITING_WORD = "waiting"
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Wanted:
    """A filter as it was asked for. `fault` says which part of the address meant nothing and was left out."""

    filter: QueueFilter
    state: str
    medium: str
    words: str
    page: int
    fault: str = ""


def read_filter(args: Mapping[str, str]) -> Wanted:
    """Reads `state`, `medium`, `q` and `page`. Without a state: whoever waits; with a search: everybody."""
    searched = one_line(args.get("q"))[:LONGEST_SEARCH]
    state = args.get("state") or (ALL if searched else WAITING_WORD)
    medium = args.get("medium", "")
    faults = []
    known = {ALL: (), WAITING_WORD: WAITING, **{each.value: (each,) for each in SHOWN_TO_STAFF}}
    if state not in known:
        faults.append(_("There is no state “%(state)s”; all are shown.", state=state[:40]))
        state = ALL
    if medium and medium not in set(Medium):
        faults.append(_("There is no medium “%(medium)s”; all are shown.", medium=medium[:40]))
        medium = ""
    page = args.get("page", "1")
    return Wanted(
        filter=QueueFilter(states=known[state], medium=Medium(medium) if medium else None, words=searched),
        state=state,
        medium=medium,
        words=searched,
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
        fault=" ".join(faults),
    )
