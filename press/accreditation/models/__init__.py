"""The tables of accreditation, by noun."""

from press.accreditation.models.application import Application, Credential, Decision, Evidence
from press.accreditation.models.papers import Paper

__all__ = ["Application", "Credential", "Decision", "Evidence", "Paper"]
