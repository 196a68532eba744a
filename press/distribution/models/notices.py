"""What the holders of a kit were told, and who has seen it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accounts.models import Account
from press.db import Base, UtcDateTime, enum_type
from press.distribution.states import NoticeKind
from press.kits.models import Kit, Release


class Notice(Base):
    """One change that everybody is told of who holds what it changed. `cause_id` is the number of the Correction,
    ReleaseEnding, EmbargoChange or AssetEnding, as the kind says, or of the AssetEntry whose `usable_until` has passed;
    the notes say why, as that row did when they were told. A release is named where the kind is about one."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    kit_id: Mapped[int] = mapped_column(ForeignKey("kits.id"))
    kind: Mapped[NoticeKind] = mapped_column(enum_type(NoticeKind))
    cause_id: Mapped[int]
    release_id: Mapped[int | None] = mapped_column(ForeignKey("releases.id"))
    note_th: Mapped[str]
    note_en: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    kit: Mapped[Kit] = relationship(lazy="joined")
    release: Mapped[Release | None] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("kind", "cause_id"), Index(None, "kit_id", "at"))

    def note(self, language: str) -> str:
        first, second = (self.note_th, self.note_en) if language == "th" else (self.note_en, self.note_th)
        return first or second


class NoticeReceipt(Base):
    """One person who is to know. The mail's link is made from `nonce` with the secret key, which the database does not
    hold; `token_hash` finds the row again. `told_at` is empty until the mail is in the outbox; `opened_at` until the
    person says that they have seen it, or opens it signed in: a mail scanner does neither. `remark` is what was said
    on the telephone."""

    __tablename__ = "notice_receipts"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    nonce: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    telephoned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    telephoned_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    remark: Mapped[str] = mapped_column(default="")

    notice: Mapped[Notice] = relationship(lazy="joined")
    account: Mapped[Account] = relationship(foreign_keys=[account_id])
    telephoned_by: Mapped[Account | None] = relationship(foreign_keys=[telephoned_by_id])

    __table_args__ = (UniqueConstraint("notice_id", "account_id"),)
