"""Mails of accreditation, by whom they are for. Each says one thing, in both languages."""

from press.accreditation.mails.applicant import approved, declined, prove_address, received, revoked
from press.accreditation.mails.outcomes import approved_limited, expired, outcome_mail, waitlisted

__all__ = [
    "approved",
    "approved_limited",
    "declined",
    "expired",
    "outcome_mail",
    "prove_address",
    "received",
    "revoked",
    "waitlisted",
]
