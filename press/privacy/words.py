"""What requests are called on the screen."""

from flask_babel import lazy_gettext as _l

from press.privacy.states import RequestKind, RequestState

_KIND = {
    RequestKind.ERASURE: _l("Erase my data"),
    RequestKind.CORRECTION: _l("Correct my data"),
    RequestKind.OBJECTION: _l("Object to how my data is used"),
    RequestKind.OTHER: _l("Something else"),
}
_STATE = {
    RequestState.OPEN: _l("waiting for an answer"),
    RequestState.DONE: _l("answered"),
    RequestState.REFUSED: _l("refused"),
}


def kind(value: RequestKind) -> str:
    return str(_KIND[value])


def state(value: RequestState) -> str:
    return str(_STATE[value])
