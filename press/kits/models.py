"""Press kits in the database: revisions are added and never changed, so that what anyone saw can be shown
again. Which revision holds is `Kit.current_number`; whether it shows is computed when it is asked for."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.db import Base, UtcDateTime, enum_type
from press.events.models import Event
from press.kits.states import AssetKind, Audience, Colour, Language, Layout, MarkKind, ReleaseKind


class Kit(Base):
    """One press kit; its slug is its address for ever."""

    __tablename__ = "kits"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    current_number: Mapped[int]

    event: Mapped[Event] = relationship()


class KitRevision(Base):
    """The kit as it was published at one moment. `digest` is the SHA-256 of the folder that it came from."""

    __tablename__ = "kit_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    number: Mapped[int]
    digest: Mapped[str]
    title_th: Mapped[str]
    title_en: Mapped[str]
    summary_th: Mapped[str]
    summary_en: Mapped[str]
    audience: Mapped[Audience] = mapped_column(enum_type(Audience))
    available_from: Mapped[datetime] = mapped_column(UtcDateTime)
    embargo_until: Mapped[datetime] = mapped_column(UtcDateTime)
    licence: Mapped[str]
    contacts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    changelog_html: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[str]

    kit: Mapped[Kit] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("kit_id", "number"),)

    def title(self, language: str) -> str:
        return self.title_th if language == "th" else self.title_en

    def summary(self, language: str) -> str:
        return self.summary_th if language == "th" else self.summary_en

    def is_lifted(self, at: datetime) -> bool:
        """Whether readers may have it; the condition itself is in `press.kits.queries`."""
        return self.available_from <= at and self.embargo_until <= at


class Release(Base):
    """A text's identity; what it says is in the kit's revisions."""

    __tablename__ = "releases"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    slug: Mapped[str]

    __table_args__ = (UniqueConstraint("kit_id", "slug"),)


class ReleaseText(Base):
    """What a release says in one language in one revision. HTML and plain text were made then."""

    __tablename__ = "release_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_revision_id: Mapped[int] = mapped_column(ForeignKey("kit_revisions.id"))
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"), index=True)
    language: Mapped[Language] = mapped_column(enum_type(Language))
    position: Mapped[int]
    kind: Mapped[ReleaseKind] = mapped_column(enum_type(ReleaseKind))
    title: Mapped[str]
    subtitle: Mapped[str]
    summary: Mapped[str]
    dateline: Mapped[str]
    body_md: Mapped[str]
    body_html: Mapped[str]
    body_text: Mapped[str]

    release: Mapped[Release] = relationship(lazy="joined")
    kit_revision: Mapped[KitRevision] = relationship()

    __table_args__ = (UniqueConstraint("kit_revision_id", "release_id", "language"),)


class LicenceText(Base):
    """The terms of a licence in one language in one revision."""

    __tablename__ = "licence_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_revision_id: Mapped[int] = mapped_column(ForeignKey("kit_revisions.id"))
    slug: Mapped[str]
    language: Mapped[Language] = mapped_column(enum_type(Language))
    version: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    body_html: Mapped[str]

    __table_args__ = (UniqueConstraint("kit_revision_id", "slug", "language"),)


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

    A rendition names the asset that it is drawn from; `width` is in pixels."""

    __tablename__ = "assets"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    path: Mapped[str]
    ref: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[AssetKind] = mapped_column(enum_type(AssetKind))
    rendition_of_id: Mapped[int | None] = mapped_column(ForeignKey("assets.id"))
    width: Mapped[int | None]

    __table_args__ = (UniqueConstraint("kit_id", "path"),)


class AssetRevision(Base):
    """The bytes of an asset as they once were; numbered from 1. Names are in Unicode NFC, size in bytes."""

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

    asset: Mapped[Asset] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("asset_id", "number"),)


class AssetEntry(Base):
    """An asset's place in one revision of the kit: which of its revisions, for whom, what is said of it."""

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
