"""What a folder says, once it is found good. Frozen; times are aware; names and texts in Unicode NFC."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from press.kits.states import Audience, Colour, Language, Layout, MarkKind, ReleaseKind


@dataclass(frozen=True)
class Both:
    """A text in both languages."""

    th: str
    en: str

    def get(self, language: str) -> str:
        return self.th if language == "th" else self.en


@dataclass(frozen=True)
class Contact:
    """Whom the press may call. Anything may be empty until it is known."""

    name: str
    phone: str
    email: str
    organisation: Both

    def as_json(self) -> dict[str, object]:
        organisation = {"th": self.organisation.th, "en": self.organisation.en}
        return {"name": self.name, "phone": self.phone, "email": self.email, "organisation": organisation}


@dataclass(frozen=True)
class SourceQuote:
    """What somebody says, in both languages, without quotation marks; `speaker` as it is written beneath."""

    key: str
    text: Both
    speaker: Both

    def as_json(self) -> dict[str, object]:
        texts = {"text": self.text, "speaker": self.speaker}
        return {"key": self.key, **{name: {"th": both.th, "en": both.en} for name, both in texts.items()}}


@dataclass(frozen=True)
class SourceZip:
    """A zip that the kit offers: `include` names parts of the folder."""

    id: str
    file_name: str
    title: Both
    include: tuple[str, ...]


@dataclass(frozen=True)
class SourceText:
    """A release in one language, its facts filled in."""

    language: Language
    kind: ReleaseKind
    title: str
    subtitle: str
    summary: str
    dateline: str
    body_md: str
    body_html: str
    body_text: str


@dataclass(frozen=True)
class SourceRelease:
    """A release with its translations."""

    slug: str
    texts: tuple[SourceText, ...]


@dataclass(frozen=True)
class Photograph:
    """What is said of a photograph, beside what is said of any file. From `usable_until` on nobody may have it; width
    and height in pixels, as it is looked at."""

    creator: str
    copyright_notice: str
    caption: Both
    usable_until: datetime | None
    taken: date | None
    place: Both
    width: int
    height: int


@dataclass(frozen=True)
class SourceFile:
    """A file of the folder. `body` holds the bytes to publish where they are not those at `path` (an SVG
    that went through the allow-list); size in bytes, `sha256` in hex."""

    path: Path
    relative: str
    ascii_name: str
    content_type: str
    size: int
    sha256: str
    audience: Audience
    licence: str
    credit: str
    language: Language
    title: Both
    alt: Both
    layout: Layout | None = None
    colour: Colour | None = None
    body: bytes | None = None
    photo: Photograph | None = None

    @property
    def file_name(self) -> str:
        return self.relative.rpartition("/")[2]


@dataclass(frozen=True)
class Renditions:
    """What is drawn from each logo: widths in pixels by format, and whether a PDF is made."""

    png: tuple[int, ...] = ()
    jpg: tuple[int, ...] = ()
    webp: tuple[int, ...] = ()
    pdf: bool = False


@dataclass(frozen=True)
class GuideColour:
    """A colour of the mark: `hex` as #RRGGBB in capitals, CMYK in percent."""

    name: Both
    hex: str
    cmyk: tuple[int, ...]

    @property
    def rgb(self) -> tuple[int, ...]:
        return tuple(bytes.fromhex(self.hex.removeprefix("#")))


@dataclass(frozen=True)
class LogoGuide:
    """What a designer needs at a glance. `name` is how it is written in each language, `name_rules` what to mind; any
    text may be empty."""

    colours: tuple[GuideColour, ...]
    clear_space: Both
    min_size: Both
    name: Both
    name_rules: Both

    def as_json(self) -> dict[str, object]:
        texts = {"clear_space": self.clear_space, "min_size": self.min_size}
        texts |= {"name": self.name, "name_rules": self.name_rules}
        colours = [
            {"name": {"th": one.name.th, "en": one.name.en}, "hex": one.hex, "rgb": one.rgb, "cmyk": one.cmyk}
            for one in self.colours
        ]
        return {"colours": colours, **{key: {"th": text.th, "en": text.en} for key, text in texts.items()}}


@dataclass(frozen=True)
class SourceLogoPack:
    """The logos and how to use them."""

    kind: MarkKind
    sample: bool
    title: Both
    renditions: Renditions
    files: tuple[SourceFile, ...]
    usage_title: Both
    usage_html: Both
    usage_text: Both
    guide: LogoGuide


@dataclass(frozen=True)
class SourceLicence:
    """The terms of one licence in one language. `must_accept`: readers accept them before they are given a file."""

    slug: str
    language: Language
    version: str
    title: str
    summary: str
    body_html: str
    body_text: str
    must_accept: bool = False


@dataclass(frozen=True)
class FolderFile:
    """One file as it lies in the folder, by its path inside it; size in bytes, SHA-256 in hex."""

    relative: str
    path: Path
    size: int
    sha256: str


@dataclass(frozen=True)
class SourceKit:
    """A whole folder. `digest` is the SHA-256 of all that it holds, `folder` every file of it as it lies there."""

    slug: str
    event: str
    event_line: int
    audience: Audience
    available_from: datetime
    embargo_until: datetime
    clock_lines: Mapping[str, int]
    licence: str
    title: Both
    summary: Both
    contacts: tuple[Contact, ...]
    quotes: tuple[SourceQuote, ...]
    zips: tuple[SourceZip, ...]
    releases: tuple[SourceRelease, ...]
    documents: tuple[SourceFile, ...]
    photos: tuple[SourceFile, ...]
    logo: SourceLogoPack | None
    licences: tuple[SourceLicence, ...]
    changelog_html: str
    changelog_md: str
    releases_line: int
    digest: str
    folder: tuple[FolderFile, ...]

    def files(self) -> Iterator[SourceFile]:
        """Every file that is published as it is: documents, photographs, logos."""
        yield from self.documents
        yield from self.photos
        if self.logo:
            yield from self.logo.files
