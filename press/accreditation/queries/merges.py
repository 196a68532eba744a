"""Which applications are one."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from press.accounts.actor import Actor, Nobody
from press.accreditation.models import Application, Merge
from press.accreditation.queries.applications import application_for_officer
from press.db import db


def open_merge(application: Application) -> Merge | None:
    """By which an officer merged this application into another; None for any other, and for merged drafts."""
    return db.session.scalar(
        select(Merge)
        .where(Merge.application_id == application.id, Merge.undone_at.is_(None))
        .options(joinedload(Merge.into))
    )


def merged_into(application: Application) -> Sequence[Application]:
    """What was merged into this application, with its evidence."""
    return db.session.scalars(
        select(Application)
        .where(Application.merged_into_id == application.id)
        .options(selectinload(Application.evidence))
        .order_by(Application.id)
    ).all()


def ref_of_survivor(application: Application) -> str:
    """The number of the application into which this one was merged; empty for any other."""
    if application.merged_into_id is None:
        return ""
    return db.session.get_one(Application, application.merged_into_id).ref


def pair_for_officer(ref: str, other: str, *, actor: Actor | Nobody) -> tuple[Application, Application]:
    """Both applications, locked in the order of their numbers. Raises ApplicationNotFound for either."""
    unlocked = [application_for_officer(each, actor=actor) for each in (ref, other)]
    for each in sorted(unlocked, key=lambda each: each.id):
        db.session.refresh(each, with_for_update={"of": Application})
    return unlocked[0], unlocked[1]
