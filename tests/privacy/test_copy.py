"""The copy of one's data is whole: every table that says something of a person is in it, or left out with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table

from press.accounts.states import Role
from press.accreditation.states import ApplicationState as S
from press.clock import now
from press.db import db
from press.privacy.tables import COPIED, LEFT_OUT
from tests.support import filled, people
from tests.support.people import Person
from tests.support.uploading import Sender

PEOPLE = {"accounts", "applications"}
# Where a person may stand without a key that the database knows of.
TELLING = {"email", "to_address", "actor_id", "subject", "phone", "values"}


def about_people(table: Table, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a row of this table leads to a person, straight or through others. Who acted on a row as staff says
    something of that row, and nothing of the rows that lead to it."""
    if table.name in PEOPLE or TELLING & set(table.columns.keys()):
        return True
    keys = [key for key in table.foreign_keys if not seen or not key.parent.name.endswith("by_id")]
    leads_to = {key.column.table for key in keys} - {table}
    return any(about_people(each, seen | {table.name}) for each in leads_to if each.name not in seen)


def test_every_table_about_people_is_copied_or_left_out_with_a_reason(app: Flask) -> None:
    found = {table.name for table in db.metadata.tables.values() if about_people(table)}
    assert found == {*COPIED, *LEFT_OUT}
    assert not set(COPIED) & set(LEFT_OUT)
    assert all(LEFT_OUT.values())


def at_path(copy: Any, path: str) -> Any:
    for name in path.split("."):
        copy = copy[0][name] if isinstance(copy, list) else copy[name]
    return copy


@pytest.mark.sqlite_only
def test_each_of_them_is_there_for_somebody_who_is_everywhere(
    app: Flask, applicant: Callable[..., Person], store: object
) -> None:
    person = applicant(S.APPROVED, **filled.TYPED)
    other = applicant(S.APPROVED, name_en="Somebody Else")
    filled.fill(app, person, other, now())
    Sender(person).send(b"%PDF-1.7", kind="letter", name="letter.pdf")
    page = person.browser.get("/account/data")
    person.browser.send(page, "/account/data", kind="correction", words="My name.")
    answer = person.browser.send(page, "/account/data.json")
    # Of this person there is none of these. The places are there.
    of_kits = {"downloads", "readings", "notices", "accepted_texts", "feed_keys", "news_by_mail"}
    of_marks = {"emblem_requests", "reports_of_use"}
    empty = {"account.roles", "applications.merged_into", *of_kits, *of_marks}
    for path in COPIED.values():
        assert at_path(answer.json, path) or path in empty, path
    text = answer.response.text
    for others in (other.ref, "Somebody of the newsroom", "desk@news.example", "Officer", "hash", "nonce"):
        assert others not in text
    said = [invitation["name"] for invitation in answer.json["invitations"]]
    assert said == [filled.NAME_TH]
    [application] = answer.json["applications"]
    assert [paper["file"] for paper in application["papers"]] == [None, "letter.pdf"]
    assert application["newsrooms"][0]["answer"] == "yes"


@pytest.mark.sqlite_only
def test_staff_find_their_roles(app: Flask) -> None:
    dpo = people.staff(app, Role.DPO, now())
    copy = dpo.browser.send(dpo.browser.get("/account/data"), "/account/data.json").json
    assert [each["role"] for each in copy["account"]["roles"]] == ["dpo"]


@pytest.mark.sqlite_only
def test_it_asks_no_more_often_for_three_sessions_than_for_one(
    app: Flask, applicant: Callable[..., Person], count_queries: Callable[[Callable[[], object]], int]
) -> None:
    person = applicant()
    page = person.browser.get("/account/data")
    alone = count_queries(lambda: person.browser.send(page, "/account/data.json"))
    for _ in range(2):
        people.signed_in(app, person.account_id, people.Strength.LINK, now())
    assert count_queries(lambda: person.browser.send(page, "/account/data.json")) == alone
