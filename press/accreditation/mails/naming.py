"""Who stands behind a mail to somebody who has not applied. Its address is not proven, so of what an applicant typed
only a name is in it, if it can be nothing but a name; an outlet is named once an officer has verified it."""

import unicodedata

from press.accreditation.models import Application
from press.outlets.queries import outlet_by_id
from press.outlets.states import OutletState
from press.web.language import locale

MOST_LETTERS = 80
MOST_WORDS = 6
_BETWEEN = " -'\u2019."


def is_plain_name(text: str) -> bool:
    """Whether this can be read as a name alone: letters and what stands between them, a few words, no address. A full
    stop ends a word, as in "Dr. Somchai"; within one a mail reader would make a link of it."""
    if not text or len(text) > MOST_LETTERS or len(text.split()) > MOST_WORDS:
        return False
    if any(unicodedata.category(c)[0] not in "LM" and c not in _BETWEEN for c in text):
        return False
    return not any("." in word[:-1] for word in text.split())


def applicant_words(application: Application) -> str:
    """The applicant and a verified outlet, "Malee Jaidee (Thai Morning)"; empty where the name could be more."""
    name = application.name(locale())
    if not is_plain_name(name):
        return ""
    outlet = verified_outlet(application.outlet_id)
    return f"{name} ({outlet})" if outlet else name


def verified_outlet(outlet_id: int | None) -> str:
    """The name that an officer verified; empty for any other outlet."""
    outlet = outlet_by_id(outlet_id) if outlet_id is not None else None
    return outlet.name(locale()) if outlet is not None and outlet.state is OutletState.VERIFIED else ""
