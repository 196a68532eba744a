"""Keeps what applications are found by up to date with what they say."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from press.accreditation.finding import findable
from press.accreditation.models import Application
from press.db import db
from press.outlets.models import Outlet


def make_findable(application: Application) -> None:
    """To be called by every verb that changes a name, the telephone or the outlet of an application."""
    outlet = application.outlet
    columns = findable(
        ref=application.ref,
        name_th=application.name_th,
        name_en=application.name_en,
        email=application.email,
        phone=application.phone,
        outlet_name=application.outlet_name,
        outlet_th=outlet.name_th if outlet else "",
        outlet_en=outlet.name_en if outlet else "",
    )
    for column, value in columns.items():
        setattr(application, column, value)


def outlet_changed(outlet: Outlet) -> None:
    """The names of an outlet have changed, or applications have moved to it."""
    found = db.session.scalars(select(Application).where(Application.outlet_id == outlet.id))
    for application in found:
        make_findable(application)
    db.session.flush()


def fill(*, after: int, most: int) -> Sequence[Application]:
    """Makes the next applications findable that were kept before there was anything to find them by; returns them,
    none when all are done."""
    found = db.session.scalars(
        select(Application)
        .where(Application.id > after, Application.sort_name_en == "", Application.submitted_at.is_not(None))
        .options(joinedload(Application.outlet))
        .order_by(Application.id)
        .limit(most)
    ).all()
    for application in found:
        make_findable(application)
    db.session.flush()
    return found
