"""What stands on a handout, whatever it is written with."""

from dataclasses import dataclass
from datetime import datetime

from press.kits.handouts.blocks import Block, blocks_of
from press.kits.source.model import SourceKit, SourceText
from press.kits.states import ReleaseKind
from press.web.language import long_moment

_WORDS = {
    "th": {
        "release": "ข่าวประชาสัมพันธ์",
        "fact_sheet": "เอกสารข้อมูลประกอบข่าว",
        "embargo": "ห้ามเผยแพร่ก่อน",
        "contact": "ผู้ประสานงานสื่อมวลชน",
        "terms": "เงื่อนไขการใช้งาน",
        "page": "หน้า",
    },
    "en": {
        "release": "Press release",
        "fact_sheet": "Fact sheet",
        "embargo": "Not for publication before",
        "contact": "Press contact",
        "terms": "Terms of use",
        "page": "Page",
    },
}


@dataclass(frozen=True)
class Handout:
    """One release in one language, ready to be written. Contacts are lines of words, those with a telephone first."""

    language: str
    kind: str
    embargo: str
    title: str
    subtitle: str
    dateline: str
    blocks: list[Block]
    contact_title: str
    contacts: list[list[str]]
    terms_title: str
    terms: str
    kit_title: str
    page: str


def handout_of(kit: SourceKit, text: SourceText) -> Handout:
    """What the handout of this text says. The embargo is the folder's: whoever moves the clock publishes again."""
    language = text.language.value
    words = _WORDS[language]
    return Handout(
        language=language,
        kind=words["fact_sheet" if text.kind is ReleaseKind.FACT_SHEET else "release"],
        embargo=not_before(kit.embargo_until, language),
        title=text.title,
        subtitle=text.subtitle,
        dateline=text.dateline,
        blocks=blocks_of(text.body_html),
        contact_title=words["contact"],
        contacts=_contacts(kit, language),
        terms_title=words["terms"],
        terms=_terms(kit, language),
        kit_title=kit.title.get(language),
        page=words["page"],
    )


def not_before(moment: datetime, language: str) -> str:
    """What stands over a text that is handed out, before the lift and after: it is true at any time."""
    return f"{_WORDS[language]['embargo']} {long_moment(moment, language)}"


def _contacts(kit: SourceKit, language: str) -> list[list[str]]:
    ordered = sorted(kit.contacts, key=lambda one: not one.phone)
    lines = [[one.phone, one.name, one.organisation.get(language), one.email] for one in ordered]
    return [[word for word in line if word] for line in lines if any(line)]


def _terms(kit: SourceKit, language: str) -> str:
    """What may be done with the text, in a line; in the other language where it is said in that alone."""
    found = {licence.language.value: licence.summary for licence in kit.licences if licence.slug == kit.licence}
    return found.get(language) or next(iter(found.values()), "")
