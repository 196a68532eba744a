"""Who follows a kit: by feeds, and by mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, literal, select
from sqlalchemy.orm import contains_eager, joinedload

from press.accounts.models import Account
from press.accounts.tokens import hash_token
from press.accreditation.queries import has_credential, is_credentialed
from press.db import UtcDateTime, db
from press.distribution.models import FeedKey, Subscription, ToldKit
from press.distribution.states import Pace
from press.kits.models import Kit, KitRevision
from press.kits.queries import Reader
from press.kits.queries.reading import DatedText


def reader_with_token(token: str, kit: Kit) -> Reader | None:
    """What the owner of this key is to the kit, read anew; None when it opens nothing here. It never is staff's view:
    a key that was passed on must not show what is under embargo."""
    key = db.session.scalar(
        select(FeedKey)
        .join(Account, Account.id == FeedKey.account_id)
        .where(FeedKey.token_hash == hash_token(token), FeedKey.kit_id == kit.id, Account.disabled_at.is_(None))
    )
    return Reader(credentialed=is_credentialed(key.account_id, kit.event_id)) if key else None


def feed_key_of(account_id: int, kit_id: int) -> FeedKey | None:
    """This reader's key to the feeds of the kit."""
    return db.session.scalar(select(FeedKey).where(FeedKey.account_id == account_id, FeedKey.kit_id == kit_id))


def feed_keys_of(account_id: int) -> Sequence[FeedKey]:
    """Every key of a person."""
    return db.session.scalars(
        select(FeedKey).options(joinedload(FeedKey.kit)).where(FeedKey.account_id == account_id).order_by(FeedKey.id)
    ).all()


def subscription_of(account_id: int, event_id: int, *, for_update: bool = False) -> Subscription | None:
    """This person's subscription to the event's news, ended ones too."""
    query = select(Subscription).where(Subscription.account_id == account_id, Subscription.event_id == event_id)
    return db.session.scalar(query.with_for_update() if for_update else query)


def subscriptions_of(account_id: int) -> Sequence[Subscription]:
    """Every subscription of a person, ended ones too."""
    return db.session.scalars(
        select(Subscription)
        .options(joinedload(Subscription.event))
        .where(Subscription.account_id == account_id)
        .order_by(Subscription.id)
    ).all()


def subscription_with_token(token: str) -> Subscription | None:
    """The subscription that this address in a mail belongs to."""
    return db.session.scalar(select(Subscription).where(Subscription.token_hash == hash_token(token)))


@dataclass(frozen=True)
class News:
    """What a reader has not been told of yet, by kit. `everything`: all texts of the kit, of which a release that
    changed in one language alone has its name in the other."""

    revision: KitRevision
    texts: tuple[DatedText, ...]
    everything: tuple[DatedText, ...]


@dataclass(frozen=True)
class Untold:
    """A lifted kit that was published since its subscriber was last told of it. `told` is None before the first time;
    `until` is the moment up to which they are told now."""

    subscription: Subscription
    kit: Kit
    told: ToldKit | None
    credentialed: bool
    until: datetime


def lock_untold(after: int, *, limit: int, at: datetime, morning: datetime) -> Sequence[int]:
    """The numbers above this one of subscriptions that have something `untold`, in order, with their rows locked."""
    wanted = _untold(at, morning).with_only_columns(Subscription.id)
    return db.session.scalars(
        select(Subscription.id)
        .where(Subscription.id > after, Subscription.id.in_(wanted))
        .order_by(Subscription.id)
        .limit(limit)
        .with_for_update()
    ).all()


def untold(numbers: Sequence[int], *, at: datetime, morning: datetime) -> list[Untold]:
    """What is to be told under these subscriptions: at once up to this moment, once a day up to the `morning`. Ask with
    their rows locked, after that: another worker may have told of it while this one waited for them."""
    rows = db.session.execute(
        _untold(at, morning)
        .options(contains_eager(Subscription.account), joinedload(Subscription.event))
        .where(Subscription.id.in_(numbers))
        .order_by(Subscription.id, Kit.id)
    )
    return [Untold(*row) for row in rows]


def _untold(at: datetime, morning: datetime) -> Select[Any]:
    until = case((Subscription.pace == Pace.DAILY, literal(morning, UtcDateTime())), else_=literal(at, UtcDateTime()))
    published = exists().where(
        KitRevision.kit_id == Kit.id,
        KitRevision.number > func.coalesce(ToldKit.number, 0),
        KitRevision.published_at <= until,
    )
    return (
        select(Subscription, Kit, ToldKit, has_credential(Subscription.account_id, Subscription.event_id), until)
        .join(Subscription.account)
        .join(Kit, Kit.event_id == Subscription.event_id)
        .outerjoin(ToldKit, and_(ToldKit.subscription_id == Subscription.id, ToldKit.kit_id == Kit.id))
        .where(
            Subscription.ended_at.is_(None),
            Subscription.told_until < until,
            Account.disabled_at.is_(None),
            ~Kit.lifts_after(until),
            published,
        )
    )
