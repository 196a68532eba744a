"""Mails of accreditation, by whom they are for. Each says one thing, in both languages."""

from press.accreditation.mails.applicant import approved, continue_form, declined, prove_address, received, revoked
from press.accreditation.mails.following import appeal_received, deadline_near, more_needed

__all__ = [
    "appeal_received",
    "approved",
    "continue_form",
    "deadline_near",
    "declined",
    "more_needed",
    "prove_address",
    "received",
    "revoked",
]
