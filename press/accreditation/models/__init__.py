"""The tables of accreditation, by noun."""

from press.accreditation.models.appeal import Appeal
from press.accreditation.models.application import Application, Credential, Decision, Evidence
from press.accreditation.models.asking import InformationRequest
from press.accreditation.models.batches import Batch
from press.accreditation.models.change import Change
from press.accreditation.models.confirmation import Confirmation, ConfirmationPerson
from press.accreditation.models.crew import Crew, CrewInvitation, CrewMember
from press.accreditation.models.draws import Draw
from press.accreditation.models.flags import Flag
from press.accreditation.models.form_draft import FormDraft
from press.accreditation.models.looking import Look, SavedView
from press.accreditation.models.merges import Merge
from press.accreditation.models.notes import Note, NoteMention, ReasonTemplate
from press.accreditation.models.papers import Paper
from press.accreditation.models.recommendations import Recommendation

__all__ = [
    "Appeal",
    "Application",
    "Batch",
    "Change",
    "Confirmation",
    "ConfirmationPerson",
    "Credential",
    "Crew",
    "CrewInvitation",
    "CrewMember",
    "Decision",
    "Draw",
    "Evidence",
    "Flag",
    "FormDraft",
    "InformationRequest",
    "Look",
    "Merge",
    "Note",
    "NoteMention",
    "Paper",
    "ReasonTemplate",
    "Recommendation",
    "SavedView",
]
