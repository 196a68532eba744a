"""What a kit says: releases and licences."""

from typing import ClassVar

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.db import Base, enum_type
from press.kits.models.kit import KitRevision
from press.kits.states import Language, ReleaseKind


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

    # What makes a version: where one of these differs, the release reads otherwise.
    COMPARED: ClassVar = ("kind", "title", "subtitle", "summary", "dateline", "body_md")

    def reads_as(self, other: object) -> bool:
        """Whether the other text, of a revision or of a folder, says the same."""
        return all(getattr(self, name) == getattr(other, name) for name in self.COMPARED)


class LicenceText(Base):
    """The terms of a licence in one language in one revision. `must_accept`: files under it are given to those alone
    who have accepted this version."""

    __tablename__ = "licence_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_revision_id: Mapped[int] = mapped_column(ForeignKey("kit_revisions.id"))
    slug: Mapped[str]
    language: Mapped[Language] = mapped_column(enum_type(Language))
    version: Mapped[str]
    title: Mapped[str]
    summary: Mapped[str]
    body_html: Mapped[str]
    must_accept: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (UniqueConstraint("kit_revision_id", "slug", "language"),)
