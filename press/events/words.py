"""What papers and figures are called on the screen."""

from flask_babel import lazy_gettext as _l

from press.events.settings import PaperKind

_PAPER = {
    PaperKind.LETTER: _l("Assignment letter"),
    PaperKind.PRESS_CARD: _l("Press card"),
    PaperKind.PHOTO: _l("Photo for the badge"),
    PaperKind.WORK: _l("Recent work"),
    PaperKind.TEAR_SHEETS: _l("Published pictures with credit"),
    PaperKind.REGISTRATION: _l("Licence or registration of the outlet"),
    PaperKind.CREW_LIST: _l("Crew list"),
    PaperKind.EQUIPMENT: _l("Equipment list"),
    PaperKind.AUDIENCE: _l("Followers, with a dated screenshot"),
    PaperKind.EDITOR: _l("Address of the editor who confirms"),
}


def paper(kind: PaperKind) -> str:
    return str(_PAPER[kind])


_FIGURE = {
    "outlets": _l("Outlets accredited"),
    "owners": _l("Owners"),
    "people": _l("People approved"),
    "attended": _l("Attended"),
    "self_declared": _l("Self-declared outlets"),
    "by_medium": _l("By medium"),
    "thai": _l("Thai outlets"),
    "foreign": _l("Foreign outlets"),
}


def figure(name: str) -> str:
    """One of PUBLIC_FIGURES."""
    return str(_FIGURE[name])
