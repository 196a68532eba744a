"""A draw: it recommends, and never decides."""

from collections.abc import Sequence
from datetime import datetime

from press.accreditation.errors import DrawChanged
from press.accreditation.models import Application, Draw
from press.accreditation.queries.draws import applications_for, candidates, draw_by_request
from press.accreditation.ranking import APPROVE, Drawn, Rule, as_csv, draw, fingerprint, seed_hash
from press.accreditation.services.recommending import propose
from press.accreditation.services.settling import Proposal
from press.accreditation.states import ApplicationState
from press.audit.services import Act, By, record, record_many
from press.db import IntegrityError, db
from press.errors import Conflict
from press.events.models import Event

_S = ApplicationState


def hold_draw(rule: Rule, *, seed: str, seen: str, event: Event, request_key: str, by: By, at: datetime) -> Draw:
    """Ranks everybody, and recommends an approval for as many as there are places, the waiting list for the others.
    `seen` is the fingerprint of what was on the screen. The same `request_key` again gives the same draw.

    Raises DrawChanged when somebody came, went, or has another value since."""
    known = draw_by_request(request_key, event_id=event.id)
    if known is not None:
        return known
    people = {each.ref: each for each in applications_for(rule, event.id, for_update=True)}
    taking_part = candidates(rule, event, list(people.values()), at=at)
    if fingerprint(rule, taking_part) != seen:
        raise DrawChanged
    rows = draw(taking_part, places=rule.places, seed=seed)
    held = _keep(rule, rows, seed=seed, event=event, request_key=request_key, by=by, at=at)
    if held is None:
        return _held_meanwhile(request_key, event)
    record_many([*_recommend(people, rows, by=by, at=at), _act(held, rows, event, by, at)])
    return held


def publish_draw(held: Draw, *, event: Event, by: By, at: datetime) -> None:
    """Opens the draw's page to everybody: rule, seed, and each row without a name. Again changes nothing."""
    if held.published_at is None:
        held.published_at = at
        db.session.flush()
        record("event.draw_published", f"event:{event.slug}", by=by, at=at, draw=held.id)


def _recommend(people: dict[str, Application], rows: Sequence[Drawn], *, by: By, at: datetime) -> list[Act]:
    acts = []
    for row in rows:
        one = people[row.ref]
        outcome = _S.APPROVED if row.outcome == APPROVE else _S.WAITLISTED
        if one.state is not outcome:  # on the waiting list already: stays there
            acts.append(propose(one, Proposal(outcome), version=one.version, by=by, at=at)[1])
    db.session.flush()
    return acts


def _keep(
    rule: Rule, rows: Sequence[Drawn], *, seed: str, event: Event, request_key: str, by: By, at: datetime
) -> Draw | None:
    held = Draw(
        request_key=request_key,
        event_id=event.id,
        places=rule.places,
        scope=rule.scope,
        medium=rule.medium,
        criteria=[each.value for each in rule.criteria],
        seed=seed,
        rows=[row.as_json() for row in rows],
        drawn_at=at,
        drawn_by_id=by.account_id,
        drawn_by=by.name,
    )
    try:
        with db.session.begin_nested():
            db.session.add(held)
    except IntegrityError:
        return None
    return held


def _held_meanwhile(request_key: str, event: Event) -> Draw:
    known = draw_by_request(request_key, event_id=event.id)
    if known is None:
        raise Conflict
    return known


def _act(held: Draw, rows: Sequence[Drawn], event: Event, by: By, at: datetime) -> Act:
    """What the audit holds on to: whoever changed the draw later would have to change it there, too."""
    details = {
        "draw": held.id,
        "places": held.places,
        "criteria": held.criteria,
        "seed_sha256": seed_hash(held.seed),
        "csv_sha256": csv_hash(held),
        "rows": len(rows),
    }
    return Act("event.drawn", f"event:{event.slug}", by, at, details)


def csv_of(held: Draw) -> bytes:
    """The draw's table for everybody."""
    return as_csv(held.criteria, [Drawn.from_json(row) for row in held.rows])


def csv_hash(held: Draw) -> str:
    """Its SHA-256."""
    return seed_hash(csv_of(held).decode("ascii"))
