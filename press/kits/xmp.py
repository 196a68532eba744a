"""The rights of a photograph as they travel inside it: XMP, by IPTC's standard for photo metadata. The older IIM beside
it counts bytes and would cut Thai in mid-character."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from press.kits.source.model import Both, SourceFile, SourceLicence
from press.web.language import long_moment

_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2: Char
_UNTIL = {"th": "ใช้ได้ถึง", "en": "Not to be used after"}


def packet(file: SourceFile, licences: Sequence[SourceLicence]) -> str:
    """The XMP of this photograph. The same words give the same bytes."""
    photo = file.photo
    if photo is None:
        raise ValueError(f"{file.relative} is no photograph")
    terms = _terms([one for one in licences if one.slug == file.licence], photo.usable_until)
    said = [
        f"<dc:creator><rdf:Seq><rdf:li>{_escaped(photo.creator)}</rdf:li></rdf:Seq></dc:creator>",
        _in_languages("dc:title", file.title),
        _in_languages("dc:description", photo.caption),
        _in_languages("dc:rights", Both(photo.copyright_notice, photo.copyright_notice)),
        f"<photoshop:Credit>{_escaped(file.credit)}</photoshop:Credit>",
        "<xmpRights:Marked>True</xmpRights:Marked>",
        _in_languages("xmpRights:UsageTerms", terms),
        _in_languages("Iptc4xmpCore:AltTextAccessibility", file.alt),
    ]
    if photo.taken:
        said.append(f"<photoshop:DateCreated>{photo.taken.isoformat()}</photoshop:DateCreated>")
    if photo.place.en:
        name = _in_languages("Iptc4xmpExt:LocationName", photo.place)
        place = f'<rdf:Bag><rdf:li rdf:parseType="Resource">{name}</rdf:li></rdf:Bag>'
        said.append(f"<Iptc4xmpExt:LocationCreated>{place}</Iptc4xmpExt:LocationCreated>")
    return _framed(said)


def _framed(said: Iterable[str]) -> str:
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _SPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces}>{"".join(said)}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def _escaped(words: str) -> str:
    """Text for XML, without the control characters that it cannot say: one of them would make all of it unreadable."""
    return escape(_NO_XML.sub("", words))


def _in_languages(name: str, text: Both) -> str:
    """The text for readers of any language, of English and of Thai; "x-default" comes first by XMP's own rule."""
    each = (("x-default", text.en or text.th), ("en", text.en), ("th", text.th))
    lines = "".join(f'<rdf:li xml:lang="{language}">{_escaped(words)}</rdf:li>' for language, words in each if words)
    return f"<{name}><rdf:Alt>{lines}</rdf:Alt></{name}>"


def _terms(licences: Iterable[SourceLicence], until: datetime | None) -> Both:
    terms = {one.language: f"{one.title} ({one.version}): {one.summary}" for one in licences}
    if until is not None:
        for language, text in terms.items():
            terms[language] = f"{text} · {_UNTIL[language]} {long_moment(until, language)}"
    said = {str(language): text for language, text in terms.items()}
    return Both(said.get("th", ""), said.get("en", ""))
