"""The tables of accreditation, by noun."""

from press.accreditation.models.application import Application, Credential, Decision, Evidence
from press.accreditation.models.flags import Flag
from press.accreditation.models.looking import Look, SavedView
from press.accreditation.models.notes import Note, NoteMention, ReasonTemplate
from press.accreditation.models.papers import Paper

__all__ = [
    "Application",
    "Credential",
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
