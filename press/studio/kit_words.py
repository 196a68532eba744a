"""What the parts of a kit are called where they are written."""

from typing import Any

from flask_babel import lazy_gettext as _l

from press.kits.states import Audience, Colour, Language, Layout, MarkKind, ReleaseKind

_RELEASE_KIND = {ReleaseKind.RELEASE: _l("Press release"), ReleaseKind.FACT_SHEET: _l("Fact sheet")}
_LANGUAGE = {Language.TH: _l("Thai"), Language.EN: _l("English"), Language.NONE: _l("None: a picture or symbol")}
_AUDIENCE = {Audience.ACCREDITED: _l("Accredited media"), Audience.PUBLIC: _l("Everyone, after the embargo")}
_MARK_KIND = {
    MarkKind.PROGRAMME_MARK: _l("A programme mark, which should spread"),
    MarkKind.CERTIFICATION_EMBLEM: _l("A certification emblem, for those alone who passed"),
}
_LAYOUT = {Layout.HORIZONTAL: _l("Horizontal"), Layout.STACKED: _l("Stacked"), Layout.SYMBOL: _l("Symbol")}
_COLOUR = {
    Colour.FULL: _l("Full colour"),
    Colour.REVERSED: _l("Reversed, for dark backgrounds"),
    Colour.BLACK: _l("Black"),
    Colour.WHITE: _l("White"),
}
_PART = {
    "contacts": _l("Contacts"),
    "zips": _l("Zips"),
    "releases": _l("Releases"),
    "documents": _l("Documents"),
    "photos": _l("Photos"),
    "logo": _l("Logos"),
    "logo-media": _l("Logos for screens"),
    "logo-print": _l("Logos for print"),
    "licences": _l("Licences"),
}
_GROUP = {
    "figures": _l("Figures"),
    "people": _l("Individuals"),
    "names": _l("Names"),
    "quotes": _l("Quotes"),
    "boilerplate": _l("About the organisation"),
}


def release_kind(value: ReleaseKind) -> Any:
    return _RELEASE_KIND[value]


def language(value: Language) -> Any:
    return _LANGUAGE[value]


def audience(value: Audience) -> Any:
    return _AUDIENCE[value]


def mark_kind(value: MarkKind) -> Any:
    return _MARK_KIND[value]


def layout(value: Layout) -> Any:
    return _LAYOUT[value]


def colour(value: Colour) -> Any:
    return _COLOUR[value]


def part(value: str) -> Any:
    """A list of the kit, or a part of a zip."""
    return _PART[value]


def fact_group(value: str) -> Any:
    return _GROUP[value]
