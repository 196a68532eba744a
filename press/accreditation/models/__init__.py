"""The tables of accreditation, by noun."""

from press.accreditation.models.application import Application, Credential, Decision, Evidence
from press.accreditation.models.confirmation import Confirmation, ConfirmationPerson
from press.accreditation.models.crew import Crew, CrewInvitation, CrewMember
from press.accreditation.models.flags import Flag
from press.accreditation.models.looking import Look, SavedView
from press.accreditation.models.notes import Note, NoteMention, ReasonTemplate
from press.accreditation.models.papers import Paper

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
    "Flag",
    "Look",
    "Note",
    "NoteMention",
    "Paper",
    "ReasonTemplate",
    "SavedView",
]
