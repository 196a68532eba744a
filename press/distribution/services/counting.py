"""Counting downloads."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from press.clock import is_pretended
from press.db import db, separate_transaction
from press.distribution.models import Download


def record_downloads(asset_revision_ids: Sequence[int], *, account_id: int | None, person: str, at: datetime) -> None:
    """Counts downloads, each once for each person, file and hour. They are kept in a transaction of their own, because
    the request that they belong to only reads. What a drill asks for is no download."""
    if is_pretended():
        return
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    hour = at.replace(minute=0, second=0, microsecond=0)
    known = db.session.scalars(
        select(Download.asset_revision_id).where(
            Download.asset_revision_id.in_(asset_revision_ids), Download.person == person, Download.hour == hour
        )
    )
    new = set(asset_revision_ids) - set(known)
    if not new:  # a reader who comes again asks for no write lock
        return
    rows = [
        {"asset_revision_id": number, "account_id": account_id, "person": person, "hour": hour, "at": at}
        for number in sorted(new)
    ]
    with separate_transaction() as connection:
        connection.execute(insert(Download).values(rows).on_conflict_do_nothing())


def person_key(account_id: int | None, *, secret: str, address: str, browser: str, at: datetime) -> str:
    """Who is counted: the account, or a digest of address and browser that tomorrow's cannot be tied to."""
    if account_id is not None:
        return f"account:{account_id}"
    said = f"download\0{at.date().isoformat()}\0{address}\0{browser}"
    return "visitor:" + hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()[:24]
