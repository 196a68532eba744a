"""The applicant changes something that was sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from press.accreditation.errors import NotChangeable
from press.accreditation.items import FIELDS, LIGHT
from press.accreditation.models import Application, Change
from press.accreditation.moves import move
from press.accreditation.services.counting_papers import count_missing
from press.accreditation.services.flagging import raise_flags
from press.accreditation.services.indexing import make_findable
from press.accreditation.services.settling import overtake_recommendation
from press.accreditation.states import ACCREDITED, ApplicationState, Grade
from press.audit.services import By, record
from press.db import db
from press.outlets.services import propose

_S = ApplicationState
CHANGEABLE = (_S.SUBMITTED, _S.IN_REVIEW, _S.NEEDS_INFO, _S.RECOMMENDED, _S.WAITLISTED, *ACCREDITED)
# Somebody has judged what was there: another name or outlet must be judged again.
JUDGED = (_S.RECOMMENDED, _S.WAITLISTED, *ACCREDITED)


def change(application: Application, values: Mapping[str, str], *, by: By, at: datetime) -> list[str]:
    """Keeps these fields (by the form's names) and returns those that are new. Raises NotChangeable."""
    if application.state not in CHANGEABLE:
        raise NotChangeable
    what = apply_values(application, values, by=by, at=at)
    if what:
        changed(application, what=what, by=by, at=at)
    return what


def changed(application: Application, *, what: Sequence[str], by: By, at: datetime) -> None:
    """Something of this application is not what it was: fields by the form's names, papers as "paper:letter". What
    was judged already goes back to review, and an accreditation rests until then; but for what decides nothing."""
    if application.state in JUDGED and not LIGHT.issuperset(what):
        overtake_recommendation(application, at=at)
        move(application, ApplicationState.IN_REVIEW)
    else:
        application.version += 1
    db.session.flush()
    record("application.changed", application.subject, by=by, at=at, what=list(what))


def apply_values(application: Application, values: Mapping[str, str], *, by: By, at: datetime) -> list[str]:
    """Writes fields and their rows of changes; state, version and audit are the caller's."""
    what = [field for field, value in values.items() if getattr(application, FIELDS[field]) != value]
    for field in what:
        before = str(getattr(application, FIELDS[field]))
        setattr(application, FIELDS[field], values[field])
        db.session.add(
            Change(
                application_id=application.id,
                field=field,
                before=before,
                after=str(values[field]),
                at=at,
                by=by.name,
            )
        )
    if "outlet" in what:
        _name_outlet(application, by=by, at=at)
    make_findable(application)
    db.session.flush()
    count_missing(application)
    raise_flags(application, at=at)
    return what


def _name_outlet(application: Application, *, by: By, at: datetime) -> None:
    """Another outlet has confirmed nothing yet: the assignment is self-declared again."""
    outlet = propose(application.outlet_name, medium=application.medium, country=application.country, by=by, at=at)
    if application.outlet is None or application.outlet.id != outlet.id:
        application.outlet = outlet
        application.grade = Grade.C
