"""Names of known outlets while an applicant types."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import update

from config import Config
from press.db import db, db_transaction
from press.outlets.models import OutletAlias
from press.outlets.states import Medium
from tests.support.browser import Browser
from tests.support.people import Person

Make = Callable[..., Person]


@pytest.fixture
def ask(visitor: Browser) -> Callable[[str], Any]:
    def answer(typed: str) -> Any:
        page = visitor.get(f"/outlets/suggest?q={quote(typed)}")
        assert page.status == 200
        return page.json

    return answer


def test_a_verified_outlet_is_named_with_its_medium(ask: Callable[[str], Any], applicant: Make) -> None:
    applicant(outlet="ไทยรัฐ", medium=Medium.PRINT, verified=True)
    known = [{"name": "ไทยรัฐ", "medium": "print"}]
    assert (ask("thairath"), ask("ไทยรัด")) == (known, known)


def test_a_name_that_is_not_verified_hides_no_verified_one(ask: Callable[[str], Any], applicant: Make) -> None:
    applicant(outlet="Thairath Evening Paper")
    applicant(outlet="ไทยรัฐ", verified=True)
    assert ask("Thairath Evening Paper") == [{"name": "ไทยรัฐ", "medium": "tv"}]


def test_an_application_that_starts_anew_remembers_no_older_database(
    app: Flask, ask: Callable[[str], Any], applicant: Make, make_app: Callable[[Config], Flask], config: Config
) -> None:
    """A backup may have been put back meanwhile: as many names, as long, and others."""
    applicant(outlet="Spring News", verified=True)
    assert ask("spring news") != []
    with app.app_context(), db_transaction():
        db.session.execute(update(OutletAlias).values(alias="Winter Bote", folded="winter bote"))
    restarted = Browser(make_app(config))
    assert [len(restarted.get(f"/outlets/suggest?q={name}").json) for name in ("winter bote", "spring news")] == [1, 0]


def test_what_others_have_typed_is_nobodys_business(ask: Callable[[str], Any], applicant: Make) -> None:
    applicant(outlet="Secret Project Weekly")
    assert ask("Secret Project Weekly") == []


def test_never_more_than_five(ask: Callable[[str], Any], applicant: Make) -> None:
    for name in ("Alpha", "Beta", "Gamma", "Delta", "Omega", "Sigma"):
        applicant(outlet=f"Spring {name}", verified=True)
    assert len(ask("spring")) == 5


@pytest.mark.sqlite_only
class TestAnswer:
    """Small, private, and never a fault."""

    @pytest.mark.parametrize("typed", ["", "s", " ", "…", "\x00", "s\u200b"])
    def test_less_than_two_letters_name_nothing(self, ask: Callable[[str], Any], applicant: Make, typed: str) -> None:
        applicant(outlet="Spring News", verified=True)
        assert ask(typed) == []

    def test_without_a_question(self, visitor: Browser) -> None:
        assert visitor.get("/outlets/suggest").json == []

    def test_nobody_keeps_it(self, visitor: Browser) -> None:
        page = visitor.get("/outlets/suggest?q=spring")
        assert page.headers["Cache-Control"] == "private, no-store"
        assert page.headers["Content-Type"] == "application/json"

    def test_the_form_knows_where_to_ask_and_works_without(self, visitor: Browser, event: str) -> None:
        page = visitor.get(f"/events/{event}/apply")
        assert 'data-suggest="/outlets/suggest"' in page.html
        assert "js/suggest.js?v=" in page.html
        assert "<datalist" not in page.html
