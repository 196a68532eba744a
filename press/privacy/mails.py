"""Mails about data requests, to addresses that are proven."""

from press.mail.message import Message, compose
from press.privacy import words
from press.privacy.models import DataRequest
from press.privacy.states import RequestState


def received(request: DataRequest) -> Message:
    """We have it, and will answer."""
    return compose(
        "privacy/received",
        to=request.account.email,
        about=request.subject,
        first=request.account.locale,
        kind=lambda: words.kind(request.kind),
    )


def answered(request: DataRequest) -> Message:
    """Done, or refused with the reason."""
    return compose(
        "privacy/answered",
        to=request.account.email,
        about=request.subject,
        first=request.account.locale,
        kind=lambda: words.kind(request.kind),
        done=request.state is RequestState.DONE,
        answer=request.answer,
    )


ERASED = "erasure:"


def erased(request: DataRequest) -> Message:
    """Everything is erased. Made before the address goes, and deleted itself once it is sent."""
    return compose("privacy/erased", to=request.account.email, about=f"{ERASED}{request.id}")
