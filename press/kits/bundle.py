"""All objects of a kit, ready to be stored: its texts as files, its files, what is drawn from its photographs and
logos, its zips."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from press.kits import printshop
from press.kits.handouts.content import handout_of
from press.kits.handouts.docx import DOCX, docx_of
from press.kits.handouts.text import TXT, plain_text_of
from press.kits.printshop import PDF
from press.kits.renditions import Kept, Picture, drawn
from press.kits.source.files import sha256_of
from press.kits.source.model import (
    Both,
    Photograph,
    SourceFile,
    SourceKit,
    SourceRelease,
    SourceText,
    SourceZip,
)
from press.kits.states import AssetKind, Audience, Colour, Language, Layout
from press.kits.zips import ZIP, Member, audiences_of, members_of, open_path, opener, write_zip


@dataclass(frozen=True)
class Piece:
    """One asset to be published. `path` is its identity in the kit; size in bytes, width in pixels. `release` is the
    one that this is a file of: its name says which version, once that is known. `is_kept`: the store has it from an
    earlier revision."""

    path: str
    kind: AssetKind
    file_name: str
    ascii_name: str
    content_type: str
    size: int
    sha256: str
    audience: Audience
    language: Language
    layout: Layout | None
    colour: Colour | None
    title: Both
    alt: Both
    credit: str
    licence: str | None
    open: Callable[[], BinaryIO]
    rendition_of: str | None = None
    width: int | None = None
    photo: Photograph | None = None
    recipe: str | None = None
    is_kept: bool = False
    release: str | None = None

    def name_in(self, number: int) -> str:
        """The name of this file in its revision of this number."""
        return _versioned(self.file_name, number) if self.release else self.file_name


def _versioned(name: str, number: int) -> str:
    stem, _dot, ending = name.rpartition(".")
    return f"{stem}_v{number}.{ending}"


@contextmanager
def bundled(kit: SourceKit, kept: Mapping[str, Kept] = MappingProxyType({})) -> Iterator[tuple[Piece, ...]]:
    """Every piece of the kit in its order, each after what it is drawn from. Their bytes lie in a temporary
    folder until the end of the `with`. Pictures that are `kept`, by recipe, are not drawn again. Raises KitFaults for
    what cannot be drawn or printed."""
    with tempfile.TemporaryDirectory(prefix="press-kit-") as name:
        folder = Path(name)
        pictures = drawn(kit, folder, kept)
        texts = _text_pieces(kit, folder)
        pieces = [*texts]
        pieces += [_file_piece(file, AssetKind.DOCUMENT) for file in kit.documents]
        for kind, files in ((AssetKind.PHOTO, kit.photos), (AssetKind.LOGO, kit.logo.files if kit.logo else ())):
            for file in files:
                pieces.append(_file_piece(file, kind))
                pieces += [_picture_piece(picture) for picture in pictures if picture.source is file]
        yield (*pieces, *_zip_pieces(kit, pictures, [_handout(text) for text in texts], folder))


def try_printing(kit: SourceKit) -> None:
    """Raises KitFaults for every text of which no PDF can be made."""
    with tempfile.TemporaryDirectory(prefix="press-kit-") as name:
        _text_pieces(kit, Path(name))


def _text_pieces(kit: SourceKit, folder: Path) -> list[Piece]:
    """Each text of each release as PDF, DOCX and plain text."""
    jobs, written = [], []
    for release in kit.releases:
        for text in release.texts:
            handout = handout_of(kit, text)
            stem = f"{kit.slug}_{release.slug}_{text.language}"
            pdf, docx, txt = (folder / f"{stem}.{ending}" for ending in ("pdf", "docx", "txt"))
            jobs.append((f"releases/{release.slug}/{text.language}.md", printshop.release(handout, pdf)))
            docx.write_bytes(docx_of(handout))
            txt.write_bytes(plain_text_of(handout, text))
            written += [(release, text, PDF, pdf), (release, text, DOCX, docx), (release, text, TXT, txt)]
    printshop.print_all(jobs)
    return [_text_piece(kit, *one) for one in written]


def _text_piece(kit: SourceKit, release: SourceRelease, text: SourceText, content_type: str, path: Path) -> Piece:
    titles = {one.language: one.title for one in release.texts}
    return Piece(
        path=f"releases/{release.slug}/{text.language}{path.suffix}",
        kind=AssetKind.TEXT,
        file_name=path.name,
        ascii_name=path.name,
        content_type=content_type,
        size=path.stat().st_size,
        sha256=sha256_of(path),
        audience=kit.audience,
        language=text.language,
        layout=None,
        colour=None,
        title=Both(titles.get(Language.TH, text.title), titles.get(Language.EN, text.title)),
        alt=Both("", ""),
        credit="",
        licence=kit.licence,
        open=open_path(path),
        release=release.slug,
    )


def _handout(text: Piece) -> Member:
    """A release as a file, as it lies in zips: the same bytes under a name without a version."""
    ending = text.path.rpartition(".")[2]
    return Member(f"releases/{text.release}.{text.language}.{ending}", text.open)


def _file_piece(file: SourceFile, kind: AssetKind) -> Piece:
    return Piece(
        path=file.relative,
        kind=kind,
        file_name=file.file_name,
        ascii_name=file.ascii_name,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        audience=file.audience,
        language=file.language,
        layout=file.layout,
        colour=file.colour,
        title=file.title,
        alt=file.alt,
        credit=file.credit,
        licence=file.licence,
        open=opener(file),
        photo=file.photo,
    )


def _picture_piece(picture: Picture) -> Piece:
    """As what it is drawn from, but for its own name and bytes."""
    return replace(
        _file_piece(picture.source, AssetKind.RENDITION),
        path=picture.identity,
        file_name=picture.file_name,
        ascii_name=picture.ascii_name,
        content_type=picture.content_type,
        size=picture.size,
        sha256=picture.sha256,
        open=picture.open,
        recipe=picture.recipe,
        is_kept=picture.kept is not None,
        rendition_of=picture.source.relative,
        width=picture.width,
    )


def _zip_pieces(kit: SourceKit, pictures: tuple[Picture, ...], handouts: list[Member], folder: Path) -> Iterator[Piece]:
    for offer in kit.zips:
        for audience in audiences_of(kit):
            members = members_of(kit, offer, audience, pictures, handouts)
            if members:
                path = folder / f"{offer.id}-{audience}.zip"
                with path.open("wb") as target:
                    write_zip(target, members)
                yield _zip_piece(kit, offer, audience, path)


def _zip_piece(kit: SourceKit, offer: SourceZip, audience: Audience, path: Path) -> Piece:
    name = offer.file_name
    if audience is not kit.audience:
        name = f"{name.removesuffix('.zip')}-{audience}.zip"
    return Piece(
        path=f"zips/{offer.id}@{audience}",
        kind=AssetKind.ZIP,
        file_name=name,
        ascii_name=name,
        content_type=ZIP,
        size=path.stat().st_size,
        sha256=sha256_of(path),
        audience=audience,
        language=Language.NONE,
        layout=None,
        colour=None,
        title=offer.title,
        alt=Both("", ""),
        credit="",
        licence=None,
        open=open_path(path),
    )
