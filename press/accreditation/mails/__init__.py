"""Mails of accreditation, by whom they are for. Each says one thing, in both languages."""

from press.accreditation.mails.applicant import approved, declined, prove_address, received, revoked
from press.accreditation.mails.people import confirmation, crew_invitation

__all__ = ["approved", "confirmation", "crew_invitation", "declined", "prove_address", "received", "revoked"]
