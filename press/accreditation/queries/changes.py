"""Reads of changes."""

from collections.abc import Sequence

from sqlalchemy import select

from press.accreditation.models import Application, Change
from press.db import db


def changes_of(application: Application) -> Sequence[Change]:
    """Every change of this application, the latest first."""
    return db.session.scalars(
        select(Change).where(Change.application_id == application.id).order_by(Change.id.desc())
    ).all()
