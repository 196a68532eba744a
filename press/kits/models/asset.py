"""The files of a kit."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.db import Base, UtcDateTime, enum_type
from press.kits.models.kit import KitRevision
from press.kits.states import AssetKind, Audience, Colour, Language, Layout, MarkKind


class LogoPack(Base):
    """What a revision says of its logos: which sort of mark, whether a sample, and how to use it."""

    __tablename__ = "logo_packs"

    kit_revision_id: Mapped[int] = mapped_column(ForeignKey("kit_revisions.id"), primary_key=True)
    kind: Mapped[MarkKind] = mapped_column(enum_type(MarkKind))
    sample: Mapped[bool]
    title_th: Mapped[str]
    title_en: Mapped[str]
    usage_title_th: Mapped[str]
    usage_title_en: Mapped[str]
    usage_html_th: Mapped[str]
    usage_html_en: Mapped[str]

    def title(self, language: str) -> str:
        return self.title_th if language == "th" else self.title_en

    def usage_title(self, language: str) -> str:
        return self.usage_title_th if language == "th" else self.usage_title_en

    def usage_html(self, language: str) -> str:
        return self.usage_html_th if language == "th" else self.usage_html_en


class Asset(Base):
    """A file's identity through all revisions. `ref` is its part of the address: random, and stable.

    A rendition names the asset that it is drawn from; `width` is in pixels, of a photograph's that of its longer side.
    `release_id`: a release as a file."""

    __tablename__ = "assets"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    path: Mapped[str]
    ref: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[AssetKind] = mapped_column(enum_type(AssetKind))
    rendition_of_id: Mapped[int | None] = mapped_column(ForeignKey("assets.id"))
    width: Mapped[int | None]
    release_id: Mapped[int | None] = mapped_column(ForeignKey("releases.id"), index=True)

    __table_args__ = (UniqueConstraint("kit_id", "path"),)


class AssetRevision(Base):
    """The bytes of an asset as they once were; numbered from 1. Names are in Unicode NFC, size in bytes. `recipe` tells
    what a picture was drawn from, and how, so that the same one is drawn once."""

    __tablename__ = "asset_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"))
    number: Mapped[int]
    file_name: Mapped[str]
    ascii_name: Mapped[str]
    content_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    storage_key: Mapped[str]
    recipe: Mapped[str | None]

    asset: Mapped[Asset] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("asset_id", "number"),)


class AssetEntry(Base):
    """An asset's place in one revision of the kit: which of its revisions, for whom, what is said of it. From
    `usable_until` on, the right to use it has ended and nobody is given it."""

    __tablename__ = "asset_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_revision_id: Mapped[int] = mapped_column(ForeignKey("kit_revisions.id"))
    asset_revision_id: Mapped[int] = mapped_column(ForeignKey("asset_revisions.id"), index=True)
    position: Mapped[int]
    audience: Mapped[Audience] = mapped_column(enum_type(Audience))
    language: Mapped[Language] = mapped_column(enum_type(Language))
    layout: Mapped[Layout | None] = mapped_column(enum_type(Layout))
    colour: Mapped[Colour | None] = mapped_column(enum_type(Colour))
    title_th: Mapped[str]
    title_en: Mapped[str]
    alt_th: Mapped[str]
    alt_en: Mapped[str]
    credit: Mapped[str]
    licence: Mapped[str | None]
    creator: Mapped[str] = mapped_column(default="")
    copyright_notice: Mapped[str] = mapped_column(default="")
    caption_th: Mapped[str] = mapped_column(default="")
    caption_en: Mapped[str] = mapped_column(default="")
    usable_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    asset_revision: Mapped[AssetRevision] = relationship(lazy="joined")
    kit_revision: Mapped[KitRevision] = relationship()

    __table_args__ = (
        UniqueConstraint("kit_revision_id", "asset_revision_id"),
        Index(None, "kit_revision_id", "position"),
    )

    @property
    def asset(self) -> Asset:
        return self.asset_revision.asset

    def title(self, language: str) -> str:
        return self.title_th if language == "th" else self.title_en

    def alt(self, language: str) -> str:
        return self.alt_th if language == "th" else self.alt_en

    def caption(self, language: str) -> str:
        return self.caption_th if language == "th" else self.caption_en
