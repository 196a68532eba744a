"""Nothing of a kit shows a second before its lift, and everything does at it: every route is asked, as everybody.

People and their rights are real here, made by the product's own verbs; what it is played with is the clock alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from press.accounts.states import Role
from press.accreditation.states import ApplicationState
from press.clock import now
from press.distribution.drill.canaries import Canaries, canaries_of
from press.distribution.drill.surfaces import STRANGE_ROOMS, Address, addresses_of
from press.distribution.drill.walking import Eyes, Finding, Sight, walk
from press.kits.queries import current_revision, kit_row
from tests.distribution.conftest import LIFTED
from tests.kits.folders import edit, release, write_kit
from tests.kits.test_publish import publish
from tests.support import people
from tests.support.browser import Browser
from tests.support.mailbox import Letter
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only

SECOND = timedelta(seconds=1)
BASE = "http://localhost"
LIFT = (now() + timedelta(minutes=30)).replace(microsecond=0)  # soon: whoever signs in now is signed in then


@pytest.fixture
def kit(app: Flask, store: object, tmp_path: Path) -> str:
    """A kit to be read early, with a canary in every place."""
    folder = write_kit(tmp_path)
    edit(folder, "kit.toml", "2030-01-01T09:00:00+07:00", LIFTED)
    edit(folder, "kit.toml", "2030-01-02T09:00:00+07:00", LIFT.isoformat())
    edit(folder, "kit.toml", 'en = "Summary"', 'en = "A canary in a summary"')
    (folder / "releases/01-launch/en.md").write_text(release("A canary that sings", "Fragments of it. " * 9), "utf-8")
    with app.app_context():
        done = publish(app, folder)
        assert done.exit_code == 0, done.output
    return "sample-kit"


@pytest.fixture
def crowd(app: Flask, kit: str, applicant: Callable[..., Person], event: str) -> dict[str, Person]:
    """Somebody of each kind, signed in."""
    crowd = {
        "pending": applicant(),
        "accredited": applicant(ApplicationState.APPROVED),
        "undertaken": applicant(ApplicationState.APPROVED),
        "revoked": applicant(ApplicationState.APPROVED),
        "staff": people.staff(app, Role.EDITOR, now(), event=event),
    }
    for name in ("undertaken", "revoked"):
        browser = crowd[name].browser
        assert browser.send(browser.get(f"/kits/{kit}/undertaking"), "").status == 303
    officer = people.staff(app, Role.OFFICER, now()).browser
    desk = officer.open(crowd["revoked"].desk_page)
    assert officer.send(desk, "/revoke", reason="Left the outlet.").status == 303
    return crowd


def sight_of(role: str, moment: datetime, whole: Canaries, public: Canaries) -> Sight:
    lifted = moment >= LIFT
    if role in {"staff", "undertaken"} or (role == "accredited" and lifted):
        return Sight(whole, told=True, whole=True)
    return Sight(public if lifted else {}, told=role == "accredited")


def test_nowhere_early_and_everywhere_when_due(
    app: Flask, kit: str, crowd: dict[str, Person], mails: Callable[[], list[Letter]]
) -> None:
    with app.test_request_context(base_url=BASE):
        row = kit_row(kit)
        assert row is not None
        revision = current_revision(row.id)
        assert revision is not None
        everywhere = addresses_of(app, row, revision, everywhere=True)
        whole, public = canaries_of(revision)
    near = [address for address in everywhere if address.endpoint.partition(".")[0] not in STRANGE_ROOMS]
    routes = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert routes - {address.endpoint for address in everywhere} == {"static", "mailbox.mailbox"}
    assert {"title", "file name", "summary", "title of 01-launch"} < set(whole.values())

    eyes = Eyes(whole)
    wrong: dict[tuple[str, str], list[Finding]] = {}
    for name, moment in (("T-1 s", LIFT - SECOND), ("T", LIFT), ("T+1 s", LIFT + SECOND)):
        for role in ("anonymous", *crowd):
            person = crowd.get(role)
            client: FlaskClient = person.browser.client if person else Browser(app).client
            # Rooms that know nothing of kits are asked once, when there is something to give away.
            walked = everywhere if name == "T-1 s" else near
            own = [Address("accreditation.status", person.status_page, False)] if person and person.ref else []
            found = walk(
                client,
                [*walked, *own],
                eyes=eyes,
                sight=sight_of(role, moment, whole, public),
                at=moment,
                base_url=BASE,
            )
            if found:
                wrong[role, name] = found

    assert wrong == {}
    said = "\n".join(letter.subject + letter.text for letter in mails())
    assert [text for text in whole if text in said] == []
    assert now() < LIFT.astimezone(UTC)  # the clock was played with, and the lift is still to come
