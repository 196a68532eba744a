"""Mails of accreditation, by whom they are for. Each says one thing, in both languages."""

from press.accreditation.mails.applicant import approved, declined, paper_refused, prove_address, received, revoked
from press.accreditation.mails.kinds import KINDS
from press.accreditation.mails.officers import mentioned
from press.accreditation.mails.people import confirmation, crew_invitation
from press.accreditation.mails.preview import original_words, preview

__all__ = [
    "KINDS",
    "approved",
    "confirmation",
    "crew_invitation",
    "declined",
    "mentioned",
    "original_words",
    "paper_refused",
    "preview",
    "prove_address",
    "received",
    "revoked",
]
