"""News by mail: wanted, unwanted, told."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from press.accounts.models import Account
from press.accounts.tokens import hash_token, made_token
from press.accreditation.queries import is_credentialed
from press.audit.services import By, record
from press.clock import BANGKOK
from press.db import db
from press.distribution.models import Subscription
from press.distribution.queries.reading import News, news_for, subscription_of
from press.distribution.states import Pace
from press.events.models import Event
from press.kits.queries import Reader
from press.mail import outbox
from press.mail.message import Message

PURPOSE = "unsubscribe"
DIGEST_HOUR = 7  # Bangkok's: before the morning's conference
AT_ONCE = 200  # people in one transaction
# A publication bears the moment at which its transaction began, and shows from its end on. So nobody counts as told up
# to this moment, but up to the newest that they were told of; what is older than this has come or never will.
LONGEST_COMMIT = timedelta(minutes=10)

Compose = Callable[[Subscription, list[News]], Message]


def subscribe(event: Event, *, account_id: int, pace: Pace, secret_key: str, by: By, at: datetime) -> Subscription:
    """Begins to tell this person of the event's news, or changes how fast. What is there already is not told."""
    held = subscription_of(account_id, event.id)
    if held is None:
        held = Subscription(account_id=account_id, event_id=event.id, nonce=secrets.token_hex(16), token_hash="")
        held.token_hash = hash_token(made_token(held.nonce, purpose=PURPOSE, secret_key=secret_key))
        held.begun_at = held.told_until = at
        db.session.add(held)
    if held.ended_at is not None:
        held.begun_at = held.told_until = at
        held.ended_at = None
    held.pace = pace
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
    part = db.session.scalars(
        select(Subscription)
        .join(Subscription.account)
        .options(joinedload(Subscription.account), joinedload(Subscription.event))
        .where(Subscription.id > after, Subscription.ended_at.is_(None), Account.disabled_at.is_(None))
        .order_by(Subscription.id)
        .limit(AT_ONCE)
        .with_for_update(of=Subscription)
    ).all()
    due = [one for one in part if one.told_until < _due(one.pace, at)]
    messages = []
    for _event_id, several in groupby(sorted(due, key=lambda one: (one.event_id, one.id)), lambda one: one.event_id):
        messages += _told(list(several), compose, at)
    outbox.queue_many(messages, at=at)
    return part[-1].id if len(part) == AT_ONCE else None


def _told(subscriptions: list[Subscription], compose: Compose, at: datetime) -> list[Message]:
    """The mails of one event. Its news are read once for each sort of reader."""
    oldest = min(one.told_until for one in subscriptions)
    event_id = subscriptions[0].event_id
    news = {
        credentialed: news_for(Reader(credentialed=credentialed), event_id, since=oldest, at=at)
        for credentialed in (True, False)
    }
    if not any(news.values()):
        return []
    messages = []
    for one in subscriptions:
        until = _due(one.pace, at)
        own = _between(one.told_until, until, news[is_credentialed(one.account_id, event_id)])
        if own:
            messages.append(compose(one, own))
        newest = max((text.changed_at for each in own for text in each.texts), default=one.told_until)
        one.told_until = max(one.told_until, newest, until - LONGEST_COMMIT)
    return messages


def _between(since: datetime, until: datetime, news: list[News]) -> list[News]:
    kept = [replace(one, texts=tuple(text for text in one.texts if since < text.changed_at <= until)) for one in news]
    return [one for one in kept if one.texts]


def _due(pace: Pace, at: datetime) -> datetime:
    """Up to when somebody is told now: up to this moment, or up to that at which the day's mail was due."""
    if pace is Pace.AT_ONCE:
        return at
    local = at.astimezone(BANGKOK)
    today = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if today <= local else today - timedelta(days=1)
