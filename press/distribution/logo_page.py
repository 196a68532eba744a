"""What the page of the mark shows, put together from what the reader was given: as in `pages`, nothing is decided
here about who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from press.distribution.pages import Logo, LogoGroup, fullest_zips
from press.kits.models import AssetEntry
from press.kits.states import AssetKind, Colour, Language, Layout

_LAYOUTS = list(Layout)
_COLOURS = list(Colour)
_PNG = "image/png"
_WANTED_WIDTH = 1024  # pixels: what a web page or a slide takes
_LOGO_ZIPS = "zips/logo"


@dataclass
class LayoutMarks:
    """Every version of one layout, in the languages and colours that there are."""

    layout: Layout | None
    logos: list[Logo] = field(default_factory=list)


def by_layout(groups: Sequence[LogoGroup]) -> list[LayoutMarks]:
    """The versions under their layouts, in the kit's order."""
    found: dict[Layout | None, LayoutMarks] = {}
    for group in groups:
        found.setdefault(group.layout, LayoutMarks(group.layout)).logos.extend(group.logos)
    return list(found.values())


def most_wanted(groups: Sequence[LogoGroup], language: str) -> Logo:
    """The one to show first: horizontal, in the reader's language, in full colour, or what comes nearest."""

    def distance(logo: Logo) -> tuple[int, int, int]:
        entry = logo.entry
        speech = (language, Language.NONE).index(entry.language) if entry.language in (language, Language.NONE) else 2
        layout = _LAYOUTS.index(entry.layout) if entry.layout else len(_LAYOUTS)
        return layout, speech, _COLOURS.index(entry.colour) if entry.colour else len(_COLOURS)

    return min((logo for group in groups for logo in group.logos), key=distance)


def handy_picture(logo: Logo) -> AssetEntry | None:
    """The PNG of 1,024 pixels, or the next larger, or the largest that there is."""
    drawn = [one for one in logo.pictures if one.asset_revision.content_type == _PNG and one.asset.width]
    drawn.sort(key=lambda one: one.asset.width or 0)
    large = [one for one in drawn if (one.asset.width or 0) >= _WANTED_WIDTH]
    return large[0] if large else (drawn[-1] if drawn else None)


def in_colour(groups: Sequence[LogoGroup], near: Logo, colour: Colour) -> Logo | None:
    """The version in another colour of the same layout and language."""
    for group in groups:
        for logo in group.logos:
            if (logo.entry.layout, logo.entry.language, logo.entry.colour) == (
                near.entry.layout,
                near.entry.language,
                colour,
            ):
                return logo
    return None


def is_logo_zip(entry: AssetEntry) -> bool:
    """Whether it is one of the zips whose id begins with "logo": they stand on the page of the mark."""
    return entry.asset.kind is AssetKind.ZIP and entry.asset.path.startswith(_LOGO_ZIPS)


def logo_zips(zips: Sequence[AssetEntry]) -> list[AssetEntry]:
    """The zips of logos alone, or where there are none, the whole kit's."""
    fullest = fullest_zips(zips)
    return [zip_ for zip_ in fullest if is_logo_zip(zip_)] or fullest


def kit_zips(zips: Sequence[AssetEntry]) -> list[AssetEntry]:
    """The zips that are not of logos alone."""
    return [zip_ for zip_ in fullest_zips(zips) if not is_logo_zip(zip_)]
