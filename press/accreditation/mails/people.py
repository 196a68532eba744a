"""Mails to people who have not applied: invited into a crew, or asked for a newsroom. Their addresses were typed by
somebody else and nobody has proven them, so the mails say which event it is and who asks (`naming`), and no more."""

from press.accreditation.mails.applicant import with_secret
from press.accreditation.mails.naming import applicant_words, verified_outlet
from press.accreditation.models import Application, Confirmation, CrewInvitation
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
        asker=lambda: _inviter(invitation),
    )


def confirmation(asked: Confirmation, asker: Application | None, *, again: bool) -> Message:
    """The link to the page where a newsroom says who covers for it; `asker` is the applicant who named this address,
    none when the PR team asks. `again` for a reminder."""
    return with_secret(
        asked.event,
        "confirmation",
        to=asked.email,
        about=asked.subject,
        secret=(CONFIRMATION_SECRET, asked.id),
        again=again,
        asker=lambda: applicant_words(asker) if asker else "",
        outlet_asked=lambda: verified_outlet(asked.outlet_id),
        until=lambda: long_date(asked.expires_at),
    )


def _inviter(invitation: CrewInvitation) -> str:
    """Who invites: whoever leads the crew, or the newsroom that added this person."""
    if invitation.crew is not None:
        return applicant_words(invitation.crew.leader)
    return verified_outlet(invitation.confirmation.outlet_id) if invitation.confirmation else ""
