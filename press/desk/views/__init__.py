"""The desk's pages, by noun. Importing a module adds its views to the blueprint."""

from press.desk.views import (
    application,
    asking,
    audit,
    confirming,
    crew,
    deciding,
    events,
    mails,
    opening,
    outlet,
    overview,
    papers,
    people,
    queue,
    reasons,
    saved_views,
    teamwork,
)
from press.desk.views.blueprint import blueprint

__all__ = [
    "application",
    "asking",
    "audit",
    "blueprint",
    "confirming",
    "crew",
    "deciding",
    "events",
    "mails",
    "opening",
    "outlet",
    "overview",
    "papers",
    "people",
    "queue",
    "reasons",
    "saved_views",
    "teamwork",
]
