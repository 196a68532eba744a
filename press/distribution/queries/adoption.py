"""Reports of where a mark is used, read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from press.db import db
from press.distribution.errors import ReportNotFound
from press.distribution.models import AdoptionReport
from press.distribution.provinces import PROVINCES
from press.distribution.states import ReportState

THAILAND = "TH"


@dataclass(frozen=True)
class Adoption:
    """Approved reports in figures: `provinces` by their code, `countries` by theirs, without Thailand."""

    total: int
    provinces: dict[str, int]
    countries: dict[str, int]
    unplaced: int


def adoption_of(kit_id: int) -> Adoption:
    """Where the kit's mark is used, as far as it was reported and approved."""
    rows = db.session.execute(
        select(AdoptionReport.country, AdoptionReport.province).where(
            AdoptionReport.kit_id == kit_id, AdoptionReport.state == ReportState.APPROVED
        )
    ).all()
    provinces = dict.fromkeys(PROVINCES, 0)
    countries: dict[str, int] = {}
    for country, province in rows:
        if province in provinces:
            provinces[province] += 1
        elif country != THAILAND:
            countries[country] = countries.get(country, 0) + 1
    placed = sum(provinces.values()) + sum(countries.values())
    return Adoption(len(rows), provinces, countries, len(rows) - placed)


def reports_of(kit_id: int, state: ReportState) -> Sequence[AdoptionReport]:
    """The kit's reports in this state, newest first."""
    return db.session.scalars(
        select(AdoptionReport)
        .where(AdoptionReport.kit_id == kit_id, AdoptionReport.state == state)
        .order_by(AdoptionReport.id.desc())
    ).all()


def report_of(kit_id: int, number: int) -> AdoptionReport:
    """One report of this kit, to be decided. Raises ReportNotFound."""
    found = db.session.scalar(
        select(AdoptionReport).where(AdoptionReport.kit_id == kit_id, AdoptionReport.id == number).with_for_update()
    )
    if found is None:
        raise ReportNotFound
    return found
