"""How to use a mark, as the plain text that goes into a zip beside it."""

from collections.abc import Iterator

from press.kits.source.model import GuideColour, LogoGuide, SourceLogoPack

_WORDS = {
    "th": ("พื้นที่ว่างรอบตรา", "ขนาดเล็กที่สุด", "สี", "วิธีเขียนชื่อ"),
    "en": ("Clear space", "Minimum size", "Colours", "How to write the name"),
}


def usage_text(logo: SourceLogoPack, language: str) -> str:
    """The guideline and the pack's own keys in this language."""
    parts = [logo.usage_title.get(language), logo.usage_text.get(language), *_parts(logo.guide, language)]
    return "\n\n".join(parts) + "\n"


def _parts(guide: LogoGuide, language: str) -> Iterator[str]:
    space, size, colours, name = _WORDS[language]
    if guide.clear_space.get(language):
        yield f"{space}\n{guide.clear_space.get(language)}"
    if guide.min_size.get(language):
        yield f"{size}\n{guide.min_size.get(language)}"
    if guide.colours:
        yield "\n".join([colours, *(_colour(one, language) for one in guide.colours)])
    names = [guide.name.th, guide.name.en, guide.name_rules.get(language)]
    if any(names):
        yield "\n".join([name, *filter(None, names)])


def _colour(colour: GuideColour, language: str) -> str:
    rgb, cmyk = (" ".join(map(str, values)) for values in (colour.rgb, colour.cmyk))
    return f"{colour.name.get(language)}: HEX {colour.hex}, RGB {rgb}, CMYK {cmyk}"
