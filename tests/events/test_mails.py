"""An event's mails in its own words: what may stand in them, what stays, and that names are never read as programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import pytest
from flask import Flask
from sqlalchemy import select

from press.accounts.states import Role
from press.accreditation.mails import approved
from press.accreditation.models import Application, Decision
from press.accreditation.states import ApplicationState as S
from press.clock import now
from press.db import db
from press.events.queries import event_by_slug
from press.mail.models import FormerMailText, MailText
from press.mail.wording import fault_in, fill, paragraphs
from tests.support import people
from tests.support.browser import Page
from tests.support.mailbox import Letter
from tests.support.people import Person

APPROVED = "accreditation.approved"
OWN = {
    "subject_th": "ยินดีต้อนรับ {name} ({ref})",
    "body_th": "เรียน {name}\n\nพบกันที่งาน {event}",
    "subject_en": "Welcome, {name} ({ref})",
    "body_en": "Dear {name} of {outlet},\nbring your card.\n\nSee you at {event}: {status_link}",
}


def edit(officer: Person, event: str, key: str = APPROVED, **changed: str | None) -> Page:
    page = officer.browser.get(f"/desk/{event}/mails/{key}")
    return officer.browser.send(page, f"/mails/{key}", **{**OWN, **changed})


def approve(officer: Person, person: Person, reason: str = "") -> None:
    page = officer.browser.get(person.desk_page)
    assert officer.browser.send(page, "/approve", reason=reason).status == 303


class TestText:
    """Placeholders are put in once, and nothing that is put in is read."""

    values: ClassVar = {"name": "{reason}", "reason": "{{ 7 * 7 }} <b>", "event": lambda: "Forum"}

    @pytest.mark.parametrize(
        ("text", "filled"),
        [
            ("Dear {name}", "Dear {reason}"),
            ("{name}{reason}", "{reason}{{ 7 * 7 }} <b>"),
            ("{{name}}", "{{name}}"),
            ("{{{name}}}", "{{{reason}}}"),
            ("{{ config }} {% if x %} {# y #}", "{{ config }} {% if x %} {# y #}"),
            ("at {event}", "at Forum"),
            ("{unknown}", "{unknown}"),
            ("%(name)s %s $name", "%(name)s %s $name"),
        ],
    )
    def test_fill(self, text: str, filled: str) -> None:
        assert fill(text, self.values) == filled

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("Dear {name}", None),
            ("{{ name }} {% raw %}", None),
            ("<b>{name}</b> & Co.", None),
            ("{secret_link}", "{secret_link}"),
            ("{name.__class__}", "{"),
            ("{name!r}", "{"),
            ("{ name }", "{"),
            ("{name", "{"),
            ("name}", "}"),
            ("{}", "{"),
            ("{0}", "{"),
            ("{ชื่อ}", "{"),
        ],
    )
    def test_what_cannot_stay(self, text: str, fault: str | None) -> None:
        found = fault_in(text, ("name", "event"))
        assert (found.text if found else None) == fault

    def test_an_empty_line_begins_a_paragraph(self) -> None:
        assert paragraphs("a\nb\n\n \n c\n") == ["a\nb", " c"]


class TestEditing:
    """Officers of the event put a mail into their own words."""

    def test_the_applicant_gets_the_events_words_with_facts_reason_and_button(
        self,
        app: Flask,
        officer: Person,
        event: str,
        applicant: Callable[..., Person],
        mails: Callable[[], list[Letter]],
    ) -> None:
        assert edit(officer, event).status == 303
        person = applicant(outlet="Herald")
        approve(officer, person, "Gate 2.")
        letter = mails()[-1]
        assert letter.subject == f"ยินดีต้อนรับ สมชาย ใจดี ({person.ref}) / Welcome, Somchai Jaidee ({person.ref})"
        english = letter.text.split("-" * 40)[1]
        assert english.strip().splitlines() == [
            "Your accreditation is approved",
            "",
            "Dear Somchai Jaidee of Herald,",
            "bring your card.",
            "",
            f"See you at Smart City Thailand Takeoff: http://localhost/applications/{person.ref}",
            "",
            f"Application no.: {person.ref}",
            "Event: Smart City Thailand Takeoff",
            "Outlet: Herald",
            "Date: Monday 11 March 2019",
            "Time: 09:00–12:00, Bangkok time (UTC+7)",
            "Place: Ballroom, Park Hyatt Bangkok",
            "Please bring: This application's number, and a document with your photo",
            "",
            "Gate 2.",
            "",
            "See my application",
            f"http://localhost/applications/{person.ref}",
            *english.strip().splitlines()[19:],
        ]
        assert "Dear Somchai Jaidee of Herald,<br" in letter.html

    @pytest.mark.sqlite_only
    def test_a_name_that_looks_like_a_placeholder_or_markup_stays_that_text(
        self, officer: Person, event: str, applicant: Callable[..., Person], mails: Callable[[], list[Letter]]
    ) -> None:
        edit(officer, event, body_en="Dear {name} of {outlet}: {reason}", subject_en="For {name}")
        person = applicant(name_en="{reason}", name_th="", outlet="<b>{ref}</b> https://evil.example {{7*7}}")
        approve(officer, person, "Because {name}.")
        letter = mails()[-1]
        assert "Dear {reason} of <b>{ref}</b> https://evil.example {{7*7}}: Because {name}." in letter.text
        assert "For {reason}" in letter.subject
        assert "&lt;b&gt;{ref}&lt;/b&gt;" in letter.html
        assert "<b>{ref}" not in letter.html
        assert 'href="https://evil' not in letter.html

    @pytest.mark.sqlite_only
    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ({"body_en": "Dear {nam}"}, "This e-mail has no placeholder {nam}. It has: {name}, {event}"),
            ({"body_th": "Dear {name"}, "There is a brace without its partner."),
            ({"subject_en": "{config.SECRET_KEY}"}, "There is a brace without its partner."),
            ({"body_en": ""}, "Enter the text."),
            ({"subject_th": "x" * 151}, "Use at most 150 characters"),
        ],
    )
    def test_what_cannot_stay_is_said_beside_the_field_and_kept_there(
        self, app: Flask, officer: Person, event: str, typed: dict[str, str], message: str
    ) -> None:
        page = edit(officer, event, **typed)
        assert page.status == 422
        assert message in page.text
        fields = page.form(f"/mails/{APPROVED}").fields
        assert {name: fields[name].strip() for name in typed} == typed
        with app.app_context():
            assert db.session.scalars(select(MailText)).all() == []

    def test_what_it_said_is_kept_and_the_original_comes_back(
        self, app: Flask, officer: Person, event: str, applicant: Callable[..., Person], mails: Callable[..., Any]
    ) -> None:
        edit(officer, event)
        edit(officer, event, body_en="Come early, {name}.")
        page = officer.browser.get(f"/desk/{event}/mails/{APPROVED}")
        assert page.text.count("bring your card.") == 1
        assert officer.browser.send(page, "/reset").status == 303
        with app.app_context():
            assert db.session.scalars(select(MailText)).all() == []
            former = db.session.scalars(select(FormerMailText).order_by(FormerMailText.id)).all()
            assert [(text.language, text.body) for text in former] == [
                ("en", OWN["body_en"]),
                ("th", OWN["body_th"]),
                ("en", "Come early, {name}."),
            ]
            assert not event_by_slug(event).mails_edited
        approve(officer, applicant())
        assert "Dear Somchai Jaidee" in mails()[-1].text.splitlines()

    def test_saved_unchanged_nothing_is_kept(self, app: Flask, officer: Person, event: str) -> None:
        page = officer.browser.get(f"/desk/{event}/mails/{APPROVED}")
        assert officer.browser.send(page, f"/mails/{APPROVED}").status == 303
        with app.app_context():
            assert (event_by_slug(event).mails_edited, event_by_slug(event).version) == (False, 1)

    @pytest.mark.sqlite_only
    def test_two_officers_at_once_the_second_is_told(self, app: Flask, officer: Person, event: str) -> None:
        other = people.staff(app, Role.OFFICER, now())
        address = f"/desk/{event}/mails/{APPROVED}"
        second = other.browser.get(address)
        assert edit(officer, event).status == 303
        told = other.browser.send(second, f"/mails/{APPROVED}", body_en="Mine, {name}.")
        assert (told.status, "Somebody else changed this event" in told.text) == (409, True)
        assert told.form(f"/mails/{APPROVED}").fields["body_en"].strip() == "Mine, {name}."
        with app.app_context():
            assert {text.body for text in db.session.scalars(select(MailText))} == {OWN["body_th"], OWN["body_en"]}

    @pytest.mark.sqlite_only
    def test_an_unknown_mail_is_not_there(self, officer: Person, event: str) -> None:
        for key in ("accreditation.nothing", "accounts.sign_in_link", "..%2Fframe"):
            assert officer.browser.get(f"/desk/{event}/mails/{key}").status == 404

    def test_a_new_event_takes_the_words_over(self, app: Flask, officer: Person, event: str) -> None:
        edit(officer, event)
        admin = people.staff(app, Role.ADMIN, now())
        page = admin.browser.get("/desk/events/new")
        new = {
            "source": event,
            "name_th": "ใหม่",
            "name_en": "New",
            "slug": "new-one",
            "ref_prefix": "NEW",
            **{
                f"{which}_at-{part}": value
                for which, year in (("starts", "2027"), ("ends", "2028"))
                for part, value in (("day", "1"), ("month", "2"), ("year", year), ("time", "9:00"))
            },
        }
        assert admin.browser.send(page, **new).status == 303
        assert "bring your card." in admin.browser.get(f"/desk/new-one/mails/{APPROVED}").text


@pytest.mark.sqlite_only
class TestPreview:
    """The mail before anybody gets it."""

    def test_it_is_framed_by_our_pages_only_and_runs_nothing(self, officer: Person, event: str) -> None:
        page = officer.browser.get(f"/desk/{event}/mails/{APPROVED}")
        assert page.headers["Content-Security-Policy"].endswith(
            "frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'; frame-src 'self'"
        )
        framed = officer.browser.get(f"/desk/{event}/mails/{APPROVED}/preview")
        assert framed.headers["Content-Security-Policy"] == (
            "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; "
            "frame-ancestors 'self'"
        )
        assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "Somchai Jaidee" in framed.text
        assert "สมชาย ใจดี" in framed.text

    def test_words_that_are_not_saved_for_a_real_application(
        self, app: Flask, officer: Person, event: str, applicant: Callable[..., Person]
    ) -> None:
        person = applicant(name_en="Ada <i>Real</i>")
        page = officer.browser.get(f"/desk/{event}/mails/{APPROVED}")
        fields = {**page.form(f"/mails/{APPROVED}").fields, **OWN, "ref": person.ref.lower()}
        shown = officer.browser.post(f"/desk/{event}/mails/{APPROVED}/preview", fields)
        assert shown.status == 200
        assert f"http://localhost/applications/{person.ref}" in shown.text
        assert "Dear Ada &lt;i&gt;Real&lt;/i&gt; of" in shown.html
        as_text = officer.browser.post(f"/desk/{event}/mails/{APPROVED}/preview", {**fields, "as": "text"})
        assert "Dear Ada <i>Real</i> of" in as_text.text
        assert "Dear Ada &lt;i&gt;Real&lt;/i&gt; of" in as_text.html
        with app.app_context():
            assert db.session.scalars(select(MailText)).all() == []

    def test_an_application_of_elsewhere_is_not_shown(self, officer: Person, event: str) -> None:
        page = officer.browser.get(f"/desk/{event}/mails/{APPROVED}")
        fields = {**page.form(f"/mails/{APPROVED}").fields, "ref": "SCT-NOSUCH"}
        shown = officer.browser.post(f"/desk/{event}/mails/{APPROVED}/preview", fields)
        assert (shown.status, shown.text) == (422, "This event has no application SCT-NOSUCH.")

    def test_faults_are_said_in_the_frame(self, officer: Person, event: str) -> None:
        page = officer.browser.get(f"/desk/{event}/mails/{APPROVED}")
        fields = {**page.form(f"/mails/{APPROVED}").fields, "body_en": "{wrong} <script>"}
        shown = officer.browser.post(f"/desk/{event}/mails/{APPROVED}/preview", fields)
        assert shown.status == 422
        assert "This e-mail has no placeholder {wrong}." in shown.text
        assert "<script>" not in shown.html

    def test_a_test_goes_to_the_officer_who_asks(
        self, officer: Person, event: str, mails: Callable[[], list[Letter]]
    ) -> None:
        edit(officer, event)
        page = officer.browser.get(f"/desk/{event}/mails/{APPROVED}")
        assert officer.browser.send(page, "/try").status == 303
        letter = mails()[-1]
        assert letter.to == officer.email
        assert "Dear Somchai Jaidee of Example Channel," in letter.text


def test_no_look_up_without_own_words_and_one_for_many_mails(
    app: Flask,
    officer: Person,
    event: str,
    applicant: Callable[..., Person],
    count_queries: Callable[[Callable[[], Any]], int],
) -> None:
    for _person in range(3):
        applicant(S.APPROVED)

    def compose(most: int) -> Callable[[], None]:
        def work() -> None:
            with app.test_request_context():
                found = db.session.scalars(select(Application).limit(most)).all()
                for each in found:
                    approved(each, Decision(reason=""))

        return work

    without = [count_queries(compose(number)) for number in (1, 3)]
    edit(officer, event)
    assert [count_queries(compose(number)) for number in (1, 3)] == [count + 1 for count in without]
    assert without[0] == without[1]
