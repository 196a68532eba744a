"""News by mail: wanted, unwanted, told."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import delete, select

from press.accounts.tokens import hash_token, made_token
from press.audit.services import By, record
from press.clock import BANGKOK
from press.db import db
from press.distribution.models import Subscription, ToldKit
from press.distribution.queries.reading import News, Untold, lock_untold, subscription_of, untold
from press.distribution.states import Pace
from press.events.models import Event
from press.kits.models import Kit
from press.kits.queries import Reader
from press.kits.queries.reading import DatedText, dated_texts
from press.mail import outbox
from press.mail.message import Message

PURPOSE = "unsubscribe"
DIGEST_HOUR = 7  # Bangkok's: before the morning's conference
AT_ONCE = 200  # people in one transaction

Compose = Callable[[Subscription, list[News]], Message]


def subscribe(event: Event, *, account_id: int, pace: Pace, secret_key: str, by: By, at: datetime) -> Subscription:
    """Begins to tell this person of the event's news, or changes how fast. What is there already is not told."""
    held = subscription_of(account_id, event.id, for_update=True)
    begins = held is None or held.ended_at is not None
    if held is None:
        held = Subscription(account_id=account_id, event_id=event.id, nonce=secrets.token_hex(16), token_hash="")
        held.token_hash = hash_token(made_token(held.nonce, purpose=PURPOSE, secret_key=secret_key))
        db.session.add(held)
    held.pace = pace
    if begins:
        held.begun_at = held.told_until = at
        held.ended_at = None
        _have_now(held, at)
    record("news.subscribed", event.subject, by=by, at=at, pace=pace.value)
    db.session.flush()
    return held


def unsubscribe(held: Subscription, *, by: By, at: datetime) -> None:
    """Ends it; a second time changes nothing."""
    if held.ended_at is None:
        held.ended_at = at
        record("news.unsubscribed", held.event.subject, by=by, at=at)
    db.session.flush()


def tell(compose: Compose, *, after: int, at: datetime) -> int | None:
    """Mails what has become visible to those who wait for it, a part of them in the order of their numbers. Returns
    where the next part begins, or None after the last. It tells only: the lift needs nobody's work."""
    morning = _last_morning(at)
    numbers = lock_untold(after, limit=AT_ONCE, at=at, morning=morning)
    read: dict[tuple[int, bool], tuple[DatedText, ...]] = {}  # the texts of a kit, once for each sort of reader
    messages = []
    for subscription, kits in groupby(untold(numbers, at=at, morning=morning), lambda one: one.subscription):
        news = [found for one in kits if (found := _news_of(one, _texts(one, read, at)))]
        if news:
            messages.append(compose(subscription, news))
    outbox.queue_many(messages, at=at)
    db.session.flush()
    return numbers[-1] if len(numbers) == AT_ONCE else None


def _texts(one: Untold, read: dict[tuple[int, bool], tuple[DatedText, ...]], at: datetime) -> tuple[DatedText, ...]:
    key = (one.kit.id, one.credentialed)
    if key not in read:
        read[key] = tuple(dated_texts(one.kit.slug, Reader(credentialed=one.credentialed), at))
    return read[key]


def _news_of(one: Untold, texts: tuple[DatedText, ...]) -> News | None:
    """What is told of a kit, which is noted as told. What was published later than this mail tells of waits, and so
    does what came in a revision after that: the note is one number."""
    fresh = [text for text in texts if text.changed_in > (one.told.number if one.told else 0)]
    newest = texts[0].text.kit_revision.number if texts else one.kit.current_number
    number = min((text.changed_in - 1 for text in fresh if text.changed_at > one.until), default=newest)
    if one.told is None:
        db.session.add(ToldKit(subscription_id=one.subscription.id, kit_id=one.kit.id, number=number))
    else:
        one.told.number = number
    told = tuple(text for text in fresh if text.changed_in <= number)
    if not told:
        return None
    one.subscription.told_until = one.until
    return News(told[0].text.kit_revision, told, texts)


def _have_now(held: Subscription, at: datetime) -> None:
    """What this subscriber could read before is not news: every kit that has lifted, as it is."""
    db.session.flush()
    db.session.execute(delete(ToldKit).where(ToldKit.subscription_id == held.id))
    lifted = select(Kit.id, Kit.current_number).where(Kit.event_id == held.event_id, ~Kit.lifts_after(at))
    for kit_id, number in db.session.execute(lifted).all():
        db.session.add(ToldKit(subscription_id=held.id, kit_id=kit_id, number=number))


def _last_morning(at: datetime) -> datetime:
    """When the last mail of the day was due."""
    local = at.astimezone(BANGKOK)
    today = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)
