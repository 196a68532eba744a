"""What became of outlets: their owners, merges, and pairs that are not the same."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.db import Base, UtcDateTime, enum_type
from press.outlets.models.outlet import Outlet, Owner
from press.outlets.states import OutletState

Moved = dict[str, list[int]]  # table -> numbers of the rows that went along


class OutletOwner(Base):
    """Who owned an outlet from `since` on (Bangkok's day), until the next row; without an owner: nobody known.
    The figures take the owner of today from the outlet itself."""

    __tablename__ = "outlet_owners"

    id: Mapped[int] = mapped_column(primary_key=True)
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("owners.id"), index=True)
    since: Mapped[date]
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by: Mapped[str]

    owner: Mapped[Owner | None] = relationship()


class OutletMerge(Base):
    """An outlet turned out to be another one. `moved` holds exactly what went along, so that undoing brings back
    that and nothing else."""

    __tablename__ = "outlet_merges"

    id: Mapped[int] = mapped_column(primary_key=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), index=True)
    survivor_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), index=True)
    from_state: Mapped[OutletState] = mapped_column(enum_type(OutletState))
    reason: Mapped[str]
    moved: Mapped[Moved] = mapped_column(JSON)
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    merged_by: Mapped[str]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None]
    undone_why: Mapped[str | None]

    merged: Mapped[Outlet] = relationship(foreign_keys=merged_id)
    survivor: Mapped[Outlet] = relationship(foreign_keys=survivor_id)

    __table_args__ = (
        # An outlet is merged into one other at a time.
        Index(
            "uq_outlet_merges_one_standing",
            "merged_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )


class OutletApart(Base):
    """Two outlets that look alike and are not the same, said by an officer. The lower number stands first."""

    __tablename__ = "outlets_apart"

    first_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), primary_key=True)
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    noted_by: Mapped[str]
