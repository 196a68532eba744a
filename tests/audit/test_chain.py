"""Whatever is done to the audit past the application is found."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import column, delete, insert, select, table, text, update

from press.audit.chain import GENESIS, entry_hash
from press.audit.models import AuditEntry
from press.audit.queries import Chain, walk_chain
from press.audit.services import SYSTEM, Act, By, record, record_many
from press.db import db, db_transaction

MANY = 10_000
NOBODY = "f" * 64


def made_acts(count: int, at: datetime, seed: int = 1) -> Iterator[Act]:
    """Acts of every kind that the verbs record."""
    chance = random.Random(seed)
    for number in range(count):
        details = chance.choice([{}, {"why": "ไทย \U0001f399 \"'\\"}, {"version": number, "of": [1.5, None, True]}])
        by = chance.choice([SYSTEM, By(number, "สมชาย"), By(7, "")])
        yield Act("thing.done", f"thing:{chance.randrange(50)}", by, at + timedelta(microseconds=number * 7), details)


def order() -> list[tuple[int, str, str]]:
    found = db.session.execute(select(AuditEntry.id, AuditEntry.previous, AuditEntry.hash).order_by(AuditEntry.id))
    return [tuple(row) for row in found]


def fits() -> bool:
    """The chain is whole, and each entry follows the one before it: what the walk says, and counted by hand."""
    links = order()
    by_hand = [GENESIS, *(own for _, _, own in links)][:-1] == [previous for _, previous, _ in links]
    walked = walk_chain()
    return by_hand and walked.broken_at is None and walked.entries == len(links)


def test_entries_of_one_and_of_many_transactions_follow_each_other(app: Flask, at: datetime) -> None:
    with app.app_context():
        for _ in range(3):
            with db_transaction():
                record("thing.done", "thing:1", by=SYSTEM, at=at, many=[1, 2], why="ไทย")
                record("thing.done", "thing:1", by=SYSTEM, at=at)
                record_many(made_acts(5, at))
                record_many([])
        numbers = [number for number, _, _ in order()]
        assert numbers == list(range(1, len(numbers) + 1))
        assert fits()


def test_what_was_undone_leaves_no_gap(app: Flask, at: datetime) -> None:
    with app.app_context():
        with suppress(RuntimeError), db_transaction():
            record("undone", "thing:1", by=SYSTEM, at=at)
            raise RuntimeError
        with db_transaction():
            record("kept", "thing:1", by=SYSTEM, at=at)
            with suppress(RuntimeError), db.session.begin_nested():
                record("undone", "thing:1", by=SYSTEM, at=at)
                raise RuntimeError
            record("kept", "thing:1", by=SYSTEM, at=at)
        assert list(db.session.scalars(select(AuditEntry.action)))[-2:] == ["kept", "kept"]
        assert fits()


def test_eight_at_once_make_one_chain(app: Flask, at: datetime) -> None:
    """Some undo what they did."""
    start = Barrier(8)

    def work(worker: int) -> None:
        start.wait()
        with app.app_context():
            for turn in range(8):
                with suppress(RuntimeError), db_transaction():
                    record("thing.done", f"thing:{worker}", by=SYSTEM, at=at, turn=turn)
                    record("thing.done", f"thing:{worker}", by=SYSTEM, at=at, turn=turn)
                    if turn % 4 == 3:
                        raise RuntimeError

    with app.app_context():
        before = len(order())
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    with app.app_context():
        assert len(order()) - before == 8 * 6 * 2
        assert fits()


@pytest.mark.sqlite_only
def test_the_canonical_form_is_fixed(at: datetime) -> None:
    """Chains that are out there depend on it. The moment is the same in any zone."""
    said: dict[str, Any] = {"id": 1, "actor_id": None, "actor": "ไทย", "action": "a.b", "subject": "s:1"}
    own = entry_hash(GENESIS, at=at, details={"b": [1, 2.5, None], "a": "é"}, **said)
    elsewhere = at.astimezone(timezone(timedelta(hours=7)))
    assert entry_hash(GENESIS, at=elsewhere, details={"a": "é", "b": [1, 2.5, None]}, **said) == own
    assert own == "59fcb7680a435d6eefc149ed1a7b000586694acab8f2d8793066e55c87b1744a"


@pytest.mark.sqlite_only
def test_details_that_json_cannot_hold_are_refused(app: Flask, at: datetime) -> None:
    with app.app_context():
        for value in (float("nan"), object()):
            with pytest.raises((ValueError, TypeError)), db_transaction():
                record("thing.done", "thing:1", by=SYSTEM, at=at, value=value)


# Any one change among ten thousand


@pytest.fixture
def chained(app: Flask, at: datetime) -> Iterator[Flask]:
    """Ten thousand entries; what a test does to them is undone."""
    with app.app_context():
        with db_transaction():
            db.session.execute(delete(AuditEntry))
            record_many(made_acts(MANY, at))
        yield app
        db.session.rollback()


def edited(**columns: Any) -> Callable[[int], int]:
    def edit(number: int) -> int:
        db.session.execute(update(AuditEntry).where(AuditEntry.id == number).values(**columns))
        return number

    edit.__name__ = f"edited_{next(iter(columns))}"
    return edit


def removed(number: int) -> int:
    db.session.execute(delete(AuditEntry).where(AuditEntry.id == number))
    return number + 1


def put_in(number: int) -> int:
    """Another entry before this one, whose content fits its own hash; those after it move on."""
    later = AuditEntry.id >= number
    db.session.execute(update(AuditEntry).where(later).values(id=-AuditEntry.id))
    db.session.execute(update(AuditEntry).where(AuditEntry.id < 0).values(id=1 - AuditEntry.id))
    said = content_of(number - 1) | {"id": number, "action": "forged"}
    own = entry_hash(NOBODY, **said)
    db.session.execute(insert(AuditEntry).values(**said, previous=NOBODY, hash=own))
    return number


def put_first(_number: int) -> int:
    """Before the first one, at a number that none of ours has."""
    said = content_of(1) | {"id": -5}
    db.session.execute(insert(AuditEntry).values(**said, previous=NOBODY, hash=entry_hash(NOBODY, **said)))
    return -5


def changed_places(number: int) -> int:
    """With the next one."""
    for before, after in ((number, 0), (number + 1, number), (0, number + 1)):
        db.session.execute(update(AuditEntry).where(AuditEntry.id == before).values(id=after))
    return number


def moved_to_the_end(number: int) -> int:
    db.session.execute(update(AuditEntry).where(AuditEntry.id == number).values(id=MANY + 1))
    return number + 1


def hashed_again(number: int) -> int:
    """An edit by somebody who knows the form of the hash, but goes no further."""
    said = content_of(number) | {"subject": "thing:another"}
    previous = db.session.scalar(select(AuditEntry.previous).where(AuditEntry.id == number)) or ""
    new = {"subject": said["subject"], "hash": entry_hash(previous, **said)}
    db.session.execute(update(AuditEntry).where(AuditEntry.id == number).values(**new))
    return number + 1


def content_of(number: int) -> dict[str, Any]:
    names = ("id", "at", "actor_id", "actor", "action", "subject", "details")
    columns = [AuditEntry.__table__.c[name] for name in names]
    row = db.session.execute(select(*columns).where(AuditEntry.id == number)).mappings().one()
    return dict(row)


CHANGES = (
    edited(at=datetime(2019, 3, 4, 1, 59, tzinfo=UTC)),
    edited(actor_id=8_888_888),
    edited(actor="somebody else"),
    edited(action="thing.undone"),
    edited(subject="thing:999"),
    edited(details={"why": "another"}),
    edited(previous=NOBODY),
    edited(hash=NOBODY),
    removed,
    put_in,
    put_first,
    changed_places,
    moved_to_the_end,
    hashed_again,
)


def test_any_one_change_among_ten_thousand_is_found(chained: Flask) -> None:
    """The first row, the last but one, those at the seams of the walk's batches, and some by chance."""
    assert walk_chain() == Chain(MANY, order()[-1][2])
    chance = random.Random()
    seams = [2, 1_000, 1_001, MANY - 1]
    for change in CHANGES:
        for number in (chance.choice(seams), chance.randrange(2, MANY)):
            first = change(number)
            assert walk_chain().broken_at == first, f"{change.__name__} at {number}"
            db.session.rollback()


def test_a_tail_cut_off_is_found_by_a_head_written_down(chained: Flask, at: datetime) -> None:
    head = walk_chain().head
    assert walk_chain(head).expected_at == MANY
    with db_transaction():
        record("thing.done", "thing:1", by=SYSTEM, at=at)
    assert walk_chain(head).expected_at == MANY  # the audit has grown: that is no fault
    with db_transaction():
        removed(MANY + 1)
        removed(MANY)
    cut = walk_chain(head)
    assert (cut.entries, cut.broken_at, cut.expected_at) == (MANY - 1, None, None)


# What SQLite takes in a column, whatever its type


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "change",
    [
        "at = 'rubbish'",
        "at = 5",
        "actor = x'ff00'",
        "actor = CAST(x'ff' AS TEXT)",
        "actor_id = 'seven'",
        "details = '{'",
        "details = 'null'",
        "details = '" + "[" * 100_000 + "'",
        "hash = x'00'",
        "previous = x'00'",
    ],
    ids=lambda change: change[:24],
)
def test_what_cannot_be_read_is_named_too(app: Flask, at: datetime, change: str) -> None:
    with app.app_context():
        with db_transaction():
            record_many(made_acts(20, at))
        db.session.execute(text(f"UPDATE audit_entries SET {change} WHERE id = 9"))
        assert (walk_chain().entries, walk_chain().broken_at) == (8, 9)
        db.session.rollback()


# The command


def test_the_command_says_the_head_and_accepts_it(app: Flask, cli: Callable[..., Result], at: datetime) -> None:
    with app.app_context(), db_transaction():
        record_many(made_acts(20, at))
    with app.app_context():
        links = order()
    count, head = len(links), links[-1][2]
    answer = cli("audit", "verify")
    assert (answer.exit_code, answer.output) == (0, f"{count} entries, chain whole, head {head}\n")
    assert cli("audit", "verify", "--expect", head.upper()).exit_code == 0
    assert cli("audit", "verify", "--expect", NOBODY).exit_code == 1
    assert cli("audit", "verify", "--expect", "f00").exit_code == 2


def test_the_command_names_the_first_entry_that_does_not_fit(
    app: Flask, cli: Callable[..., Result], at: datetime
) -> None:
    with app.app_context(), db_transaction():
        record_many(made_acts(20, at))
        edited(actor="somebody else")(9)
        edited(actor="somebody else")(15)
    answer = cli("audit", "verify")
    assert answer.exit_code == 1
    assert "entry 9 does not fit" in answer.output


@pytest.mark.sqlite_only
def test_no_entries_are_a_whole_chain(app: Flask, cli: Callable[..., Result]) -> None:
    with app.app_context(), db_transaction():
        db.session.execute(delete(AuditEntry))
    assert cli("audit", "verify").output == f"0 entries, chain whole, head {GENESIS}\n"
    assert cli("audit", "verify", "--expect", GENESIS).exit_code == 0


# The migration


def test_entries_from_before_are_chained_in_their_order(app: Flask, at: datetime) -> None:
    with app.app_context():
        with db_transaction():
            record_many(made_acts(2_500, at))
        as_recorded = order()
        db.session.rollback()
        downgrade(revision="0001")
        upgrade()
        assert order() == as_recorded
        assert fits()


def test_entries_from_before_may_have_gaps(app: Flask, at: datetime) -> None:
    names = ("id", "at", "actor_id", "actor", "action", "subject", "details")
    old = table("audit_entries", *(column(name, AuditEntry.__table__.c[name].type) for name in names))
    said = {"at": at, "actor_id": None, "actor": "system", "action": "a.b", "subject": "s:1", "details": {"why": "ไทย"}}
    with app.app_context():
        downgrade(revision="0001")
        with db_transaction():
            db.session.execute(insert(old), [{**said, "id": number} for number in range(10, 9_000, 3)])
        upgrade()
        assert fits()
        with db_transaction():
            record("thing.done", "thing:1", by=SYSTEM, at=at)
        assert fits()


def test_the_way_back_leaves_numbers_that_go_on(app: Flask, at: datetime) -> None:
    with app.app_context():
        with db_transaction():
            record_many(made_acts(20, at))
        downgrade(revision="0001")
        said = "CURRENT_TIMESTAMP, 'x', 'a.b', 's:1', '{}'"
        with db_transaction():
            db.session.execute(text(f"INSERT INTO audit_entries (at, actor, action, subject, details) VALUES ({said})"))
        upgrade()
        assert fits()
