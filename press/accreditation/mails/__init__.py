"""Mails of accreditation, by whom they are for. Each says one thing, in both languages."""

from press.accreditation.mails.applicant import approved, declined, prove_address, received, revoked
from press.accreditation.mails.officers import mentioned

__all__ = ["approved", "declined", "mentioned", "prove_address", "received", "revoked"]
