"""People who sign in."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from press.accounts.states import LinkPurpose, Role, Strength
from press.db import Base, UtcDateTime, enum_type


class Account(Base):
    """A person: a journalist, or a member of staff if there are role grants. `email` is lower case.

    `totp_secret` is encrypted (`press.accounts.sealing`); one from before that is in clear until it is next used."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    locale: Mapped[str | None]
    password_hash: Mapped[str | None]
    totp_secret: Mapped[str | None]
    totp_last_step: Mapped[int] = mapped_column(default=0)
    failed_tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    grants: Mapped[list["RoleGrant"]] = relationship(back_populates="account", lazy="selectin")

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)


class RoleGrant(Base):
    """What a member of staff may do: in one event, or in all where `event_id` is empty. Of the event this room knows
    its number only."""

    __tablename__ = "role_grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[Role] = mapped_column(enum_type(Role))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship(back_populates="grants")

    __table_args__ = (
        Index("uq_role_grants_for_an_event", "account_id", "event_id", "role", unique=True),
        # NULLs differ from each other: the grants for all events need a rule of their own.
        Index(
            "uq_role_grants_for_all_events",
            "account_id",
            "role",
            unique=True,
            sqlite_where=text("event_id IS NULL"),
            postgresql_where=text("event_id IS NULL"),
        ),
    )


class SignInSession(Base):
    """One browser signed in. The browser holds the token; here lies its SHA-256, so that a session can be
    ended here and cannot be taken over from here. `device` is a short note of browser and system, no more."""

    __tablename__ = "sign_in_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    strength: Mapped[Strength] = mapped_column(enum_type(Strength))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(default="")

    account: Mapped[Account] = relationship(lazy="joined")


class MailedLink(Base):
    """A link that was mailed: single use, for as long as its purpose allows. The token is made from `nonce` with the
    secret key, which the database does not hold; `token_hash` finds the row again. A sign-in link is bound to the
    browser that asked (`browser_hash`); on another device the code shown there must be typed (`code_hash`)."""

    __tablename__ = "mailed_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[LinkPurpose] = mapped_column(enum_type(LinkPurpose))
    email: Mapped[str]
    nonce: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    browser_hash: Mapped[str | None]
    code_hash: Mapped[str | None]
    wrong_codes: Mapped[int] = mapped_column(default=0)
    next_path: Mapped[str | None]
    about: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    spent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "email", "created_at"),)
