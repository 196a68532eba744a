"""Recent work: a web address on each line, and nothing else."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from press.accreditation.forms.addresses import web_address
from press.accreditation.models import Application
from press.db import db
from tests.support.browser import Browser
from tests.support.people import Person


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("https://news.example/1", "https://news.example/1"),
        ("HTTP://News.example", "HTTP://News.example"),
        ("news.example/เรื่อง?id=1#top", "https://news.example/เรื่อง?id=1#top"),
        ("www.ข่าว.ไทย/1", "https://www.ข่าว.ไทย/1"),
        ("news.example:8443/1", "https://news.example:8443/1"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:a@news.example", None),
        ("ftp://news.example/1", None),
        ("//news.example/1", None),
        ("https://user:pass@news.example/", None),
        ("https://", None),
        ("https://localhost/1", None),
        ("see my page", None),
        ("https://news.example/a b", None),
        ("https://[::1", None),
        ("https://news.example:port/", None),
        ('https://news.example/"onclick="x', None),
    ],
)
def test_what_is_an_address(line: str, address: str | None) -> None:
    assert web_address(line) == address


@pytest.mark.sqlite_only
def test_the_line_at_fault_is_named_and_bare_domains_are_completed(app: Flask, visitor: Browser, event: str) -> None:
    page = visitor.get(f"/events/{event}/apply")
    typed = {"email": "somchai@news.example", "name_en": "Somchai", "phone": "081 234 5678", "outlet": "Outlet"}
    typed |= {"medium": "tv", "country": "TH", "role": "reporter", "consent": "y"}
    refused = visitor.send(page, "/apply", **typed, work="news.example/1\n\nmy second report")
    assert refused.status == 422
    assert "Line 2 is not a web address." in refused.text
    visitor.send(refused, "/apply", consent="y", work="news.example/1\n\nhttp://news.example/2")
    with app.app_context():
        assert db.session.scalars(select(Application.work)).one() == "https://news.example/1\nhttp://news.example/2"


@pytest.mark.sqlite_only
def test_officers_follow_them_safely(officer: Person, applicant: Callable[..., Person]) -> None:
    person = applicant(work="https://news.example/1?a=1&b=2\njavascript:alert(1)")
    html = officer.browser.get(person.desk_page).html
    link = 'href="https://news.example/1?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow"'
    assert link in html
    assert 'href="javascript' not in html
