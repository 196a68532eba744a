"""A newsroom that is asked who covers for it: the officer's question, the link in its mail, its answer."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from press.accreditation.models import Application
from press.accreditation.states import Grade
from press.db import db
from tests.support.browser import Browser, Page
from tests.support.mailbox import Letter
from tests.support.people import Person

Mails = Callable[[], list[Letter]]
DESK = "desk@thaimorning.co.th"
EDITOR = {"who": "Wanida Editor", "function": "News editor"}


def ask(officer: Person, about: Person, email: str = DESK) -> Page:
    return officer.browser.send(officer.browser.get(about.desk_page), "/confirmation", email=email)


def link_in(mails: Mails, to: str = DESK) -> str:
    return [letter.links[0] for letter in mails() if letter.to == to][-1]


def answer(app: Flask, link: str, /, browser: Browser | None = None, **fields: Any) -> Page:
    browser = browser or Browser(app)
    return browser.send(browser.get(link), link, **{**EDITOR, **fields})


def grade_of(app: Flask, person: Person) -> Grade:
    with app.app_context():
        return db.session.query(Application).filter_by(ref=person.ref).one().grade


def evidence_of(app: Flask, person: Person) -> list[tuple[str, str, str, str]]:
    with app.app_context():
        found = db.session.query(Application).filter_by(ref=person.ref).one()
        return [(each.kind.value, each.grade.value, each.note, each.checked_by) for each in found.evidence]
