"""The tables of accreditation, by noun."""

from press.accreditation.models.appeal import Appeal
from press.accreditation.models.application import Application, Credential, Decision, Evidence
from press.accreditation.models.asking import InformationRequest
from press.accreditation.models.change import Change
from press.accreditation.models.form_draft import FormDraft

__all__ = [
    "Appeal",
    "Application",
    "Change",
    "Credential",
    "Decision",
    "Evidence",
    "FormDraft",
    "InformationRequest",
]
