"""Writes a plan into the database, in bulk. The rows are such as the rooms' own verbs leave behind, but for the
mails: nobody is written to. Every moment is counted from `until`, so the same seed and moment make the same rows."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import InstrumentedAttribute

from press.accounts.models import Account
from press.accounts.services.links import CODE_ALPHABET
from press.accreditation.finding import findable
from press.accreditation.models import Application, Credential, Decision, Evidence
from press.accreditation.services.applying import APPLICANT, REF_LENGTH
from press.accreditation.services.flagging import raise_all
from press.accreditation.states import ApplicationState
from press.audit.services import COMMAND_LINE, Act, By, record_many
from press.db import Base, db
from press.demo.plan import OFFICERS, MadeApplication, Move, make_plan
from press.demo.roster import MadeOutlet
from press.events.models import Event
from press.outlets.models import Outlet, OutletAlias, Owner
from press.outlets.names import fold
from press.outlets.states import OutletState

_IMPORTED = timedelta(days=42)  # before the moment that all leads up to
_VERIFIED = timedelta(days=40)
_AT_ONCE = 500
_T = TypeVar("_T")
Row = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """An application of the plan with the numbers that the database gave."""

    made: MadeApplication
    id: int
    ref: str
    account_id: int

    @property
    def subject(self) -> str:
        return f"application:{self.ref}"


@dataclass(frozen=True)
class Filled:
    """What was added: the applications, and the outlets that they name."""

    kept: Sequence[Kept]
    outlets: Mapping[MadeOutlet, Outlet]


def fill(event: Event, *, count: int, seed: int, consent_version: str, until: datetime) -> Filled | None:
    """Adds `count` applications to the event, with all that belongs to them, from the weeks before `until`. None, and
    nothing is added, when this seed was used for this event before."""
    if _is_filled(event, seed):
        return None
    plan = make_plan(count=count, seed=seed, until=until)
    outlets, acts = _keep_outlets(plan, until)
    accounts = _keep_accounts(plan)
    kept = _keep_applications(event, plan, seed=seed, outlets=outlets, accounts=accounts, consent=consent_version)
    _keep_evidence(kept)
    _keep_decisions(event, kept)
    raise_all(event.id, at=until)
    acts += [act for each in kept for act in _acts(each)]
    record_many(sorted(acts, key=lambda act: act.at))
    return Filled(kept, outlets)


def _is_filled(event: Event, seed: int) -> bool:
    first = select(Application.id).where(Application.request_key == _request_key(event, seed, 1))
    return db.session.scalar(first) is not None


def _request_key(event: Event, seed: int, number: int) -> str:
    return f"demo-{event.id}-{seed}-{number}"


def _keep_outlets(plan: Sequence[MadeApplication], until: datetime) -> tuple[dict[MadeOutlet, Outlet], list[Act]]:
    """The outlets of the plan, those that are in the registry already as they are there; and the acts."""
    first_of: dict[MadeOutlet, MadeApplication] = {}
    for made in plan:
        first_of.setdefault(made.outlet, made)
    known = _known_outlets(first_of)
    new = {made: first for made, first in first_of.items() if made not in known}
    owners = _keep_owners(made.owner for made in new if made.state is OutletState.VERIFIED and made.owner)
    ids = _add_numbered(Outlet, Outlet.id, [_outlet_row(made, new[made], owners, until) for made in new])
    numbers = {**known, **dict(zip(new, ids, strict=True))}
    _add(
        OutletAlias,
        [{"outlet_id": numbers[made], "alias": alias, "folded": fold(alias)} for made in new for alias in made.aliases],
    )
    kept = {made: db.session.get_one(Outlet, number) for made, number in numbers.items()}
    return kept, [act for made, first in new.items() for act in _outlet_acts(made, first, kept[made], until)]


def _known_outlets(outlets: Iterable[MadeOutlet]) -> dict[MadeOutlet, int]:
    by_name = {fold(alias): made for made in outlets for alias in made.aliases}
    known: dict[MadeOutlet, int] = {}
    for some in _in_parts(by_name):
        rows = db.session.execute(
            select(OutletAlias.folded, Outlet.id)
            .join(Outlet)
            .where(OutletAlias.folded.in_(some), Outlet.state != OutletState.MERGED)
            .order_by(Outlet.id)
        )
        for folded, number in rows:
            known.setdefault(by_name[folded], number)
    return known


def _keep_owners(names: Iterable[str]) -> dict[str, int]:
    wanted = sorted(set(names))
    known = {owner.name: owner.id for owner in db.session.scalars(select(Owner).where(Owner.name.in_(wanted)))}
    new = [name for name in wanted if name not in known]
    return {**known, **dict(zip(new, _add_numbered(Owner, Owner.id, [{"name": n} for n in new]), strict=True))}


def _outlet_row(made: MadeOutlet, first: MadeApplication, owners: dict[str, int], until: datetime) -> Row:
    verified = made.state is OutletState.VERIFIED
    name_th, name_en = made.registered_names
    return {
        "name_th": name_th,
        "name_en": name_en,
        "medium": made.medium,
        "country": made.country,
        "owner_id": owners.get(made.owner) if verified else None,
        "state": made.state,
        "merged_into_id": None,
        "verified_at": until - _VERIFIED if verified else None,
        "verified_by": OFFICERS[0] if verified else None,
        "verified_how": _how(made) if verified else None,
        "created_at": first.submitted_at if made.state is OutletState.PROPOSED else until - _IMPORTED,
    }


def _how(made: MadeOutlet) -> str:
    return f"made up for the demo; licence number 00-{made.medium.value.upper()}"


def _outlet_acts(made: MadeOutlet, first: MadeApplication, outlet: Outlet, until: datetime) -> list[Act]:
    subject = f"outlet:{outlet.id}"
    by = By(None, APPLICANT) if made.state is OutletState.PROPOSED else COMMAND_LINE
    acts = [_act("outlet.proposed", subject, by, outlet.created_at, name=made.name_th or made.name_en)]
    if made.state is OutletState.VERIFIED:
        details = {"how": _how(made), "medium": made.medium.value, "country": made.country, "owner": made.owner}
        acts.append(_act("outlet.verified", subject, By(None, OFFICERS[0]), until - _VERIFIED, **details))
    return acts


def _keep_accounts(plan: Sequence[MadeApplication]) -> dict[str, int]:
    """The number of each applicant's account; somebody who has one already keeps it as it is."""
    known: dict[str, int] = {}
    for some in _in_parts(made.email for made in plan):
        found = db.session.execute(select(Account.email, Account.id).where(Account.email.in_(some)))
        known |= {row.email: row.id for row in found}
    new = [made for made in plan if made.email not in known]
    rows = [
        {"email": made.email, "name": made.name, "locale": made.locale, "created_at": made.submitted_at} for made in new
    ]
    numbers = _add_numbered(Account, Account.id, rows)
    return {**known, **{made.email: number for made, number in zip(new, numbers, strict=True)}}


def _keep_applications(
    event: Event,
    plan: Sequence[MadeApplication],
    *,
    seed: int,
    outlets: dict[MadeOutlet, Outlet],
    accounts: dict[str, int],
    consent: str,
) -> list[Kept]:
    refs = list(islice(_new_refs(event, seed), len(plan)))
    rows = []
    for made, ref in zip(plan, refs, strict=True):
        outlet = outlets[made.outlet]
        found_by = findable(
            ref=ref,
            name_th=made.name_th,
            name_en=made.name_en,
            email=made.email,
            phone=made.phone,
            outlet_name=made.outlet_name,
            outlet_th=outlet.name_th,
            outlet_en=outlet.name_en,
        )
        rows.append(
            {
                "ref": ref,
                "request_key": _request_key(event, seed, made.number),
                "event_id": event.id,
                "account_id": accounts[made.email],
                "outlet_id": outlet.id,
                "state": made.state,
                "version": 2 + len(made.moves),  # a draft is 1, its submission makes it 2
                "grade": made.grade,
                "email": made.email,
                "name_th": made.name_th,
                "name_en": made.name_en,
                "phone": made.phone,
                "outlet_name": made.outlet_name,
                "medium": made.outlet.medium,
                "country": made.outlet.country,
                "role": made.role,
                "work": made.work,
                **found_by,
                "locale": made.locale,
                "consent_at": made.created_at,
                "consent_version": consent,
                "created_at": made.created_at,
                "submitted_at": made.submitted_at,
            }
        )
    numbers = _add_numbered(Application, Application.id, rows)
    return [
        Kept(made, number, ref, accounts[made.email]) for made, number, ref in zip(plan, numbers, refs, strict=True)
    ]


def _new_refs(event: Event, seed: int) -> Iterator[str]:
    """Numbers that no application bears yet."""
    taken = set(db.session.scalars(select(Application.ref).where(Application.ref.startswith(event.ref_prefix))))
    dice = random.Random(f"refs {seed}")  # noqa: S311 - an application's number is no secret
    while True:
        ref = f"{event.ref_prefix}-" + "".join(dice.choices(CODE_ALPHABET, k=REF_LENGTH))
        if ref not in taken:
            taken.add(ref)
            yield ref


def _keep_evidence(kept: Sequence[Kept]) -> None:
    rows = [
        {
            "application_id": each.id,
            "kind": each.made.look.kind,
            "grade": each.made.grade,
            "note": each.made.look.note,
            "checked_at": each.made.look.at,
            "checked_by": _officer_of(each.made),
        }
        for each in kept
        if each.made.look
    ]
    _add(Evidence, rows)


def _officer_of(made: MadeApplication) -> str:
    return next((move.by for move in made.moves if move.by), OFFICERS[0])


def _keep_decisions(event: Event, kept: Sequence[Kept]) -> None:
    decisions, credentials = [], []
    for each in kept:
        for number, move in enumerate(each.made.moves):
            if move.to not in (ApplicationState.IN_REVIEW, ApplicationState.WITHDRAWN):
                decisions.append(_decision_row(each, move, version=2 + number))
            if move.to is ApplicationState.APPROVED:
                credentials.append(_credential_row(event, each, move))
    _add(Decision, decisions)
    _add(Credential, credentials)


def _decision_row(each: Kept, move: Move, *, version: int) -> Row:
    return {
        "application_id": each.id,
        "outcome": move.to,
        "reason_code": move.code,
        "reason": move.reason,
        "version": version,
        "decided_at": move.at,
        "decided_by_id": None,
        "decided_by": move.by or "",
    }


def _credential_row(event: Event, each: Kept, move: Move) -> Row:
    revoked = (later.at for later in each.made.moves if later.to is ApplicationState.REVOKED)
    return {
        "application_id": each.id,
        "account_id": each.account_id,
        "event_id": event.id,
        "issued_at": move.at,
        "revoked_at": next(revoked, None),
    }


def _acts(each: Kept) -> Iterator[Act]:
    """The audit of one application, as the verbs write it."""
    made, applicant = each.made, By(each.account_id, APPLICANT)
    yield _act("application.submitted", each.subject, applicant, made.submitted_at)
    state = ApplicationState.SUBMITTED
    for number, move in enumerate(made.moves):
        by = By(None, move.by) if move.by else By(each.account_id, APPLICANT)
        if move.to is ApplicationState.IN_REVIEW:
            yield _act("application.taken_up", each.subject, by, move.at)
        elif move.to is ApplicationState.WITHDRAWN:
            yield _act("application.withdrawn", each.subject, by, move.at, from_state=state.value)
        else:
            yield _act(f"application.{move.to}", each.subject, by, move.at, version=2 + number, code=move.code)
        state = move.to
    if made.look:
        by = By(None, _officer_of(made))
        details = {"kind": made.look.kind.value, "grade": made.grade.value}
        yield _act("application.evidence", each.subject, by, made.look.at, **details)


def _act(action: str, subject: str, by: By, at: datetime, **details: Any) -> Act:
    return Act(action, subject, by, at, details)


def _add(model: type[Base], rows: list[Row]) -> None:
    if rows:
        db.session.execute(insert(model), rows)


def _add_numbered(model: type[Base], column: InstrumentedAttribute[int], rows: list[Row]) -> list[int]:
    """Adds the rows and returns their numbers, in the same order."""
    if not rows:
        return []
    return list(db.session.scalars(insert(model).returning(column, sort_by_parameter_order=True), rows))


def _in_parts(values: Iterable[_T]) -> Iterator[list[_T]]:
    left = iter(values)
    while part := list(islice(left, _AT_ONCE)):
        yield part
