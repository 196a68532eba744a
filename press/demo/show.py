"""The show: the whole product on one stage, once the applications are there."""

from collections.abc import Callable
from datetime import datetime

from press.accreditation.services.papers import takes_papers
from press.accreditation.services.settings import COUNT_AGAIN
from press.demo import team
from press.demo.papers import Owner
from press.demo.scenes import SCENES
from press.demo.services import Filled
from press.demo.stage import NobodyLeft, Stage, officer_accounts
from press.events.errors import WindowClosed
from press.events.models import Event
from press.jobs.services import enqueue

_WITH_PAPERS = 12


def story_ends_at(event: Event, at: datetime) -> datetime:
    """The moment that everything leads up to: now, or the day of an event that is over."""
    return at if event.takes_applications(at) or event.starts_at > at else event.starts_at


def show(
    event: Event, filled: Filled, *, seed: int, secret_key: str, consent_version: str, at: datetime
) -> list[Owner]:
    """Plays every scene for which enough people wait and the event is open. Returns whose papers are to be handed in
    afterwards."""
    stage = Stage(
        event=event,
        filled=filled,
        seed=seed,
        at=at,
        secret_key=secret_key,
        consent_version=consent_version,
        officers=officer_accounts(event, at=at),
    )
    for scene in (team.outlets, team.words_and_views, *SCENES, team.notes, team.looks):
        _play(scene, stage)
    enqueue(COUNT_AGAIN, {"event_id": event.id}, at=at)  # nobody has counted the papers of those who came in bulk
    people = [person for person in stage.played if takes_papers(person.application)]
    return [Owner(each.application.ref, each.kept.made.outlet.domain) for each in people[:_WITH_PAPERS]]


def _play(scene: Callable[[Stage], None], stage: Stage) -> None:
    try:
        scene(stage)
    except (NobodyLeft, WindowClosed):
        return  # what was played until here stands by itself
