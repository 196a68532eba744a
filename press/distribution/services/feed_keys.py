"""The keys to feeds: made and revoked by their owners."""

import secrets
from datetime import datetime

from sqlalchemy import delete, select

from press.accounts.tokens import hash_token
from press.audit.services import By, record
from press.db import db
from press.distribution.models import FeedKey
from press.kits.models import Kit


def make_feed_key(kit: Kit, *, account_id: int, by: By, at: datetime) -> str:
    """Makes this reader's key to the feeds of the kit and returns its token, which can be shown this once. A key from
    before stops working."""
    token = secrets.token_urlsafe(32)
    held = db.session.scalar(
        select(FeedKey).where(FeedKey.account_id == account_id, FeedKey.kit_id == kit.id).with_for_update()
    )
    if held is None:
        held = FeedKey(account_id=account_id, kit_id=kit.id)
        db.session.add(held)
    held.token_hash, held.made_at = hash_token(token), at
    record("feed_key.made", f"kit:{kit.slug}", by=by, at=at)
    db.session.flush()
    return token


def revoke_feed_key(kit: Kit, *, account_id: int, by: By, at: datetime) -> None:
    """Ends this reader's key, if there is one: the feeds close to whoever has it."""
    ended = db.session.execute(delete(FeedKey).where(FeedKey.account_id == account_id, FeedKey.kit_id == kit.id))
    if ended.rowcount:  # type: ignore[attr-defined]
        record("feed_key.revoked", f"kit:{kit.slug}", by=by, at=at)
