"""An erasure reaches the sealed copies of kits, too: no object of the store names the person any more."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import BinaryIO

import pytest
from flask import Flask
from sqlalchemy import select, update

from config import Config
from press.accounts.states import Role
from press.accreditation.states import ApplicationState as S
from press.audit.models import AuditEntry
from press.clock import now
from press.db import db, db_transaction
from press.distribution import hand_over_jobs
from press.distribution.hand_over_jobs import Overtaken, remove_after_retention, seal
from press.distribution.models import HandOver
from press.distribution.services import handing_over
from press.distribution.states import HandOverState
from press.events.queries import event_by_slug
from press.privacy.models import DataRequest
from press.storage.keys import content_key
from press.storage.s3 import S3Store
from press.storage.store import EXTENSION
from tests.support import filled, people
from tests.support.browser import Page
from tests.support.people import PASSWORD, Person

PAGE = "/studio/sample-kit/hand-over"
Deliver = Callable[[], int]

pytestmark = pytest.mark.usefixtures("kit")


@pytest.fixture
def dpo(app: Flask) -> Person:
    return people.staff(app, Role.DPO, now(), email="dpo@press.example")


@pytest.fixture
def admin(app: Flask) -> Person:
    return people.staff(app, Role.ADMIN, now(), email="admin@press.example")


@pytest.fixture
def canary(applicant: Callable[..., Person]) -> Person:
    """A freelancer, accredited to an event that is over, whose outlet bears the person's own name."""
    return applicant(S.APPROVED, outlet=filled.NAME_EN, **filled.TYPED)


@pytest.fixture
def other(applicant: Callable[..., Person]) -> Person:
    return applicant(S.APPROVED, verified=True, outlet="Thai TV", name_en="Somebody Else")


@pytest.fixture
def asked(kit: str, canary: Person, admin: Person, address: Callable[[str], str]) -> None:
    """The canary took everything, and a copy with names waits to be sealed."""
    take_everything(canary, address)
    ask_copy(admin, with_names="y")


def take_everything(person: Person, address: Callable[[str], str]) -> None:
    assert person.browser.get(address("zips/all@accredited")).status == 200


def post(person: Person, url: str, **typed: str) -> Page:
    return person.browser.post(url, {"csrf_token": person.browser.token(), **typed})


def ask_copy(person: Person, **typed: str) -> None:
    assert post(person, PAGE, **typed).status == 303


def ask_erasure(person: Person) -> None:
    page = person.browser.get("/account/data")
    assert person.browser.send(page, "/account/data", kind="erasure", words="Please.").status == 303


def erase_page(app: Flask) -> str:
    with app.app_context():
        return f"/staff/data-requests/{db.session.query(DataRequest).one().id}/erase"


def erase(app: Flask, dpo: Person) -> None:
    assert post(dpo, erase_page(app), password=PASSWORD).status == 303


def objects_naming(store: S3Store, *words: str) -> int:
    """How many objects hold one of these words, packed or not."""
    return sum(any(_holds(store.get(each.key).read(), word.encode()) for word in words) for each in store.list())


def _holds(body: bytes, word: bytes) -> bool:
    if word in body:
        return True
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return False
    archive = zipfile.ZipFile(io.BytesIO(body))
    return any(_holds(archive.read(name), word) for name in archive.namelist())


def copies(app: Flask) -> dict[int, str]:
    with app.app_context():
        return {made.id: made.state.value for made in db.session.scalars(select(HandOver).order_by(HandOver.id))}


def test_no_object_of_the_store_names_whoever_was_erased(
    app: Flask,
    store: S3Store,
    canary: Person,
    other: Person,
    dpo: Person,
    admin: Person,
    address: Callable[[str], str],
    deliver: Deliver,
) -> None:
    take_everything(canary, address)
    take_everything(other, address)
    ask_copy(admin, with_names="y")
    ask_copy(admin)
    deliver()
    taken = post(admin, f"{PAGE}/1.zip")
    plain = post(admin, f"{PAGE}/2.zip").response.data
    assert filled.EMAIL.encode() in taken.response.data
    assert objects_naming(store, *filled.SECRETS) == 1  # the outlet that the person typed is not in the other one
    ask_erasure(canary)
    shown = dpo.browser.get(erase_page(app)).text
    assert "Sealed copies of kits with names 1" in shown
    assert "The admin" in shown.partition("Copies taken along")[2].partition("Backups")[0]

    erase(app, dpo)
    deliver()

    assert objects_naming(store, *filled.SECRETS) == 0
    assert copies(app) == {1: "removed", 2: "made"}
    assert post(admin, f"{PAGE}/1.zip").status == 404
    assert post(admin, f"{PAGE}/2.zip").response.data == plain
    page = admin.browser.get(PAGE).text
    assert "because of an erasure. Make a new one" in page
    assert "Taken along: The admin" in page
    with app.app_context():
        removed = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "hand_over.removed")).one()
    assert (removed.actor_id, removed.details) == (dpo.account_id, {"hand_over": 1, "why": "erasure"})

    ask_copy(admin, with_names="y")
    deliver()
    assert objects_naming(store, *filled.SECRETS) == 0
    assert objects_naming(store, other.email) == 1


def test_copies_of_kits_that_the_person_never_took_stay(
    app: Flask,
    canary: Person,
    other: Person,
    dpo: Person,
    admin: Person,
    address: Callable[[str], str],
    deliver: Deliver,
) -> None:
    take_everything(other, address)
    ask_copy(admin, with_names="y")
    deliver()
    ask_erasure(canary)
    erase(app, dpo)
    deliver()
    assert copies(app) == {1: "made"}


class Meanwhile(S3Store):
    """A store in which something else happens while the sealed copy is on its way."""

    def happens(self, act: Callable[[], None]) -> None:
        self.act: Callable[[], None] | None = act

    def put(self, key: str, body: bytes | BinaryIO, *, content_type: str, sha256: str) -> bool:
        act, self.act = self.act, None
        if act is not None:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(act).result()
        return super().put(key, body, content_type=content_type, sha256=sha256)


def meanwhile(app: Flask, settings: Config, act: Callable[[], None]) -> None:
    """From now on the application has a store in which this happens once."""
    slow = Meanwhile.from_config(settings)
    slow.happens(act)
    app.extensions[EXTENSION] = slow


def seal_first(app: Flask) -> None:
    """Does what a worker does with the first copy that was asked for."""
    with app.app_context():
        seal({"hand_over_id": 1})


def test_a_copy_that_is_being_made_meanwhile_begins_anew(
    app: Flask,
    settings: Config,
    store: S3Store,
    canary: Person,
    other: Person,
    dpo: Person,
    admin: Person,
    address: Callable[[str], str],
    deliver: Deliver,
) -> None:
    take_everything(canary, address)
    take_everything(other, address)
    ask_erasure(canary)
    ask_copy(admin, with_names="y")
    meanwhile(app, settings, lambda: erase(app, dpo))

    with pytest.raises(Overtaken):
        seal_first(app)
    assert objects_naming(store, *filled.SECRETS) == 1
    deliver()

    assert objects_naming(store, *filled.SECRETS) == 0
    assert copies(app) == {1: "made"}
    assert objects_naming(store, other.email) == 1


@pytest.mark.usefixtures("asked")
def test_two_workers_that_seal_one_copy_leave_one_object(
    app: Flask, settings: Config, store: S3Store, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, seconds = now() - timedelta(minutes=1), itertools.count()
    monkeypatch.setattr(hand_over_jobs, "now", lambda: begun + timedelta(seconds=next(seconds)))
    meanwhile(app, settings, lambda: seal_first(app))
    with pytest.raises(Overtaken):
        seal_first(app)
    deliver()

    assert copies(app) == {1: "made"}
    assert objects_naming(store, filled.EMAIL) == 1
    with app.app_context():
        assert store.exists(content_key(db.session.query(HandOver).one().sha256))


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("asked")
def test_what_another_worker_has_sealed_is_not_undone_by_the_slower_one(
    app: Flask, store: S3Store, deliver: Deliver
) -> None:
    deliver()
    with app.app_context(), db_transaction():
        made = db.session.query(HandOver).one()
        handing_over.note_fault(made, "ObjectNotFound", final=True, at=now())
    deliver()

    assert copies(app) == {1: "made"}
    assert objects_naming(store, filled.EMAIL) == 1


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("asked")
def test_the_very_same_bytes_sealed_twice_stay(
    app: Flask, settings: Config, store: S3Store, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = now()
    monkeypatch.setattr(hand_over_jobs, "now", lambda: at)
    meanwhile(app, settings, lambda: seal_first(app))
    seal_first(app)
    deliver()

    assert copies(app) == {1: "made"}
    assert objects_naming(store, filled.EMAIL) == 1


@pytest.mark.usefixtures("asked")
def test_what_an_earlier_try_has_put_into_the_store_goes(app: Flask, store: S3Store, deliver: Deliver) -> None:
    deliver()
    with app.app_context():
        with db_transaction():  # as if the worker had been killed before it could say that the copy is made
            first = db.session.query(HandOver).one().sha256
            db.session.execute(update(HandOver).values(state=HandOverState.WAITING, made_at=None))
        seal({"hand_over_id": 1})
        second = db.session.query(HandOver).one().sha256
    deliver()
    assert first != second
    assert (store.exists(content_key(first)), store.exists(content_key(second))) == (False, True)


@pytest.mark.sqlite_only
@pytest.mark.usefixtures("asked")
def test_copies_with_names_are_kept_no_longer_than_papers(
    app: Flask, store: S3Store, admin: Person, deliver: Deliver, event: str
) -> None:
    ask_copy(admin)
    deliver()
    with app.app_context():
        days = event_by_slug(event).retention_days
        db.session.rollback()
        remove_after_retention()
        assert copies(app) == {1: "made", 2: "made"}
        with db_transaction():
            db.session.execute(update(HandOver).values(made_at=now() - timedelta(days=days)))
        remove_after_retention()
    assert copies(app) == {1: "removed", 2: "made"}
    assert objects_naming(store, filled.EMAIL) == 0
    assert "copies with names are not kept longer" in admin.browser.get(PAGE).text
