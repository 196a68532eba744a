"""The tables of accreditation, by noun."""

from press.accreditation.models.application import Application, Credential, Decision, Evidence
from press.accreditation.models.confirmation import Confirmation, ConfirmationPerson
from press.accreditation.models.crew import Crew, CrewInvitation, CrewMember

__all__ = [
    "Application",
    "Confirmation",
    "ConfirmationPerson",
    "Credential",
    "Crew",
    "CrewInvitation",
    "CrewMember",
    "Decision",
    "Evidence",
]
