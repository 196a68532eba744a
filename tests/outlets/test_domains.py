"""Whose address speaks for an outlet: its own domain, nothing that looks like it, nothing that anybody can have."""

from datetime import datetime

import pytest

from press.db import db
from press.errors import Invalid
from press.outlets import services as registry
from press.outlets.domains import OutletDomain, may_be_an_outlets, owns_domain, register_domain
from press.outlets.models import Outlet
from press.outlets.states import Medium
from press.web.fields import normal_email
from tests.support.people import OFFICER

pytestmark = [pytest.mark.usefixtures("in_transaction"), pytest.mark.sqlite_only]


@pytest.fixture
def outlet(in_transaction: None, at: datetime) -> Outlet:
    made = registry.propose("Thai Morning", medium=Medium.PRINT, country="TH", by=OFFICER, at=at)
    register_domain(made, "thaimorning.co.th", source="imprint", by=OFFICER, at=at)
    return made


@pytest.mark.parametrize(
    ("typed", "owned"),
    [
        ("desk@thaimorning.co.th", True),
        ("Desk@ThaiMorning.CO.TH", True),
        ("desk@news.thaimorning.co.th", True),
        ("desk@a.b.thaimorning.co.th", True),
        ("desk@thaimorning.co.th.evil.example", False),
        ("desk@evilthaimorning.co.th", False),
        ("desk@thaimorning.com", False),
        ("desk@thaimorning.co", False),
        ("desk@co.th", False),
        ("desk@thаimorning.co.th", False),
        ("desk@xn--thimorning-c7g.co.th", False),
        ("desk@ｔhaimorning.co.th", True),  # full-width letters are the same letters: the address is compared in ASCII
        ('"desk@thaimorning.co.th"@evil.example', False),
        ("desk@gmail.com", False),
    ],
)
def test_an_address_is_the_outlets_at_its_domain_and_below_it(outlet: Outlet, typed: str, owned: bool) -> None:
    try:
        email = normal_email(typed)
    except ValueError:
        assert not owned
        return
    assert owns_domain(outlet, email) is owned


@pytest.mark.parametrize(
    "domain", ["gmail.com", "mail.yahoo.co.th", "co.th", "or.th", "in.th", "co.uk", "th", "", "a..b", "x.blogspot.com"]
)
def test_where_anybody_can_have_an_address_is_no_outlets_domain(outlet: Outlet, at: datetime, domain: str) -> None:
    assert not may_be_an_outlets(domain)
    with pytest.raises(Invalid):
        register_domain(outlet, domain, source="checked", by=OFFICER, at=at)


def test_even_if_such_a_domain_stands_in_the_table(outlet: Outlet, at: datetime) -> None:
    row = OutletDomain(outlet_id=outlet.id, domain="gmail.com", source="?", added_by="?", added_at=at)
    db.session.add(row)
    db.session.flush()
    assert not owns_domain(outlet, "desk@gmail.com")


def test_a_domain_is_registered_once_and_with_a_word_on_how(outlet: Outlet, at: datetime) -> None:
    register_domain(outlet, "thaimorning.co.th", source="again", by=OFFICER, at=at)
    assert [row.source for row in db.session.query(OutletDomain)] == ["imprint"]
    with pytest.raises(Invalid):
        register_domain(outlet, "thaimorning.com", source="", by=OFFICER, at=at)


def test_the_domains_of_a_merged_outlet_are_those_of_the_one_that_stands(outlet: Outlet, at: datetime) -> None:
    other = registry.propose("Thai Morning Post", medium=Medium.PRINT, country="TH", by=OFFICER, at=at)
    registry.absorb(outlet, other, by=OFFICER, at=at)
    assert owns_domain(other, "desk@thaimorning.co.th")


def test_one_outlets_domain_is_no_other_outlets(outlet: Outlet, at: datetime) -> None:
    other = registry.propose("Evening", medium=Medium.PRINT, country="TH", by=OFFICER, at=at)
    assert not owns_domain(other, "desk@thaimorning.co.th")
