"""What the receiving of files refuses."""

from press.errors import Conflict, Invalid, NotFound, TooMany


class UploadNotFound(NotFound):
    """No such upload, or none of this subject."""


class FileRefused(Invalid):
    """A file that is not even begun: empty, too large, or without what must be said of it."""


class WrongPiece(Invalid):
    """A piece whose number, length or SHA-256 is not the one that was announced. Nothing was kept."""


class OtherPiece(Conflict):
    """This piece was sent before, with other bytes."""


class TooManyFiles(TooMany):
    """One subject has handed in more than anybody needs."""
