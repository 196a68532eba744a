"""Does what was planned, in bulk: 2,000 outlets in one transaction, each with its entry in the audit."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from press.audit.services import Act, By, record_many
from press.clock import BANGKOK
from press.db import db
from press.outlets.addresses import names_of
from press.outlets.errors import OutletFileFault
from press.outlets.files.planning import Plan, Planned, new_evidence
from press.outlets.files.typed import Typed
from press.outlets.models import Outlet, OutletAlias, OutletEvidence, OutletOwner, OutletPlatform, Owner
from press.outlets.moves import move
from press.outlets.names import fold
from press.outlets.states import OutletState


def apply_plan(plan: Plan, *, by: By, at: datetime) -> None:
    """All of it. Raises OutletFileFault when a row was refused: then nothing is imported."""
    if plan.counts["refused"]:
        raise OutletFileFault
    works = [_Work(row, by, at) for row in plan.rows if row.kind in {"new", "changed"}]
    owners = {owner.name: owner for owner in db.session.scalars(select(Owner))}
    for work in works:
        work.write(owners)
    db.session.flush()
    for work in works:
        work.attach()
    db.session.flush()
    for work in works:
        work.name()
    db.session.flush()
    record_many([work.act for work in works])


@dataclass
class _Work:
    """One row that is new or changes something; its steps are done for all rows before the next begins."""

    row: Planned
    by: By
    at: datetime
    platforms: list[OutletPlatform] = field(default_factory=list)
    owner: Owner | None = None

    def __post_init__(self) -> None:
        new = {"version": 0, "state_reason": "", "aliases": [], "owner": None, "created_at": self.at}
        self.outlet = self.row.known.outlet if self.row.known else Outlet(**new)

    @property
    def typed(self) -> Typed:
        assert self.row.typed is not None  # noqa: S101 - refused rows are not worked on
        return self.row.typed

    @property
    def act(self) -> Act:
        details = {"kind": self.row.kind, "columns": list(self.row.changes), "state": self.outlet.state.value}
        return Act("outlet.imported", self.outlet.subject, self.by, self.at, details)

    def write(self, owners: dict[str, Owner]) -> None:
        """Its own columns."""
        outlet, typed = self.outlet, self.typed
        outlet.name_th = typed.name_th or outlet.name_th or ""
        outlet.name_en = typed.name_en or outlet.name_en or ""
        outlet.medium, outlet.country = typed.medium, typed.country
        if self.row.known is None:
            outlet.state = typed.state or OutletState.UNVERIFIED
            outlet.state_reason = typed.state_reason
            db.session.add(outlet)
        elif typed.state and typed.state is not outlet.state:
            move(outlet, typed.state, reason=typed.state_reason)
        elif typed.state_reason:
            outlet.state_reason = typed.state_reason
        self._check_mark()
        if typed.owner:
            self.owner = owners.setdefault(typed.owner, Owner(name=typed.owner))
        outlet.version += 1

    def _check_mark(self) -> None:
        how = self.typed.verified_how
        known = self.outlet.verified_how or ""
        if self.outlet.state is OutletState.VERIFIED and (not known or (how and how != known)):
            self.outlet.verified_how = how or "imported"
            self.outlet.verified_at, self.outlet.verified_by = self.at, self.by.name
        elif how and not known:
            self.outlet.verified_how = how

    def attach(self) -> None:
        """What hangs on its number."""
        outlet, typed = self.outlet, self.typed
        if self.owner is not None and outlet.owner is not self.owner:
            outlet.owner = self.owner
            noted = {"since": self.at.astimezone(BANGKOK).date(), "noted_at": self.at, "noted_by": self.by.name}
            db.session.add(OutletOwner(outlet_id=outlet.id, owner=self.owner, **noted))
        known = self.row.known
        for place in dict.fromkeys(typed.platforms):
            if known is None or place not in known.platforms:
                platform = OutletPlatform(outlet_id=outlet.id, **vars(place), noted_at=self.at, noted_by=self.by.name)
                self.platforms.append(platform)
                db.session.add(platform)
        for filed in new_evidence(typed, known):
            checked = {"checked_at": filed.checked_at or self.at, "checked_by": filed.checked_by or self.by.name}
            db.session.add(OutletEvidence(outlet_id=outlet.id, **vars(filed.proof), **checked))

    def name(self) -> None:
        """Everything by which it is found."""
        for name in (self.typed.name_th, self.typed.name_en, *self.typed.aliases):
            self._alias(name, None)
        for platform in self.platforms:
            for name in names_of(platform.kind, platform.name, platform.address):
                self._alias(name, platform.id)

    def _alias(self, name: str, platform_id: int | None) -> None:
        folded = fold(name)
        if folded and folded not in {alias.folded for alias in self.outlet.aliases}:
            self.outlet.aliases.append(
                OutletAlias(alias=name, folded=folded, platform_id=platform_id, added_at=self.at, added_by=self.by.name)
            )
