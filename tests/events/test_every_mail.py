"""Every mail that an event may put into its own words: its placeholders, and what no words can take away."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from press.accreditation.mails import crew_invitation
from press.accreditation.models import CrewInvitation
from press.db import db
from press.desk.event_mails import KINDS, original_words, preview
from press.events.queries import event_by_slug
from press.mail.message import SECRET_MARK, Message
from press.mail.models import MailText
from press.mail.wording import fault_in
from tests.support import newsroom
from tests.support.browser import Browser
from tests.support.mailbox import Letter
from tests.support.people import Person
from tests.support.uploading import Sender

Mails = Callable[[], list[Letter]]


def without_and_with_own_words(kind: Any, slug: str) -> tuple[Message, Message]:
    event = event_by_slug(slug)
    words = MailText(subject="S {event}", body=" ".join("{" + name + "}" for name in kind.placeholders))
    plain = preview(kind, event=event, application=None, wordings={})
    return plain, preview(kind, event=event, application=None, wordings={"th": words, "en": words})


@pytest.mark.sqlite_only
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
class TestEveryKind:
    """Each mail that may be reworded."""

    def test_its_own_words_are_text_with_its_own_placeholders(
        self, app: Flask, in_transaction: None, kind: Any
    ) -> None:
        for language, words in original_words(kind).items():
            assert words.subject, language
            assert words.body, language
            assert fault_in(words.subject + words.body, kind.placeholders) is None

    def test_every_placeholder_is_filled_and_facts_and_buttons_stay(
        self, app: Flask, in_transaction: None, event: str, kind: Any
    ) -> None:
        plain, own = without_and_with_own_words(kind, event)
        assert not re.search(r"\{\w+\}", own.subject + own.text)
        assert set(re.findall(r"https?://\S+", plain.text)) <= set(re.findall(r"https?://\S+", own.text))
        assert set(re.findall(r"^Application no\.: \S+", plain.text, re.M)) <= set(
            re.findall(r"^Application no\.: \S+", own.text, re.M)
        )

    def test_a_secret_link_is_in_both_forms_whatever_the_words(
        self, app: Flask, in_transaction: None, event: str, kind: Any
    ) -> None:
        for message in without_and_with_own_words(kind, event):
            assert [form.count(SECRET_MARK) for form in (message.text, message.html)] == [2 * kind.secret] * 2

    def test_nothing_of_a_person_is_in_a_mail_to_an_unproven_address(
        self, app: Flask, in_transaction: None, event: str, kind: Any
    ) -> None:
        if kind.secret:
            assert {"name", "outlet", "ref"}.isdisjoint(kind.placeholders)


class TestOwnWordsArrive:
    """The mails that leave in an event's own words."""

    def reword(self, officer: Person, event: str, name: str) -> None:
        page = officer.browser.get(f"/desk/{event}/mails/accreditation.{name}")
        words = {
            f"{part}_{language}": f"Ours, {{event}} {language}"
            for part in ("subject", "body")
            for language in ("th", "en")
        }
        assert officer.browser.send(page, f"/mails/accreditation.{name}", **words).status == 303

    def check(self, letter: Letter) -> None:
        english = "Ours, Smart City Thailand Takeoff en"
        assert english in letter.subject
        assert english in letter.text
        assert english in letter.html

    def test_an_invitation_into_a_crew(
        self, app: Flask, officer: Person, event: str, applicant: Callable[..., Person], mails: Mails
    ) -> None:
        self.reword(officer, event, "crew_invitation")
        leader = applicant()
        leader.browser.send(
            leader.browser.get(f"{leader.status_page}/crew"), "/crew", people="Malee <malee@news.example>"
        )
        [letter] = [letter for letter in mails() if letter.to == "malee@news.example"]
        self.check(letter)
        assert Browser(app).get(letter.links[0]).status == 200
        with app.test_request_context():
            reminder = crew_invitation(db.session.query(CrewInvitation).one(), again=True)
        assert reminder.subject.endswith("Reminder: Ours, Smart City Thailand Takeoff en")

    def test_the_question_to_a_newsroom(
        self, app: Flask, officer: Person, event: str, applicant: Callable[..., Person], mails: Mails
    ) -> None:
        self.reword(officer, event, "confirmation")
        newsroom.ask(officer, applicant(outlet="Thai Morning"))
        [letter] = [letter for letter in mails() if letter.to == newsroom.DESK]
        self.check(letter)
        assert "The link works until" in letter.text
        assert Browser(app).get(letter.links[0]).status == 200

    def test_the_way_back_to_a_form(
        self, app: Flask, officer: Person, event: str, visitor: Browser, mails: Mails
    ) -> None:
        self.reword(officer, event, "continue_form")
        page = visitor.get(f"/events/{event}/apply")
        visitor.post(f"/events/{event}/apply/draft/mail", {**page.form("/apply").fields, "email": "a@news.example"})
        letter = mails()[-1]
        self.check(letter)
        assert Browser(app).get(letter.links[0]).status == 200

    def test_a_file_that_cannot_be_used(
        self,
        officer: Person,
        event: str,
        applicant: Callable[..., Person],
        store: object,
        deliver: Callable[[], int],
        mails: Mails,
    ) -> None:
        self.reword(officer, event, "paper_refused")
        person = applicant()
        Sender(person).send(b"<html>", name="me.jpg")
        deliver()
        letter = mails()[-1]
        self.check(letter)
        assert "neither a photo" in letter.text
        assert f"{person.status_page}/papers" in letter.links


@pytest.mark.sqlite_only
def test_the_editor_says_which_mails_have_a_link_that_stays_and_why_one_is_missing(officer: Person, event: str) -> None:
    desk = officer.browser
    stays = "It always stays"
    assert stays in desk.get(f"/desk/{event}/mails/accreditation.crew_invitation").text
    assert stays not in desk.get(f"/desk/{event}/mails/accreditation.approved").text
    assert "The link to sign in is not among them" in desk.get(f"/desk/{event}/mails").text
