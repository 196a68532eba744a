"""Who somebody is to the kits of an event."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from press.accounts.actor import Actor, Nobody
from press.accounts.rules import may_edit_kits_in
from press.accreditation.queries import is_credentialed
from press.distribution.queries.emblems import emblem_grants
from press.distribution.queries.terms import undertaken_kits
from press.kits.models import Kit
from press.kits.queries import KnownKit, Reader, known_kits_of_event, visible_mark_of_event
from press.kits.states import MarkKind

_stand_in: ContextVar[Reader | None] = ContextVar("press_reader", default=None)


@contextmanager
def reading_as(reader: Reader | None) -> Iterator[None]:
    """Within, whoever asks is this reader: a drill tries kits as people who may not exist yet."""
    token = _stand_in.set(reader)
    try:
        yield
    finally:
        _stand_in.reset(token)


def reader_of(actor: Actor | Nobody, event_id: int) -> Reader:
    """What this person is to the kits of this event, read anew: a revocation counts from the next request."""
    played = _stand_in.get()
    if played is not None:
        return played
    if not isinstance(actor, Actor):
        return Reader()
    credentialed = is_credentialed(actor.account_id, event_id)
    return Reader(
        credentialed=credentialed,
        staff=may_edit_kits_in(actor, event_id),
        undertaken=undertaken_kits(actor.account_id, event_id) if credentialed else frozenset(),
        emblems=emblem_grants(actor.account_id, event_id),
    )


@dataclass(frozen=True)
class MarkLink:
    """A mark that somebody may know of: its kit's name in addresses, its title, and whether it spreads freely or is
    asked for."""

    slug: str
    title_th: str
    title_en: str
    spreads: bool

    def title(self, language: str) -> str:
        return self.title_th if language == "th" else self.title_en


def mark_for(event_id: int, actor: Actor | Nobody, at: datetime) -> MarkLink | None:
    """The event's mark, for whoever may take it or ask for it."""
    found = visible_mark_of_event(event_id, reader_of(actor, event_id), at)
    if found is None:
        return None
    slug, pack = found
    return MarkLink(slug, pack.title_th, pack.title_en, spreads=pack.kind is MarkKind.PROGRAMME_MARK)


@dataclass(frozen=True)
class Opening:
    """A kit that is held, for somebody who may know of its hour. `asks`: it may be read now, after an undertaking."""

    slug: str
    opens_at: datetime
    asks: bool


def opening_of(kit: Kit, reader: Reader, at: datetime) -> Opening:
    """When the kit opens, and whether this reader may read it before."""
    asks = kit.available_from <= at < kit.embargo_until and kit.id not in reader.undertaken
    return Opening(kit.slug, kit.lift, asks)


@dataclass(frozen=True)
class KitLink:
    """A kit of an event that somebody may open now, or that is held and whose hour they may know. A held one has no
    titles and an `opening`."""

    slug: str
    title_th: str = ""
    title_en: str = ""
    opening: Opening | None = None

    def title(self, language: str) -> str:
        return self.title_th if language == "th" else self.title_en


def kits_for(event_id: int, actor: Actor | Nobody, at: datetime) -> list[KitLink]:
    """Every kit of the event that this person may open, or will be able to; those that are open first."""
    reader = reader_of(actor, event_id)
    return [_link_to(known, reader, at) for known in known_kits_of_event(event_id, reader, at)]


def _link_to(known: KnownKit, reader: Reader, at: datetime) -> KitLink:
    revision = known.revision
    if revision is None:
        return KitLink(known.kit.slug, opening=opening_of(known.kit, reader, at))
    return KitLink(known.kit.slug, revision.title_th, revision.title_en)
