"""What a store may refuse."""

from typing import ClassVar

from press.errors import Invalid, NotFound, Refusal, Unavailable


class StorageUnavailable(Unavailable):
    """The store does not answer, or answers with a fault of its own. Ask again later."""


class ObjectNotFound(NotFound):
    """The store holds nothing under this key."""


class WrongChecksum(Invalid):
    """The bytes are not those that the SHA-256 promised. Nothing was kept."""


class RangeNotSatisfiable(Refusal):
    """The range begins beyond the object's end."""

    status: ClassVar[int] = 416
