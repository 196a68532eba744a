"""Mails of accreditation, by whom they are for. Each says one thing, in both languages."""

from press.accreditation.mails.applicant import (
    approved,
    approved_limited,
    continue_form,
    declined,
    newsroom_answered,
    paper_refused,
    prove_address,
    received,
    revoked,
)
from press.accreditation.mails.following import appeal_received, deadline_near, more_needed
from press.accreditation.mails.kinds import KINDS
from press.accreditation.mails.officers import mentioned
from press.accreditation.mails.outcomes import expired, outcome_mail, waitlisted
from press.accreditation.mails.people import confirmation, crew_invitation
from press.accreditation.mails.preview import original_words, preview

__all__ = [
    "KINDS",
    "appeal_received",
    "approved",
    "approved_limited",
    "confirmation",
    "continue_form",
    "crew_invitation",
    "deadline_near",
    "declined",
    "expired",
    "mentioned",
    "more_needed",
    "newsroom_answered",
    "original_words",
    "outcome_mail",
    "paper_refused",
    "preview",
    "prove_address",
    "received",
    "revoked",
    "waitlisted",
]
