"""Who did not get our last mail: for officers, who telephone."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from press.accreditation.models import Application
from press.accreditation.states import LIVE
from press.db import db
from press.mail.models import OutboxMail
from press.mail.states import MailState

_BEFORE_REF = len("application:")


def unreached(event_id: int) -> Sequence[Application]:
    """Applications of the event whose latest mail came back, the newest of these mails first."""
    later = aliased(OutboxMail)
    is_last = ~select(later.id).where(later.about == OutboxMail.about, later.id > OutboxMail.id).exists()
    # By the part behind "application:", so that the index on the number serves.
    ref = func.substr(OutboxMail.about, _BEFORE_REF + 1)
    return db.session.scalars(
        select(Application)
        .join(OutboxMail, Application.ref == ref)
        .where(
            OutboxMail.state == MailState.BOUNCED,
            OutboxMail.about.startswith("application:"),
            is_last,
            Application.event_id == event_id,
            Application.state.in_(LIVE),
        )
        .order_by(OutboxMail.id.desc())
    ).all()
