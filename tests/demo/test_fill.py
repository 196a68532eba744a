"""Made-up data: lively, lawful, and the same for the same seed."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from press.accounts.models import Account
from press.accreditation.finding import Findable
from press.accreditation.models import Application, Credential, Decision, Evidence, Flag
from press.accreditation.queries import is_credentialed, progress
from press.accreditation.services.indexing import make_findable
from press.accreditation.states import COUNTING_GRADES, LEGAL_MOVES, WAITING, ApplicationState, Grade
from press.audit.models import AuditEntry
from press.clock import now
from press.db import Base, db
from press.demo.roster import LARGEST, roster
from press.events.queries import event_by_slug
from press.jobs.models import Job
from press.mail.models import OutboxMail
from press.outlets.models import Outlet, OutletAlias, Owner
from press.outlets.names import fold
from press.outlets.queries import match
from press.outlets.states import Medium, OutletState

Cli = Callable[..., Result]
_RESERVED = (".example", "@example.com", "@example.org")


@pytest.fixture
def filled(app: Flask, cli: Cli, event: str) -> Iterator[Flask]:
    """An event with 120 made-up applications, in a request's context."""
    assert cli("demo", "fill", event, "--bare", "--applications", "120").exit_code == 0
    with app.test_request_context():
        yield app


def everybody() -> list[Application]:
    return list(db.session.scalars(select(Application).order_by(Application.submitted_at, Application.id)))


@pytest.mark.parametrize("count", [60, 120, 600])
def test_the_goal_is_near_and_one_medium_is_missing(app: Flask, cli: Cli, event: str, count: int) -> None:
    cli("demo", "fill", event, "--bare", "--applications", str(count))
    with app.app_context():
        figures = progress(event_by_slug(event), at=now())
    assert 12 <= figures.outlets <= 17
    assert {medium for medium, number in figures.by_medium.items() if not number} == {Medium.MAGAZINE}
    assert figures.thai > figures.foreign > 0
    assert figures.owners < figures.outlets
    assert figures.self_declared > 0


def test_a_third_waits_and_every_state_is_there(filled: Flask) -> None:
    states = Counter(application.state for application in everybody())
    assert states.total() == 120
    assert 30 <= sum(states[state] for state in WAITING) <= 50
    assert states[ApplicationState.APPROVED] > 50
    assert {ApplicationState.DECLINED, ApplicationState.REVOKED, ApplicationState.WITHDRAWN} < set(states)


def test_figures_are_those_of_the_rule_applied_by_hand(filled: Flask, event: str) -> None:
    counted = {
        application.outlet_id
        for application in everybody()
        if application.state is ApplicationState.APPROVED
        and application.grade in COUNTING_GRADES
        and application.outlet is not None
        and application.outlet.state is OutletState.VERIFIED
    }
    assert progress(event_by_slug(event), at=now()).outlets == len(counted)


def test_rows_are_such_as_the_verbs_leave_behind(filled: Flask) -> None:
    for application in everybody():
        outlet = application.outlet
        assert outlet is not None
        kept = {name: getattr(application, name) for name in Findable.__annotations__}
        make_findable(application)
        assert kept == {name: getattr(application, name) for name in Findable.__annotations__}
        assert match(application.outlet_name, application.medium, application.country) is outlet
        assert application.account is not None
        assert application.account.email == application.email
        assert application.submitted_at is not None
        assert application.created_at < application.submitted_at < application.event.starts_at
        assert application.attended_at is None
        grades = [evidence.grade for evidence in application.evidence]
        assert grades == [application.grade] or (not grades and application.grade is Grade.C)
    for alias in db.session.scalars(select(OutletAlias)):
        assert alias.folded == fold(alias.alias)


def test_moves_are_legal_and_told_by_decisions_audit_and_version(filled: Flask) -> None:
    steps = {"submitted": "submitted", "taken_up": "in_review"}
    for application in everybody():
        acts = db.session.scalars(
            select(AuditEntry).where(AuditEntry.subject == application.subject).order_by(AuditEntry.id)
        ).all()
        assert [act.at for act in acts] == sorted(act.at for act in acts)
        names = [act.action.removeprefix("application.") for act in acts if act.action != "application.evidence"]
        path = [ApplicationState.DRAFT, *(ApplicationState(steps.get(name, name)) for name in names)]
        assert all(after in LEGAL_MOVES[before] for before, after in pairwise(path))
        assert path[-1] is application.state
        assert application.version == len(path)
        told = {state: version for version, state in enumerate(path)}
        for decision in application.decisions:
            assert decision.version == told[decision.outcome]
            assert decision.outcome is ApplicationState.APPROVED or decision.reason
            assert (decision.reason_code is not None) == (decision.outcome is ApplicationState.DECLINED)


def test_the_right_is_held_by_the_approved_and_nobody_else(filled: Flask) -> None:
    for application in everybody():
        assert application.account_id is not None
        approved = application.state is ApplicationState.APPROVED
        assert is_credentialed(application.account_id, application.event_id) is approved
    revoked = db.session.scalar(select(func.count()).select_from(Credential).where(Credential.revoked_at.is_not(None)))
    assert revoked == sum(application.state is ApplicationState.REVOKED for application in everybody())


def test_nobody_can_be_written_to_or_called(filled: Flask) -> None:
    for application in everybody():
        assert application.email.endswith(_RESERVED)
        assert application.phone.startswith("02-000-")
    assert db.session.scalar(select(func.count()).select_from(OutboxMail)) == 0
    assert db.session.scalar(select(func.count()).select_from(Job)) == 0


def test_the_same_seed_makes_the_same_rows(app: Flask, cli: Cli, event: str, edit_event: Callable[..., None]) -> None:
    cli("demo", "fill", event, "--bare", "--applications", "70", "--seed", "7")
    first = _content(app)
    _empty(app)
    edit_event(kept_open=False, opened_at=now())
    cli("demo", "fill", event, "--bare", "--applications", "70", "--seed", "7")
    assert _content(app) == first
    _empty(app)
    cli("demo", "fill", event, "--bare", "--applications", "70", "--seed", "8")
    assert _content(app)["applications"] != first["applications"]


def test_a_second_time_adds_nothing_and_says_so(app: Flask, cli: Cli, event: str) -> None:
    cli("demo", "fill", event, "--bare", "--applications", "20")
    before = _content(app)
    again = cli("demo", "fill", event, "--bare", "--applications", "20")
    assert (again.exit_code, "nothing added" in again.output) == (0, True)
    assert _content(app) == before


def test_another_seed_adds_other_people_to_the_same_outlets(app: Flask, cli: Cli, event: str) -> None:
    cli("demo", "fill", event, "--bare", "--applications", "60", "--seed", "1")
    cli("demo", "fill", event, "--bare", "--applications", "60", "--seed", "2")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Application)) == 120
        assert db.session.scalar(select(func.count()).select_from(Account)) == 120
        assert db.session.scalar(select(func.count()).select_from(Outlet)) == 20
        assert progress(event_by_slug(event), at=now()).outlets == 15


def test_an_outlet_that_was_merged_meanwhile_is_found_where_it_went(app: Flask, cli: Cli, event: str) -> None:
    cli("demo", "fill", event, "--bare", "--applications", "60", "--seed", "1")
    with app.app_context():
        merged = db.session.scalars(select(Outlet).where(Outlet.state == OutletState.PROPOSED)).first()
        into = db.session.scalars(select(Outlet).where(Outlet.state == OutletState.VERIFIED)).first()
        assert merged is not None
        assert into is not None
        merged.state, merged.merged_into_id, number = OutletState.MERGED, into.id, merged.id
        into.aliases += [OutletAlias(alias=alias.alias, folded=alias.folded) for alias in merged.aliases]
        before = _applications_of(number)
        db.session.commit()
    assert cli("demo", "fill", event, "--bare", "--applications", "60", "--seed", "2").exit_code == 0
    with app.app_context():
        assert _applications_of(number) == before


@pytest.mark.sqlite_only
@pytest.mark.parametrize("words", [("nowhere", "--applications", "3"), ("{}", "--applications", "0"), ("{}",)])
def test_what_cannot_be_filled_is_refused(app: Flask, cli: Cli, event: str, words: tuple[str, ...]) -> None:
    refused = cli("demo", "fill", "--bare", *(word.format(event) for word in words))
    assert refused.exit_code != 0
    assert "Traceback" not in refused.output
    with app.app_context():
        assert not everybody()


@pytest.mark.parametrize("count", [1, 2, 5, 13])
@pytest.mark.sqlite_only
def test_a_handful_will_do(app: Flask, cli: Cli, event: str, count: int) -> None:
    assert cli("demo", "fill", event, "--bare", "--applications", str(count)).exit_code == 0
    with app.app_context():
        assert len(everybody()) == count


def test_no_two_outlets_of_the_roster_share_a_name() -> None:
    names = [fold(alias) for outlet in roster(LARGEST) for alias in outlet.aliases]
    assert len(roster(LARGEST)) == LARGEST
    assert len(names) == len(set(names))


def _applications_of(outlet_id: int) -> int | None:
    return db.session.scalar(select(func.count()).select_from(Application).where(Application.outlet_id == outlet_id))


_TABLES = (Owner, Outlet, OutletAlias, Account, Application, Flag, Evidence, Decision, Credential, AuditEntry)


def _content(app: Flask) -> dict[str, list[Any]]:
    """All that the filling wrote, without the database's own numbers."""
    with app.app_context():
        return {model.__tablename__: [_values(row) for row in _rows(model)] for model in _TABLES}


def _rows(model: type[Base]) -> list[Any]:
    rows = select(model).order_by(*model.__table__.primary_key.columns)
    if model is AuditEntry:
        rows = rows.where(~AuditEntry.action.startswith("event."))
    return list(db.session.scalars(rows))


def _values(row: Any) -> dict[str, Any]:
    values = {c.key: getattr(row, c.key) for c in row.__table__.columns if c.key != "id" and not c.key.endswith("_id")}
    for numbered in ("request_key", "subject", "previous", "hash"):  # these come of the rows' numbers
        values.pop(numbered, None)
    return values


def _empty(app: Flask) -> None:
    with app.app_context():
        for model in reversed(_TABLES):
            db.session.execute(model.__table__.delete())  # type: ignore[attr-defined]
        db.session.commit()
