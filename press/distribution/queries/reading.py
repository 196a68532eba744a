"""Who follows a kit: by feeds, and by mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from press.accounts.models import Account
from press.accounts.tokens import hash_token
from press.accreditation.queries import is_credentialed
from press.db import db
from press.distribution.models import FeedKey, Subscription
from press.kits.models import Kit, KitRevision
from press.kits.queries import Reader
from press.kits.queries.reading import DatedText, dated_texts


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


def subscription_of(account_id: int, event_id: int) -> Subscription | None:
    """This person's subscription to the event's news, ended ones too."""
    return db.session.scalar(
        select(Subscription).where(Subscription.account_id == account_id, Subscription.event_id == event_id)
    )


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


def news_for(reader: Reader, event_id: int, *, since: datetime, at: datetime) -> list[News]:
    """The texts of the event's kits that this reader may have, and that are new or other than before, since then."""
    # Which kits are worth a look: those that were lifted or published since. What shows of them, says the rule.
    moved = or_(Kit.lifts_after(since), KitRevision.published_at > since)
    kits = db.session.scalars(
        select(Kit.slug)
        .join(KitRevision, (KitRevision.kit_id == Kit.id) & (KitRevision.number == Kit.current_number))
        .where(Kit.event_id == event_id, moved)
        .order_by(Kit.id)
    ).all()
    found = []
    for slug in kits:
        everything = tuple(dated_texts(slug, reader, at))
        fresh = tuple(one for one in everything if since < one.changed_at <= at)
        if fresh:
            found.append(News(fresh[0].text.kit_revision, fresh, everything))
    return found
