"""Owner, outlet and its other names."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.db import Base, UtcDateTime, enum_type
from press.outlets.names import fold
from press.outlets.states import Medium, OutletState


class Owner(Base):
    """A legal group that owns outlets. Owners change, brands stay: the owner is never what is counted."""

    __tablename__ = "owners"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)

    @property
    def subject(self) -> str:
        """How the audit names it."""
        return f"owner:{self.id}"


class Outlet(Base):
    """An editorial brand with its own editor or licence: the counted unit. One of the two names may be empty.
    `country` is its editorial seat (ISO 3166-1 alpha-2), not anybody's passport. `version` grows with every change:
    an officer changes the outlet that was on the screen. `state_reason` says why it is blocked."""

    __tablename__ = "outlets"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_th: Mapped[str]
    name_en: Mapped[str]
    medium: Mapped[Medium] = mapped_column(enum_type(Medium))
    country: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("owners.id"), index=True)
    state: Mapped[OutletState] = mapped_column(enum_type(OutletState), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("outlets.id"), index=True)
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verified_by: Mapped[str | None]
    verified_how: Mapped[str | None]
    state_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    owner: Mapped[Owner | None] = relationship(lazy="joined")
    aliases: Mapped[list["OutletAlias"]] = relationship(back_populates="outlet", order_by="OutletAlias.id")

    def name(self, language: str) -> str:
        """The name in this language, or the only one there is."""
        first, second = (self.name_th, self.name_en) if language == "th" else (self.name_en, self.name_th)
        return first or second

    @property
    def is_thai(self) -> bool:
        return self.country == "TH"

    @property
    def subject(self) -> str:
        """How the audit names it."""
        return f"outlet:{self.id}"

    def may_lose(self, alias: "OutletAlias") -> bool:
        """Whether this name is merely another one: neither its own nor one that a platform gives."""
        return alias.platform_id is None and alias.folded not in self.own_folds

    @property
    def own_folds(self) -> frozenset[str]:
        """Its own two names, as they are compared."""
        return frozenset({fold(self.name_th), fold(self.name_en)})


class OutletAlias(Base):
    """A name that people type for an outlet, with its folded form for comparing. The outlet's own two names
    are here too, and those that its platforms give, so that there is one place to look."""

    __tablename__ = "outlet_aliases"

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), index=True)
    alias: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    platform_id: Mapped[int | None] = mapped_column(ForeignKey("outlet_platforms.id"), index=True)
    added_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    added_by: Mapped[str | None]

    outlet: Mapped[Outlet] = relationship(back_populates="aliases")

    __table_args__ = (Index(None, "outlet_id", "folded", unique=True),)


class OwnMedium(Base):
    """An outlet that is the organiser's or a partner's own medium for this event: it counts nothing there."""

    __tablename__ = "own_media"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), primary_key=True)
