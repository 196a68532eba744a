"""Asking for an emblem and deciding on it, for tests."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from press.db import db
from press.distribution.models import EmblemRequest
from tests.support.browser import Page
from tests.support.mailbox import Letter
from tests.support.people import Person

PAGE = "/kits/sample-kit/emblem"
FILES = "/kits/sample-kit/logo"
STUDIO = "/studio/sample-kit/emblems"
MARK = "assets/logo/mark-en.svg"
WISH = {
    "organisation_th": "เมืองตัวอย่าง",
    "organisation_en": "Sample City",
    "contact_name": "สมหญิง ใจดี",
    "phone": "02 000 0000",
    "purpose": "On our signs.",
}


def asked(city: Person) -> Page:
    return city.browser.send(city.browser.get(PAGE), "", **WISH)


def code_of(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(EmblemRequest.code).order_by(EmblemRequest.id.desc())).first() or ""


def decide(officer: Person, app: Flask, act: str, **values: str) -> Page:
    code = code_of(app)
    typed = {f"{code}-{name}": value for name, value in values.items()}
    return officer.browser.send(officer.browser.get(STUDIO), f"/{code}/{act}", **typed)


END = datetime(2057, 12, 31, 17, tzinfo=UTC)  # midnight in Bangkok after the last day, 31/12/2600
DAY = timedelta(days=1)
SOON, OVER = "Your right to use the emblem ends soon", "Your right to use the emblem has expired"
Tell = Callable[[datetime], list[Letter]]
