"""The tables of accreditation, by noun."""

from press.accreditation.models.application import Application, Credential, Decision, Evidence

__all__ = ["Application", "Credential", "Decision", "Evidence"]
