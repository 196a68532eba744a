"""Counting downloads."""

import hashlib
import hmac
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from press.clock import is_pretended
from press.db import db, separate_transaction
from press.distribution.models import Download


def record_download(*, asset_revision_id: int, account_id: int | None, person: str, at: datetime) -> None:
    """Counts a download, once for each person, file and hour. It is kept in a transaction of its own, because
    the request that it belongs to only reads. What a drill asks for is no download."""
    if is_pretended():
        return
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    hour = at.replace(minute=0, second=0, microsecond=0)
    known = select(Download.id).where(
        Download.asset_revision_id == asset_revision_id, Download.person == person, Download.hour == hour
    )
    if db.session.scalar(known) is not None:  # a reader who comes again asks for no write lock
        return
    row = insert(Download).values(
        asset_revision_id=asset_revision_id, account_id=account_id, person=person, hour=hour, at=at
    )
    with separate_transaction() as connection:
        connection.execute(row.on_conflict_do_nothing())


def person_key(account_id: int | None, *, secret: str, address: str, browser: str, at: datetime) -> str:
    """Who is counted: the account, or a digest of address and browser that tomorrow's cannot be tied to."""
    if account_id is not None:
        return f"account:{account_id}"
    said = f"download\0{at.date().isoformat()}\0{address}\0{browser}"
    return "visitor:" + hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()[:24]
