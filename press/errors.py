"""Families of refusals. Every room's own refusals are heirs of one of these; `press.web.errors` maps each
family to an answer over HTTP, commands print the message."""

from typing import ClassVar


class Refusal(Exception):
    """A request that cannot be granted, with a message for the person who asked (already translated or
    translatable text, never internals)."""

    status: ClassVar[int] = 400

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class NotFound(Refusal):
    """The thing does not exist, or the asker may not know that it does: both look the same."""

    status = 404


class NotAllowed(Refusal):
    """The asker may not do this. Answered like a missing page, so that nothing is given away."""

    status = 404


class Conflict(Refusal):
    """Somebody or something else changed the matter in between."""

    status = 409


class Gone(Refusal):
    """It was here and is no more: a spent link, a withdrawn file."""

    status = 410


class Invalid(Refusal):
    """What was handed in cannot be kept as it is."""

    status = 422


class TooMany(Refusal):
    """More than is allowed in this time. Ask again later."""

    status = 429


class Unavailable(Refusal):
    """Something outside (storage, database, mail) does not answer now."""

    status = 503
