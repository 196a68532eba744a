"""What the pages show, put together from what the reader was given. Decides nothing about who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from press.distribution.errors import PressContact
from press.kits.handouts.content import not_before
from press.kits.models import AssetEntry, KitRevision, LicenceText, ReleaseText
from press.kits.source.changelog import notes_in
from press.kits.states import AssetKind, Colour, Language, Layout
from press.web.language import in_language

_FORMATS = ("image/png", "image/webp", "image/jpeg", "application/pdf")  # in the order of a page
_TRANSPARENT = _FORMATS[:2]


@dataclass
class Logo:
    """One version of the mark: the drawing and the pictures made of it, by format, narrowest first."""

    entry: AssetEntry
    pictures: list[AssetEntry] = field(default_factory=list)

    @property
    def thumbnail(self) -> AssetEntry | None:
        """The narrowest picture that has no ground of its own."""
        return next((one for one in self.pictures if one.asset_revision.content_type in _TRANSPARENT), None)

    @property
    def on_dark(self) -> bool:
        """Whether it is made for dark grounds."""
        return self.entry.colour in {Colour.REVERSED, Colour.WHITE}


@dataclass
class Photo:
    """A photograph as it came, and the pictures made of it, narrowest first."""

    entry: AssetEntry
    pictures: list[AssetEntry] = field(default_factory=list)

    @property
    def thumbnail(self) -> AssetEntry | None:
        return self.pictures[0] if self.pictures else None

    @property
    def best(self) -> AssetEntry | None:
        """What most will want: the largest that carries its rights inside."""
        return self.pictures[-1] if self.pictures else None

    @property
    def others(self) -> list[AssetEntry]:
        return [*self.pictures[:-1], self.entry]


@dataclass
class LogoGroup:
    """All colours of one layout in one language."""

    layout: Layout | None
    language: Language
    logos: list[Logo] = field(default_factory=list)


@dataclass(frozen=True)
class ReleaseLine:
    """A release in the reader's language, or in the other when it was not translated."""

    slug: str
    text: ReleaseText
    other: ReleaseText | None


def of_kind(entries: Sequence[AssetEntry], kind: AssetKind) -> list[AssetEntry]:
    """Those of this kind, in the kit's order."""
    return [entry for entry in entries if entry.asset.kind is kind]


def family(entries: Sequence[AssetEntry], kind: AssetKind) -> list[AssetEntry]:
    """The files of this kind and what is drawn from them, in the kit's order."""
    sources = {entry.asset.id for entry in entries if entry.asset.kind is kind}
    return [entry for entry in entries if {entry.asset.id, entry.asset.rendition_of_id} & sources]


def photos_of(entries: Sequence[AssetEntry]) -> list[Photo]:
    """Photographs and their pictures, in the kit's order."""
    by_asset: dict[int, Photo] = {}
    for entry in family(entries, AssetKind.PHOTO):
        if entry.asset.kind is AssetKind.PHOTO:
            by_asset[entry.asset.id] = Photo(entry)
        elif entry.asset.rendition_of_id is not None:
            by_asset[entry.asset.rendition_of_id].pictures.append(entry)
    for photo in by_asset.values():
        photo.pictures.sort(key=lambda picture: picture.asset.width or 0)
    return list(by_asset.values())


def logo_groups(entries: Sequence[AssetEntry]) -> list[LogoGroup]:
    """Drawings and their renditions, by layout and language, in the kit's order."""
    groups: dict[tuple[Layout | None, Language], LogoGroup] = {}
    by_asset: dict[int, Logo] = {}
    for entry in entries:
        if entry.asset.kind is AssetKind.LOGO:
            key = (entry.layout, entry.language)
            logo = by_asset[entry.asset.id] = Logo(entry)
            groups.setdefault(key, LogoGroup(*key)).logos.append(logo)
        elif entry.asset.rendition_of_id in by_asset:
            by_asset[entry.asset.rendition_of_id].pictures.append(entry)
    for logo in by_asset.values():
        logo.pictures.sort(key=_by_format)
    return list(groups.values())


def _by_format(picture: AssetEntry) -> tuple[int, int]:
    return _FORMATS.index(picture.asset_revision.content_type), picture.asset.width or 0


def release_lines(texts: Sequence[ReleaseText], language: str) -> list[ReleaseLine]:
    """One line a release, in the kit's order."""
    by_release: dict[str, list[ReleaseText]] = {}
    for text in texts:
        by_release.setdefault(text.release.slug, []).append(text)
    return [release_line(several, language) for several in by_release.values()]


def release_line(texts: Sequence[ReleaseText], language: str) -> ReleaseLine:
    """The text to read and its translation, of all texts of one release."""
    first, *others = sorted(texts, key=lambda text: text.language != language)
    return ReleaseLine(first.release.slug, first, others[0] if others else None)


def fullest_zips(entries: Sequence[AssetEntry]) -> list[AssetEntry]:
    """Of the same zip for two audiences, the one that holds more."""
    best: dict[str, AssetEntry] = {}
    for entry in entries:
        name = entry.asset.path.partition("@")[0]
        held = best.get(name)
        if held is None or entry.asset_revision.size > held.asset_revision.size:
            best[name] = entry
    return list(best.values())


def contacts_of(revision: KitRevision) -> list[PressContact]:
    """Whom to call about this kit, those with a telephone first; the event's contact when it names nobody."""
    contacts = [PressContact.from_json(one) for one in (*revision.contacts, revision.kit.event.contact)]
    known = [one for one in contacts if one.phone or one.email] or contacts[:1]
    return sorted(dict.fromkeys(known), key=lambda one: not one.phone)


def notes_on_kit(revision: KitRevision, language: str) -> list[str]:
    """What the kit's log says of the kit itself, in the reader's language where it says so; of releases it is known
    with its date and place."""
    notes = [note for note in notes_in(revision.changelog_md) if note.release is None]
    return [in_language({"th": note.th, "en": note.en}, language) for note in notes]


def licences_in(texts: Sequence[LicenceText], language: str) -> list[LicenceText]:
    """One text a licence, in the reader's language where there is one."""
    chosen: dict[str, LicenceText] = {}
    for text in sorted(texts, key=lambda one: (one.slug, one.language != language)):
        chosen.setdefault(text.slug, text)
    return list(chosen.values())


def copied_text(text: ReleaseText, at: datetime) -> str:
    """The words of a release, as they are copied. Before the lift the first line says when it is, wherever they go."""
    kit = text.kit_revision.kit
    held = "" if kit.is_lifted(at) else not_before(kit.embargo_until, text.language)
    return "\n\n".join([part for part in (held, text.title, text.subtitle, text.dateline, text.body_text) if part])


@dataclass(frozen=True)
class Quote:
    """What somebody says, in the reader's language, and in the other."""

    text: str
    speaker: str
    other_text: str
    other_speaker: str

    @property
    def copied(self) -> str:
        return _quoted(self.text, self.speaker)

    @property
    def other_copied(self) -> str:
        return _quoted(self.other_text, self.other_speaker)


def _quoted(text: str, speaker: str) -> str:
    return f"“{text}” — {speaker}" if speaker else f"“{text}”"


def quotes_of(revision: KitRevision, language: str) -> list[Quote]:
    """The kit's quotes in their order."""
    other = "en" if language == "th" else "th"
    return [
        Quote(one["text"][language], one["speaker"][language], one["text"][other], one["speaker"][other])
        for one in revision.quotes
    ]


def credits_of(entries: Sequence[AssetEntry]) -> list[str]:
    """Every credit line of these files, once."""
    return list(dict.fromkeys(entry.credit for entry in entries if entry.credit))
