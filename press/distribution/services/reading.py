"""Keeping who has read which text."""

import logging
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from press.db import OperationalError, db, separate_transaction
from press.distribution.models import ReleaseReading
from press.distribution.queries.holding import versions_of
from press.kits.models import Kit

log = logging.getLogger(__name__)


def record_reading(*, kit: Kit, release_id: int, account_id: int, at: datetime) -> None:
    """Keeps that somebody has read a release as it is now, once for each text of it. In a transaction of its own, as a
    download is: the request that it belongs to only reads, and reading goes on while nothing can be written."""
    last = db.session.scalar(
        select(func.max(ReleaseReading.number)).where(
            ReleaseReading.release_id == release_id, ReleaseReading.account_id == account_id
        )
    )
    number = kit.current_number
    # A revision that left this text as it was makes nobody read it anew.
    if last is not None and (last == number or last >= versions_of(kit)[release_id]):
        return
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    row = insert(ReleaseReading).values(account_id=account_id, release_id=release_id, number=number, at=at)
    try:
        with separate_transaction() as connection:
            connection.execute(row.on_conflict_do_nothing())
    except OperationalError:  # the database is locked, or the disk is full
        log.warning("a reading was not kept")
