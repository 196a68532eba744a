"""The review page of a draft: opened, filled in, handed in."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from press.db import db
from press.kits.models import KitDraft
from tests.support.browser import Page
from tests.support.people import Person

Write = Callable[..., None]
REVIEW = "/studio/sample-kit/review?lang=en"
NOTE = {"release": "01-launch", "note_th": "แก้กาล", "note_en": "The tense was wrong"}


def act(person: Person, ending: str, **fields: str) -> Page:
    """Opens the review page and sends one of its forms."""
    return person.browser.send(person.browser.get(REVIEW), f"/review/{ending}", **fields)


def handed_in(author: Person, write: Write) -> None:
    """A correction, explained and handed in."""
    write()
    assert act(author, "check").status == 303
    assert act(author, "note", **NOTE).status == 303
    assert act(author, "submit").status == 303


def draft(app: Flask) -> KitDraft:
    with app.app_context():
        return db.session.scalars(select(KitDraft)).one()
