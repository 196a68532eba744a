"""What people type into the forms: telephones, outlets that are none, and lists from a spreadsheet."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from press.accreditation.forms import ApplicationForm, PeopleForm
from press.accreditation.states import JobRole

pytestmark = pytest.mark.sqlite_only


@pytest.fixture
def typed(app: Flask) -> Callable[..., ApplicationForm]:
    def fill(**fields: str) -> ApplicationForm:
        with app.test_request_context("/?lang=en"):
            form = ApplicationForm(formdata=MultiDict(fields))
            form.validate()
            return form

    return fill


@pytest.mark.parametrize(
    "number",
    [
        "081 234 5678",
        "02-123-4567",
        "053 123 456",
        "+66 81 234 5678",
        "+66 (0)81 234 5678",
        "+81 3 1234 5678",
        "+41791234567",
    ],
)
def test_telephones_that_can_be_called(typed: Callable[..., ApplicationForm], number: str) -> None:
    form = typed(phone=number)
    assert (list(form.phone.errors), form.phone.data) == ([], number)


@pytest.mark.parametrize(
    "number",
    ["0000000000", "081 234 567", "081 234 56789", "02 1234 5678", "1234567", "+66 81 234 567", "+1234567",
     "+000000000", "+1234567890123456", "call me"],
)  # fmt: skip
def test_telephones_that_cannot(typed: Callable[..., ApplicationForm], number: str) -> None:
    assert "Enter a telephone number" in typed(phone=number).phone.errors[0]


def test_thai_figures_are_figures(typed: Callable[..., ApplicationForm]) -> None:
    form = typed(phone="๐๘๑ ๒๓๔ ๕๖๗๘")
    assert (list(form.phone.errors), form.phone.data) == ([], "081 234 5678")


@pytest.mark.parametrize("outlet", ["Freelance", "FREELANCER", "ฟรีแลนซ์", "อิสระ", "(ผู้สื่อข่าวอิสระ)", "-"])
def test_freelance_is_no_outlet_and_what_to_enter_is_said(typed: Callable[..., ApplicationForm], outlet: str) -> None:
    assert "the outlet that commissioned them" in typed(outlet=outlet).outlet.errors[0]


def test_an_outlet_with_such_a_word_in_its_name_is_one(typed: Callable[..., ApplicationForm]) -> None:
    assert list(typed(outlet="The Independent").outlet.errors) == []


def people(app: Flask, text: str) -> PeopleForm:
    with app.test_request_context("/?lang=en"):
        form = PeopleForm(formdata=MultiDict({"people": text}))
        form.validate()
        return form


def test_rows_of_a_spreadsheet(app: Flask) -> None:
    form = people(app, "มาลี ใจดี\tmalee@news.example\tช่างภาพนิ่ง\nEk\tek@news.example\tProducer")
    assert [(each.name, each.role) for each in form.invitees()] == [
        ("มาลี ใจดี", JobRole.PHOTOGRAPHER),
        ("Ek", JobRole.PRODUCER),
    ]


def test_every_bad_line_is_named_and_known_roles_are_listed(app: Flask) -> None:
    form = people(app, "Name\tE-mail\tRole\nEk\tek@news.example\tking\nBoon, boon@news.example")
    first, second = form.people.errors
    assert first.startswith("Line 1 (Name, E-mail, Role): there is no e-mail address")
    assert second.startswith(
        "Line 2 (Ek, ek@news.example, king): we do not know the role “king”; known are: Reporter, "
    )
