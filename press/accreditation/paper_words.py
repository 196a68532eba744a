"""What papers are called, and what is asked of each."""

from flask_babel import lazy_gettext as _l

from press.events.settings import PaperKind

_NAME = {
    PaperKind.LETTER: _l("Assignment letter"),
    PaperKind.PRESS_CARD: _l("Press card"),
    PaperKind.PHOTO: _l("Photo for the badge"),
    PaperKind.WORK: _l("Recent reports"),
    PaperKind.TEAR_SHEETS: _l("Published pictures"),
    PaperKind.REGISTRATION: _l("Licence or registration of the outlet"),
    PaperKind.CREW_LIST: _l("Crew list"),
    PaperKind.EQUIPMENT: _l("Equipment list"),
    PaperKind.AUDIENCE: _l("Account and followers, with a dated screenshot"),
    PaperKind.EDITOR: _l("E-mail of the editor or desk that confirms"),
}
_ASKED = {
    PaperKind.LETTER: _l(
        "On the outlet's letterhead, signed by an editor: your name, what you do, the event and its date. "
        "A photo of it or a PDF."
    ),
    PaperKind.PRESS_CARD: _l("A photo of your national press card or your outlet's card, front side."),
    PaperKind.PHOTO: _l(
        "Head and shoulders, looking at the camera, light background. A photo, not a PDF, at least "
        "300 pixels wide and high."
    ),
    PaperKind.WORK: _l("Addresses of one or two reports of the past month, one line each."),
    PaperKind.TEAR_SHEETS: _l("A page with your pictures and your credit: a photo or a PDF."),
    PaperKind.REGISTRATION: _l(
        "The broadcasting licence, press registration or company registration: a photo or a PDF."
    ),
    PaperKind.CREW_LIST: _l("Everybody who comes with you: name and role, one line each."),
    PaperKind.EQUIPMENT: _l("What you bring. With wireless devices, their frequencies."),
    PaperKind.AUDIENCE: _l("The account's page with its name, number of followers and today's date."),
    PaperKind.EDITOR: _l("The address of the editor or news desk who can confirm that you come for them."),
}


def name(kind: PaperKind) -> str:
    """As applicants and officers read it."""
    return str(_NAME[kind])


def what_is_asked(kind: PaperKind) -> str:
    """What a good one looks like, in a sentence."""
    return str(_ASKED[kind])
