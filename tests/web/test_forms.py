"""Forms come from our own pages, in a size that can be kept."""

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.people import Person

pytestmark = pytest.mark.sqlite_only


def test_a_form_without_our_token_is_refused(visitor: Browser, event: str) -> None:
    for token in ({}, {"csrf_token": ""}, {"csrf_token": "wrong"}):
        answer = visitor.post(f"/events/{event}/apply", {"email": "a@b.example", **token})
        assert answer.status == 400
        assert "open for too long" in answer.text


def test_a_token_of_somebody_else_is_refused(app: Flask, visitor: Browser) -> None:
    stolen = Browser(app).token()
    visitor.get("/sign-in")
    assert visitor.post("/sign-in", {"csrf_token": stolen, "email": "a@b.example"}).status == 400


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 400), ("same-site", 400), ("same-origin", 303), ("none", 303)]
)
def test_a_form_that_another_site_posts_here_is_refused(visitor: Browser, site: str, status: int) -> None:
    fields = {"csrf_token": visitor.token(), "email": "a@b.example"}
    assert visitor.post("/sign-in", fields, headers={"Sec-Fetch-Site": site}).status == status


def test_reading_is_open_to_links_from_other_sites(visitor: Browser, event: str) -> None:
    assert visitor.get(f"/events/{event}", headers={"Sec-Fetch-Site": "cross-site"}).status == 200


def test_too_much_text_is_413(visitor: Browser, event: str) -> None:
    answer = visitor.post(f"/events/{event}/apply", {"csrf_token": visitor.token(), "work": "ก" * 1_500_000})
    assert answer.status == 413
    assert "too large" in answer.text


def test_too_many_fields_are_413(visitor: Browser, event: str) -> None:
    fields = {f"field{number}": (None, "x") for number in range(300)}
    body = "".join(f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\nx\r\n' for name in fields)
    answer = visitor.post(
        f"/events/{event}/apply", (body + "--b--\r\n").encode(), content_type="multipart/form-data; boundary=b"
    )
    assert answer.status == 413


@pytest.mark.parametrize("body", [b"\xff\xfe%%%", b"email=%ff%fe&csrf_token=%00", b"a" * 10_000])
def test_what_is_no_form_is_a_400(visitor: Browser, event: str, body: bytes) -> None:
    answer = visitor.post(f"/events/{event}/apply", body, content_type="application/x-www-form-urlencoded")
    assert answer.status == 400


def test_a_form_sent_to_a_page_that_takes_none_is_405(visitor: Browser, event: str) -> None:
    answer = visitor.post(f"/events/{event}", {"csrf_token": visitor.token()})
    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]


def test_a_session_that_ended_meanwhile_leads_to_the_door(app: Flask, officer: Person, visitor: Browser) -> None:
    answer = visitor.post("/desk/applications/SCT-X/approve", {"csrf_token": visitor.token()})
    assert answer.status == 303
    assert answer.location == "/staff/sign-in"
