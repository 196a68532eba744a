"""How to use a mark, as the pack's own keys say it: what is not said is left empty."""

import re

from press.kits.source.faults import N_
from press.kits.source.model import Both, GuideColour, LogoGuide
from press.kits.source.toml import Table

# What a part of a zip takes of the logo pack beside the drawings: everything, what is for screens, or for printers.
LOGO_PARTS = {
    "logo": frozenset({"png", "jpg", "webp", "pdf"}),
    "logo-media": frozenset({"png", "jpg", "webp"}),
    "logo-print": frozenset({"pdf"}),
}
HEX = re.compile(r"#[0-9A-Fa-f]{6}")
WHOLE = 100  # percent
CMYK_PARTS = 4


def read_guide(pack: Table) -> LogoGuide:
    """The guide of this `[pack]`."""
    return LogoGuide(
        colours=tuple(_colour(table) for table in pack.tables("colours")),
        clear_space=pack.both("clear_space", required=False),
        min_size=pack.both("min_size", required=False),
        name=Both(pack.text("name_th", required=False), pack.text("name_en", required=False)),
        name_rules=pack.both("name_rules", required=False),
    )


def _colour(table: Table) -> GuideColour:
    value = table.text("hex")
    if value and not HEX.fullmatch(value):
        table.fault("hex", N_("%(key)s must be written as #0B3D91, not %(value)s", key="hex", value=repr(value)))
        value = ""
    cmyk = tuple(int(part) for part in table.text("cmyk").split() if part.isdecimal())
    if len(cmyk) != CMYK_PARTS or max(cmyk) > WHOLE:
        words = N_('%(key)s must be four whole numbers in percent, such as "92 58 0 43"', key="cmyk")
        table.fault("cmyk", words)
    colour = GuideColour(table.both("name"), value.upper() or "#000000", cmyk)
    table.done()
    return colour
