"""What fields and papers are called on the screen and in mails."""

from flask_babel import lazy_gettext as _l

from press.accreditation import paper_words, words
from press.accreditation.countries import country_names
from press.accreditation.items import paper_of
from press.accreditation.states import JobRole
from press.outlets.states import Medium
from press.web.language import locale

_FIELD = {
    "name_en": _l("Name in Latin letters"),
    "name_th": _l("Full name in Thai"),
    "phone": _l("Mobile phone"),
    "outlet": _l("Outlet"),
    "medium": _l("Medium"),
    "country": _l("Country of the newsroom"),
    "role": _l("Role"),
    "work": _l("Recent work"),
}


def item(name: str) -> str:
    """An item that may be asked for or changed."""
    kind = paper_of(name)
    return paper_words.name(kind) if kind is not None else str(_FIELD[name])


def items(names: list[str]) -> str:
    """Several, in one line."""
    return ", ".join(map(item, names))


def value(field: str, stored: str) -> str:
    """What a field held, as people read it."""
    match field:
        case "medium":
            return words.medium(Medium(stored))
        case "role":
            return words.role(JobRole(stored))
        case "country":
            return country_names(locale()).get(stored, stored)
        case _:
            return stored
