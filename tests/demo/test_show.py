"""The whole product on one stage: every state, papers, crews, newsrooms, officers; lawful, and written to nobody."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from press.accounts.models import Account
from press.accreditation.models import (
    Appeal,
    Application,
    ConfirmationPerson,
    CrewInvitation,
    Flag,
    InformationRequest,
    Note,
    Paper,
    ReasonTemplate,
    Recommendation,
    SavedView,
)
from press.accreditation.queries import progress
from press.accreditation.queries.papers import papers_state
from press.accreditation.services.papers import takes_papers
from press.accreditation.states import WAITING, ApplicationState, DeskAnswer, FlagKind, Grade, InvitationState
from press.audit.models import AuditEntry
from press.clock import now
from press.db import Base, db
from press.demo.stage import RESERVED
from press.events.queries import event_by_slug
from press.events.settings import USUAL_PAPERS
from press.mail.models import OutboxMail
from press.outlets.models import Outlet, OutletPlatform
from press.outlets.states import Medium
from press.storage.s3 import S3Store
from press.uploads.models import Upload
from press.uploads.states import RenditionKind, UploadState

Cli = Callable[..., Result]
SOMEBODY_REAL = "someone@agency.go.th"
_TABLES = (Application, Account, Outlet, Paper, OutboxMail, AuditEntry, Note, SavedView, ReasonTemplate)


@pytest.fixture
def shown(app: Flask, cli: Cli, event: str, store: S3Store) -> Flask:
    """An event with 120 made-up applications, after every scene was played; the worker has not begun."""
    password = "correct horse battery staple"
    cli("accounts", "add", SOMEBODY_REAL, "--role", "officer", "--password-stdin", stdin=password)
    filled = cli("demo", "fill", event, "--applications", "120")
    assert (filled.exit_code, filled.exception) == (0, None)
    return app


def rows(model: type[Base], *where: Any) -> list[Any]:
    return list(db.session.scalars(select(model).where(*where)))


def number_of(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_every_state_of_the_machine_is_there_once_and_the_audit_holds(shown: Flask, cli: Cli, event: str) -> None:
    with shown.app_context():
        states = Counter(db.session.scalars(select(Application.state)))
        assert set(states) == set(ApplicationState)
        assert sum(states[state] for state in WAITING) >= 20
        figures = progress(event_by_slug(event), at=now())
        assert 12 <= figures.outlets < event_by_slug(event).goal
        before = [number_of(table) for table in _TABLES]
    assert cli("audit", "verify").exit_code == 0
    again = cli("demo", "fill", event, "--applications", "120")
    assert (again.exit_code, "nothing added" in again.output) == (0, True)
    with shown.app_context():
        assert [number_of(table) for table in _TABLES] == before


@pytest.mark.sqlite_only
def test_everything_around_an_application_is_there_and_nobody_real_is_written_to(shown: Flask) -> None:
    with shown.app_context():
        _requests_recommendations_and_appeals()
        _crews_newsrooms_and_answers()
        _what_officers_have_for_each_other(now())
        _outlets_with_all_that_is_known()
        mails = rows(OutboxMail)
        assert mails
        assert [mail.to_address for mail in mails if not mail.to_address.endswith(RESERVED)] == []
        assert {each.email for each in rows(Account) if not each.email.endswith(RESERVED)} == {SOMEBODY_REAL}


def _requests_recommendations_and_appeals() -> None:
    requests, at = rows(InformationRequest), now()
    waiting = [each for each in requests if each.answered_at is None and each.ended_at is None]
    assert {each.deadline > at for each in waiting} == {True, False}
    assert any(each.answered_at for each in requests)
    open_ones = rows(Recommendation, Recommendation.ended_at.is_(None))
    assert {each.recommended_by for each in open_ones} == {"Demo officer 1", "Demo officer 2"}
    assert number_of(Appeal) == 2


def _crews_newsrooms_and_answers() -> None:
    assert {each.state for each in rows(CrewInvitation)} == set(InvitationState) - {InvitationState.REMOVED}
    said = {(each.answer, each.grade) for each in rows(ConfirmationPerson)}
    assert said == {(None, None), (DeskAnswer.YES, Grade.A), (DeskAnswer.YES, Grade.C), (DeskAnswer.NO, None)}
    assert {each.coming for each in rows(Application)} == {True, False, None}


def _what_officers_have_for_each_other(at: datetime) -> None:
    assert any(each.holder(at) for each in rows(Application))
    assert {FlagKind.SAME_NAME, FlagKind.SAME_PHONE, FlagKind.LOOK_ALIKE} <= {each.kind for each in rows(Flag)}
    assert any(note.mentions for note in rows(Note))
    assert all(view.shared for view in rows(SavedView))
    assert rows(ReasonTemplate)


def _outlets_with_all_that_is_known() -> None:
    outlets = rows(Outlet)
    assert {outlet.medium for outlet in outlets} == set(Medium)
    assert {outlet.is_thai for outlet in outlets} == {True, False}
    assert any(outlet.owner for outlet in outlets)
    verified = {outlet.id for outlet in outlets if outlet.verified_at}
    assert {platform.outlet_id for platform in rows(OutletPlatform)} == verified


@pytest.mark.sqlite_only
def test_papers_of_every_kind_are_checked_and_drawn(shown: Flask, deliver: Callable[[], int]) -> None:
    deliver()
    with shown.app_context():
        assert {each.kind for each in rows(Paper)} == {kind for rule in USUAL_PAPERS for kind in rule.kinds}
        assert any(each.cannot for each in rows(Paper))
        uploads = rows(Upload)
        assert {each.state for each in uploads} == {UploadState.CLEAN}
        assert {each.media_type for each in uploads} == {"application/pdf", "image/jpeg", "image/png"}
        assert all(each.rendition(RenditionKind.THUMBNAIL) for each in uploads)
        assert FlagKind.SAME_PHOTO in {each.kind for each in rows(Flag)}
        for application in rows(Application):
            if takes_papers(application):
                assert application.papers_missing == papers_state(application).missing


@pytest.mark.sqlite_only
def test_another_seed_adds_others_under_the_same_views_and_reasons(
    app: Flask, cli: Cli, event: str, store: S3Store
) -> None:
    found = []
    for seed in ("1", "2"):
        assert cli("demo", "fill", event, "--applications", "40", "--seed", seed).exit_code == 0
        with app.app_context():
            found.append([number_of(table) for table in (Application, SavedView, ReasonTemplate)])
    first, second = found
    assert second[0] > first[0]
    assert second[1:] == first[1:]


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.sqlite_only
def test_a_few_people_play_as_much_as_they_can(app: Flask, cli: Cli, event: str, store: S3Store, count: int) -> None:
    assert cli("demo", "fill", event, "--applications", str(count)).exit_code == 0
    assert cli("audit", "verify").exit_code == 0


@pytest.mark.sqlite_only
def test_an_event_that_takes_no_applications_is_filled_all_the_same(
    app: Flask, cli: Cli, event: str, store: S3Store, edit_event: Callable[..., None]
) -> None:
    edit_event(kept_open=False)
    assert cli("demo", "fill", event, "--applications", "60").exit_code == 0
    with app.app_context():
        latest = db.session.scalar(select(func.max(Application.submitted_at)))
        assert latest is not None
        assert latest <= event_by_slug(event).starts_at


@pytest.mark.sqlite_only
def test_without_a_store_it_says_so_before_anything_is_added(app: Flask, cli: Cli, event: str) -> None:
    refused = cli("demo", "fill", event, "--applications", "20")
    assert refused.exit_code != 0
    assert "object store" in refused.output
    assert "Traceback" not in refused.output
    with app.app_context():
        assert not rows(Application)
