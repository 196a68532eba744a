"""What readers have accepted: undertakings to keep an embargo, and licences."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accounts.models import Account
from press.db import Base, UtcDateTime, enum_type
from press.kits.states import Language


class Undertaking(Base):
    """An accredited reader has promised to keep a kit's embargo, in this version of the text. `embargo_until` is the
    moment that was shown; a later one binds as well."""

    __tablename__ = "undertakings"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    version: Mapped[str]
    language: Mapped[Language] = mapped_column(enum_type(Language))
    embargo_until: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship()

    __table_args__ = (UniqueConstraint("kit_id", "account_id", "version"),)


class LicenceAcceptance(Base):
    """Somebody signed in has accepted one version of a licence's terms, for the files of one kit."""

    __tablename__ = "licence_acceptances"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    licence: Mapped[str]
    version: Mapped[str]
    language: Mapped[Language] = mapped_column(enum_type(Language))
    accepted_at: Mapped[datetime] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship()

    __table_args__ = (UniqueConstraint("kit_id", "account_id", "licence", "version"),)
