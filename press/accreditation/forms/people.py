"""Naming people: a list pasted as text, a line each, and a few rows; for a crew, and for a newsroom that adds."""

import re
from typing import Any, NamedTuple

from email_validator import EmailNotValidError
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from press.accreditation import words
from press.accreditation.services.inviting import MOST_PEOPLE, Invitee
from press.accreditation.states import JobRole
from press.web.fields import Form, Kept, Line, Lines, normal_email, one_line, options

ROWS = (1, 2, 3)
_MOST_NAME = 120
_ADDRESS = re.compile(r"[^\s<>,;]+@[^\s<>,;]+")


class _Faulty(Exception):
    """What is wrong with a line, in words for the person who typed it."""


class Row(NamedTuple):
    """The three fields of one row."""

    name: Any
    email: Any
    role: Any


def _roles() -> dict[str, JobRole]:
    """What people call a role, in either language."""
    known = {role.value: role for role in JobRole}
    for language in ("en", "th"):
        with force_locale(language):
            known |= {words.role(role).casefold(): role for role in JobRole}
    return known


class _Pasted(Lines):
    """A list from wherever it was copied: a spreadsheet stands tabs between its cells."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata([valuelist[0].replace("\t", ", ")] if valuelist else valuelist)


class PeopleForm(Form):
    """Names, addresses and roles. `invitees()` after `validate` gives each address once."""

    people = _Pasted(
        _l("Paste a list"),
        [Kept(8000)],
        description=_l(
            "One line each: name, e-mail, role. Rows copied from a spreadsheet will do. For example: "
            "Malee Jaidee, malee@news.example, Photographer"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in self.rows:
            row.role.choices = options((role.value, words.role(role)) for role in JobRole)
        self._found: dict[str, Invitee] = {}

    @property
    def rows(self) -> list[Row]:
        return [Row(self[f"name_{n}"], self[f"email_{n}"], self[f"role_{n}"]) for n in ROWS]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        valid = bool(super().validate(*args, **kwargs))
        if not valid:
            return False
        self._found = {}
        wrong = self._read_lines() + [row for row in self.rows if not self._read_row(row)]
        if not wrong and len(self._found) > MOST_PEOPLE:
            self.people.errors = [
                _("At most %(most)s people; this list has %(count)s.", most=MOST_PEOPLE, count=len(self._found))
            ]
        return not wrong and not self.people.errors

    @property
    def is_typed_in_rows(self) -> bool:
        return any(row.name.data or row.email.data for row in self.rows)

    def invitees(self) -> list[Invitee]:
        return list(self._found.values())

    def _read_lines(self) -> list[Any]:
        roles, faults = _roles(), []
        for number, line in enumerate((self.people.data or "").split("\n"), 1):
            if not line.strip():
                continue
            try:
                self._keep(_read(one_line(line), roles))
            except _Faulty as fault:
                faults.append(_("Line %(number)s (%(line)s): %(fault)s", number=number, line=line[:60], fault=fault))
        self.people.errors = faults
        return faults

    def _read_row(self, row: Row) -> bool:
        name, email = row.name.data or "", row.email.data or ""
        if not name and not email:
            return True
        try:
            self._keep(Invitee(_name(name), _email(email), JobRole(row.role.data or JobRole.REPORTER)))
        except _Faulty as fault:
            words_for_it = str(fault)
            (row.name if email and not name else row.email).errors = [words_for_it[:1].upper() + words_for_it[1:]]
            return False
        return True

    def _keep(self, invitee: Invitee) -> None:
        self._found.setdefault(invitee.email, invitee)


for _number in ROWS:
    setattr(PeopleForm, f"name_{_number}", Line(_l("Name"), [Kept(_MOST_NAME)]))
    setattr(PeopleForm, f"email_{_number}", Line(_l("E-mail"), [Kept(254)]))
    setattr(PeopleForm, f"role_{_number}", SelectField(_l("Role"), default=JobRole.REPORTER.value))


def _read(line: str, roles: dict[str, JobRole]) -> Invitee:
    """ "name <mail>, role" or "name, mail, role"; without a role, a reporter."""
    found = _ADDRESS.search(line)
    if found is None:
        raise _Faulty(_("there is no e-mail address"))
    role = line[found.end() :].strip(" >,;\t").casefold()
    if role and role not in roles:
        known = ", ".join(words.role(each) for each in JobRole)
        raise _Faulty(_("we do not know the role “%(role)s”; known are: %(known)s", role=role[:40], known=known))
    name = _name(line[: found.start()].strip(' <,;"'))
    return Invitee(name, _email(found.group()), roles.get(role, JobRole.REPORTER))


def _name(typed: str) -> str:
    if not typed:
        raise _Faulty(_("the name is missing"))
    if len(typed) > _MOST_NAME:
        raise _Faulty(_("the name is too long"))
    return typed


def _email(typed: str) -> str:
    if not typed:
        raise _Faulty(_("there is no e-mail address"))
    try:
        return normal_email(typed)
    except EmailNotValidError:
        raise _Faulty(_("this is not a valid e-mail address")) from None
