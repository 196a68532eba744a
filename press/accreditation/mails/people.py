"""Mails to people who have not applied: invited into a crew, or asked for a newsroom. Their addresses were typed by
somebody else and nobody has proven them, so the mails say which event it is, and nothing that anybody typed."""

from press.accreditation.mails.applicant import with_secret
from press.accreditation.models import Confirmation, CrewInvitation
from press.mail.message import Message
from press.web.language import long_date

CREW_SECRET = "accreditation.crew"  # noqa: S105 - a name, not a secret
CONFIRMATION_SECRET = "accreditation.confirmation"  # noqa: S105 - a name, not a secret


def crew_invitation(invitation: CrewInvitation, *, again: bool) -> Message:
    """The link to an application of one's own; `again` for a reminder."""
    return with_secret(
        invitation.event,
        "crew_invitation",
        to=invitation.email,
        about=invitation.subject,
        secret=(CREW_SECRET, invitation.id),
        again=again,
    )


def confirmation(asked: Confirmation, *, again: bool) -> Message:
    """The link to the page where a newsroom says who covers for it; `again` for a reminder."""
    return with_secret(
        asked.event,
        "confirmation",
        to=asked.email,
        about=asked.subject,
        secret=(CONFIRMATION_SECRET, asked.id),
        again=again,
        until=lambda: long_date(asked.expires_at),
    )
