"""Reminders: once, after three days without an answer, and none after the window has closed."""

from datetime import datetime, timedelta

from press.accreditation.queries.confirmations import is_over
from press.accreditation.queries.unanswered import unanswered_asked_before, unanswered_since
from press.accreditation.services import confirming, inviting

AFTER = timedelta(days=3)


def remind_unanswered(*, at: datetime) -> int:
    """Reminds whoever has not answered, invited people and newsrooms, and returns how many were mailed. An address
    that had its share of mails is reminded another time."""
    mailed = 0
    for invitation in unanswered_since(at - AFTER):
        if invitation.event.takes_applications(at) and inviting.mail(invitation, at=at, again=True):
            invitation.reminded_at = at
            mailed += 1
    for asked in unanswered_asked_before(at - AFTER, at=at):
        if not is_over(asked) and asked.event.takes_applications(at) and confirming.mail(asked, at=at, again=True):
            asked.reminded_at = at
            mailed += 1
    return mailed
