"""Read the audit."""

from collections.abc import Sequence

from sqlalchemy import select

from press.audit.models import AuditEntry
from press.db import db


def entries_about(*subjects: str) -> Sequence[AuditEntry]:
    """Every act on these subjects, oldest first."""
    return db.session.scalars(select(AuditEntry).where(AuditEntry.subject.in_(subjects)).order_by(AuditEntry.id)).all()
