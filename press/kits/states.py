"""The kinds and audiences of what a kit holds."""

from enum import StrEnum


class Audience(StrEnum):
    """Who may have it once the embargo has lifted."""

    ACCREDITED = "accredited"
    PUBLIC = "public"


class Language(StrEnum):
    """What a text or a file speaks; a symbol speaks none."""

    TH = "th"
    EN = "en"
    NONE = "none"


class ReleaseKind(StrEnum):
    """What sort of text."""

    RELEASE = "release"
    FACT_SHEET = "fact_sheet"


class AssetKind(StrEnum):
    """What an asset is in its kit. A rendition is drawn from a logo or a photo, and a text made of a release (as PDF,
    DOCX, plain text), when the kit is published."""

    DOCUMENT = "document"
    TEXT = "text"
    PHOTO = "photo"
    LOGO = "logo"
    RENDITION = "rendition"
    ZIP = "zip"


class MarkKind(StrEnum):
    """A programme mark should spread; a certification emblem is for those who passed."""

    PROGRAMME_MARK = "programme_mark"
    CERTIFICATION_EMBLEM = "certification_emblem"


class Layout(StrEnum):
    """How a logo is arranged."""

    HORIZONTAL = "horizontal"
    STACKED = "stacked"
    SYMBOL = "symbol"


class Colour(StrEnum):
    """What a logo is printed in; reversed and white are for dark grounds."""

    FULL = "full"
    REVERSED = "reversed"
    BLACK = "black"
    WHITE = "white"


class DraftState(StrEnum):
    """Where the next revision of a kit stands on its way to its readers."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"
    DISCARDED = "discarded"


# Editing what is in review or approved sends it back; approving is somebody else's than any of its authors'.
DRAFT_MOVES: dict[DraftState, frozenset[DraftState]] = {
    DraftState.DRAFT: frozenset({DraftState.IN_REVIEW, DraftState.APPROVED, DraftState.DISCARDED}),
    DraftState.IN_REVIEW: frozenset({DraftState.DRAFT, DraftState.APPROVED, DraftState.DISCARDED}),
    DraftState.APPROVED: frozenset({DraftState.DRAFT, DraftState.PUBLISHED, DraftState.DISCARDED}),
    DraftState.PUBLISHED: frozenset(),
    DraftState.DISCARDED: frozenset(),
}


class ReleaseState(StrEnum):
    """What a release is at a moment: computed from the draft, the kit's clock and its endings, never kept."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    EMBARGOED = "embargoed"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    KILLED = "killed"


class EndingKind(StrEnum):
    """How a release ended: taken back, or "do not use"."""

    WITHDRAWN = "withdrawn"
    KILLED = "killed"


class Clock(StrEnum):
    """The two moments of a kit: from when its readers may prepare, and from when they may publish."""

    OPENING = "opening"
    EMBARGO = "embargo"


class EmbargoMove(StrEnum):
    """Where a change of a kit's clock stands."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class CopyState(StrEnum):
    """What a file is that somebody holds: being made is a zip that holds something taken back, until there is one
    without it; expired, that the right to use it has ended; gone, that it left the kit without anybody's word."""

    CURRENT = "current"
    OLD = "old"
    BEING_MADE = "being_made"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    GONE = "gone"
