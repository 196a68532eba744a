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
    """What an asset is in its kit. A rendition is drawn from a logo when the kit is published."""

    DOCUMENT = "document"
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
