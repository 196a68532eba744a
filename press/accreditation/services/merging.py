"""Two applications of one person: one stays, the other leads to it."""

from datetime import datetime

from sqlalchemy import select

from press.accreditation.errors import DecidedMeanwhile, IllegalMove, MergeRefused
from press.accreditation.models import Application, Merge
from press.accreditation.moves import mark_changed, move
from press.accreditation.queries.applications import live_application
from press.accreditation.queries.carrying import carried_along
from press.accreditation.queries.merges import open_merge
from press.accreditation.services.carrying import carry, carry_back
from press.accreditation.services.settling import end_credentials, overtake_recommendation
from press.accreditation.states import LEGAL_MOVES, LIVE, WAITING, ApplicationState
from press.audit.services import By, record
from press.db import db

_S = ApplicationState
# The other one is not decided yet: until then it can be told apart again.
UNDECIDED = (*WAITING, _S.NEEDS_INFO, _S.RECOMMENDED, _S.WAITLISTED)


def check(application: Application, into: Application, *, version: int, into_version: int) -> None:
    """Raises DecidedMeanwhile, IllegalMove or MergeRefused where a merge would."""
    if application.version != version or into.version != into_version:
        raise DecidedMeanwhile
    if application.id == into.id or application.event_id != into.event_id or into.state not in LIVE:
        raise MergeRefused
    if ApplicationState.MERGED not in LEGAL_MOVES[application.state]:
        raise IllegalMove(f"{application.ref} is {application.state}")


def merge(
    application: Application, into: Application, *, version: int, into_version: int, by: By, at: datetime
) -> Merge:
    """This application is the same person's as `into`, which stays: no mail leaves. What the other lacks goes along
    (papers, place in a crew, what newsrooms and officers confirmed); the rest stays where it is and is shown with the
    other. Both rows are locked before.

    Raises DecidedMeanwhile, IllegalMove (an approval is revoked, not merged away), MergeRefused."""
    check(application, into, version=version, into_version=into_version)
    overtake_recommendation(application, at=at)
    move(application, _S.MERGED)
    application.merged_into_id = into.id
    mark_changed(into)
    end_credentials(application.id, at=at)
    made = Merge(application=application, into=into, merged_at=at, merged_by=by.name)
    db.session.add(made)
    carry(made, carried_along(application, into))
    _lead_on(application, into)
    db.session.flush()
    record("application.merged", application.subject, by=by, at=at, into=into.ref, moved=made.moved)
    return made


def unmerge(application: Application, *, version: int, by: By, at: datetime) -> None:
    """They were two people after all: back under review, with everything that had gone along. Raises MergeRefused
    when the other is decided, or this person has applied anew."""
    if application.version != version:
        raise DecidedMeanwhile
    found = open_merge(application)
    if found is None or found.into.state not in UNDECIDED or _applied_anew(application):
        raise MergeRefused
    move(application, _S.IN_REVIEW)
    application.merged_into_id = None
    mark_changed(found.into)
    found.undone_at = at
    carry_back(found)
    db.session.flush()
    record("application.unmerged", application.subject, by=by, at=at, apart_from=found.into.ref, moved=found.moved)


def _applied_anew(application: Application) -> bool:
    account_id = application.account_id
    return account_id is not None and (
        live_application(event_id=application.event_id, account_id=account_id) is not None
    )


def _lead_on(application: Application, into: Application) -> None:
    """What was merged into this one earlier leads on to the one that stays."""
    earlier = db.session.scalars(select(Application).where(Application.merged_into_id == application.id))
    for each in earlier:
        each.merged_into_id = into.id
