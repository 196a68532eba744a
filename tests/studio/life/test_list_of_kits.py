"""How each kit stands, for whom it waits, and the ways between its pages."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from press.clock import now
from press.db import db, db_transaction
from press.kits.models import Kit
from tests.studio.life.reviewing import NOTE, REVIEW, Write, act
from tests.support.people import Person


def test_the_list_says_how_each_kit_stands_and_for_whom_it_waits(
    author: Person, reviewer: Person, write: Write
) -> None:
    write()
    listed = author.browser.get("/studio?lang=en")
    assert "Held until" in listed.text
    assert "(Bangkok)" in listed.text
    assert "Draft open" in listed.text
    assert act(author, "check").status == 303
    assert act(author, "note", **NOTE).status == 303
    assert act(author, "submit").status == 303
    assert "Waiting for somebody else’s review" in author.browser.get("/studio?lang=en").text
    assert "Waiting for your review" in reviewer.browser.get("/studio?lang=en").text


def test_the_kit_in_the_studio_and_outside_lead_to_each_other_and_to_the_list(kit: str, author: Person) -> None:
    inside, outside = author.browser.get(f"/studio/{kit}"), author.browser.get(f"/kits/{kit}")
    assert {"/studio", f"/kits/{kit}"} <= set(inside.links)
    assert f"/studio/{kit}" in outside.links


def test_where_nothing_is_written_review_leads_to_the_next_draft(kit: str, author: Person) -> None:
    page = author.browser.get(REVIEW)
    assert "The next draft is opened under “Texts”" in page.text
    [there] = [address for address in set(page.links) if address == f"/studio/{kit}/write"]
    assert author.browser.send(author.browser.get(there), "/write").status == 303


@pytest.mark.parametrize(("days", "said"), [(-1, "given the undertaking read it"), (1, "readers do not see it")])
def test_the_kit_says_who_reads_it_now(app: Flask, kit: str, author: Person, days: int, said: str) -> None:
    with app.app_context(), db_transaction():
        db.session.execute(update(Kit).values(available_from=now() + timedelta(days=days)))
    for address in (f"/studio/{kit}", f"/studio/{kit}/life"):
        page = author.browser.get(f"{address}?lang=en")
        assert said in page.text, address
        assert "UTC" in page.text
