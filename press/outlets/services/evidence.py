"""What proves an outlet."""

from dataclasses import dataclass
from datetime import date, datetime

from press.audit.services import By, record
from press.db import db
from press.outlets.errors import IllegalOutletMove
from press.outlets.models import Outlet, OutletEvidence
from press.outlets.states import EvidenceGrade, OutletEvidenceKind, OutletState


@dataclass(frozen=True)
class Proof:
    """Evidence as an officer typed it. `words` is its number or what it says; `valid_until` the last day."""

    kind: OutletEvidenceKind
    grade: EvidenceGrade
    words: str
    note: str = ""
    valid_until: date | None = None


def note_evidence(outlet: Outlet, proof: Proof, *, by: By, at: datetime) -> OutletEvidence:
    """Somebody looked at this today. It verifies nothing and grades no assignment by itself. Raises
    IllegalOutletMove for a merged outlet."""
    if outlet.state is OutletState.MERGED:
        raise IllegalOutletMove
    evidence = OutletEvidence(
        outlet_id=outlet.id,
        kind=proof.kind,
        grade=proof.grade,
        words=proof.words,
        note=proof.note,
        valid_until=proof.valid_until,
        checked_at=at,
        checked_by=by.name,
    )
    db.session.add(evidence)
    db.session.flush()
    record("outlet.evidence", outlet.subject, by=by, at=at, kind=proof.kind.value, grade=proof.grade.value)
    return evidence


def remove_evidence(evidence: OutletEvidence, *, by: By, at: datetime) -> None:
    """It was noted by mistake. The audit keeps that it stood there."""
    subject = f"outlet:{evidence.outlet_id}"
    number, kind = evidence.id, evidence.kind.value
    db.session.delete(evidence)
    db.session.flush()
    record("outlet.evidence_removed", subject, by=by, at=at, evidence=number, kind=kind)
