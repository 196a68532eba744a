"""The counting rule: distinct, verified outlets with a confirmed assignment. Published on the event page; the
same figures on the desk, in the JSON and in the report."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, func, select

from press.accreditation.models import Application
from press.accreditation.states import ACCREDITED, COUNTING_GRADES
from press.audit.queries import entries_about
from press.clock import BANGKOK
from press.db import db
from press.events.models import Event
from press.events.settings import PUBLIC_FIGURES
from press.outlets.models import Outlet, OwnMedium
from press.outlets.states import Medium, OutletState

# The entry of the audit that holds an event's figures as they were when it ended: nobody changes them there.
FROZEN = "event.figures_frozen"


@dataclass(frozen=True)
class Progress:
    """The ladder at one moment.

    `outlets`: counted outlets. `owners`: their distinct owners, an outlet without a known owner being its own.
    `people`: everyone approved now. `attended`: counted outlets of which somebody came. `self_declared`: outlets
    with somebody approved that are not counted, for want of verification or of a confirmed assignment."""

    event: str
    goal: int
    outlets: int
    owners: int
    people: int
    attended: int
    self_declared: int
    by_medium: dict[Medium, int]
    thai: int
    foreign: int
    as_of: datetime

    def as_json(self) -> dict[str, Any]:
        """The contract's JSON; `as_of` in Bangkok's offset."""
        return {
            "event": self.event,
            "goal": self.goal,
            "outlets": self.outlets,
            "owners": self.owners,
            "people": self.people,
            "attended": self.attended,
            "self_declared": self.self_declared,
            "by_medium": {medium.value: count for medium, count in self.by_medium.items()},
            "thai": self.thai,
            "foreign": self.foreign,
            "as_of": self.as_of.astimezone(BANGKOK).isoformat(timespec="seconds"),
        }

    def published(self, figures: Sequence[str]) -> dict[str, Any]:
        """The JSON with those of PUBLIC_FIGURES that the event publishes."""
        hidden = set(PUBLIC_FIGURES) - set(figures)
        return {name: value for name, value in self.as_json().items() if name not in hidden}

    @property
    def squares(self) -> list[Medium]:
        """One medium for each counted outlet: the row of squares."""
        return [medium for medium, count in self.by_medium.items() for _square in range(count)]


_EVENT = bindparam("event_id", type_=Integer)
_APPROVED = (Application.event_id == _EVENT, Application.state.in_(ACCREDITED))
_NOT_OWN = Outlet.id.not_in(select(OwnMedium.outlet_id).where(OwnMedium.event_id == _EVENT))


def _someone(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Somebody approved has this outlet as the primary one."""
    return select(Application.id).where(Application.outlet_id == Outlet.id, *_APPROVED, *more).exists()


# Put together once: building a statement costs more than running it.
_CONFIRMED = Application.grade.in_(COUNTING_GRADES)
_COUNTED = select(
    Outlet.medium,
    Outlet.country,
    Outlet.owner_id,
    _someone(_CONFIRMED, Application.attended_at.is_not(None)).label("attended"),
).where(Outlet.state == OutletState.VERIFIED, _NOT_OWN, _someone(_CONFIRMED))
_COUNTED_IDS = select(Outlet.id).where(Outlet.state == OutletState.VERIFIED, _NOT_OWN, _someone(_CONFIRMED))
# Of applications: those for which an outlet is counted. Whoever asks gives `event_id`.
COUNTED = (
    *_APPROVED,
    _CONFIRMED,
    Application.outlet_id.in_(select(Outlet.id).where(Outlet.state == OutletState.VERIFIED, _NOT_OWN)),
)
_PEOPLE = select(func.count()).select_from(Application).where(*_APPROVED)
_REPRESENTED = select(func.count()).select_from(Outlet).where(_NOT_OWN, _someone())


def progress(event: Event, *, at: datetime) -> Progress:
    """The event's figures by the counting rule, at this moment."""
    asked = {"event_id": event.id}
    # Rows of the registry, not of the applications: a crew of thirty costs what one person costs.
    counted = db.session.execute(_COUNTED, asked).all()
    by_medium = dict.fromkeys(Medium, 0)
    for row in counted:
        by_medium[row.medium] += 1
    return Progress(
        event=event.slug,
        goal=event.goal,
        outlets=len(counted),
        owners=len({row.owner_id for row in counted if row.owner_id}) + sum(not row.owner_id for row in counted),
        people=db.session.scalar(_PEOPLE, asked) or 0,
        attended=sum(bool(row.attended) for row in counted),
        self_declared=(db.session.scalar(_REPRESENTED, asked) or 0) - len(counted),
        by_medium=by_medium,
        thai=sum(row.country == "TH" for row in counted),
        foreign=sum(row.country != "TH" for row in counted),
        as_of=at,
    )


def progress_at_end(event: Event) -> Progress | None:
    """The figures that were frozen when the event ended; None until then. Where the end was moved to a later day, those
    of the day before it count no more."""
    frozen = next((act for act in entries_about(event.subject, action=FROZEN) if act.at >= event.ends_at), None)
    if frozen is None:
        return None
    by_medium = {Medium(name): count for name, count in frozen.details["by_medium"].items()}
    return Progress(**{**frozen.details, "event": event.slug, "by_medium": by_medium, "as_of": frozen.at})


def outlets_added(event_id: int, application_ids: Collection[int]) -> int:
    """How many outlets would be counted in addition, were these applications approved."""
    added = select(Application.outlet_id).join(Outlet, Outlet.id == Application.outlet_id)
    return (
        db.session.scalar(
            added.where(
                Application.id.in_(application_ids),
                _CONFIRMED,
                Outlet.state == OutletState.VERIFIED,
                _NOT_OWN,
                Outlet.id.not_in(_COUNTED_IDS),
            )
            .with_only_columns(func.count(Application.outlet_id.distinct()))
            .params(event_id=event_id)
        )
        or 0
    )
