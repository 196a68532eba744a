"""Mails of accreditation, by whom they are for. Each says one thing, in both languages."""

from press.accreditation.mails.applicant import approved, declined, paper_refused, prove_address, received, revoked

__all__ = ["approved", "declined", "paper_refused", "prove_address", "received", "revoked"]
