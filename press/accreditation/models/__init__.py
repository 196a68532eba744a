"""The tables of accreditation, by noun."""

from press.accreditation.models.application import Application, Credential, Decision, Evidence
from press.accreditation.models.batches import Batch
from press.accreditation.models.draws import Draw
from press.accreditation.models.merges import Merge
from press.accreditation.models.recommendations import Recommendation

__all__ = ["Application", "Batch", "Credential", "Decision", "Draw", "Evidence", "Merge", "Recommendation"]
