"""Mailed links: asked for, minted at delivery, spent once.

The token is HMAC-SHA-256(secret key, nonce): it can be made again for the mail that is retried, and cannot
be made from a copy of the database."""

import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from press.accounts.errors import LinkSpent, WrongCode
from press.accounts.models import MailedLink
from press.accounts.states import LINK_LIFETIME, LinkPurpose
from press.accounts.tokens import hash_token, made_token
from press.db import db

WINDOW = timedelta(hours=1)
MOST_IN_WINDOW = 3  # whoever types somebody else's address a thousand times sends them three mails
MOST_WRONG_CODES = 5
# Without letters and figures that are taken for each other.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 6


def new_code() -> str:
    """A code for a person to type, from CODE_ALPHABET."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def normal_code(typed: str) -> str:
    """What was typed, without spaces and hyphens, in capitals."""
    return "".join(c for c in typed.upper() if c.isalnum())


def token_of(link: MailedLink, secret_key: str) -> str:
    """The link's token, made again."""
    return made_token(link.nonce, purpose="mailed-link", secret_key=secret_key)


def new_link(
    *,
    email: str,
    purpose: LinkPurpose,
    secret_key: str,
    at: datetime,
    about: str | None = None,
    browser_hash: str | None = None,
    code_hash: str | None = None,
    next_path: str | None = None,
) -> MailedLink | None:
    """A link to be mailed to this address, or None when it has had its share for this hour.

    The hashes are of the asking browser's secret and of the code that it shows, for binding."""
    recent = db.session.scalar(
        select(func.count())
        .select_from(MailedLink)
        .where(MailedLink.email == email, MailedLink.created_at > at - WINDOW)
    )
    if (recent or 0) >= MOST_IN_WINDOW:
        return None
    link = MailedLink(
        purpose=purpose,
        email=email,
        nonce=secrets.token_hex(16),
        token_hash="",
        browser_hash=browser_hash,
        code_hash=code_hash,
        next_path=next_path,
        about=about,
        created_at=at,
        expires_at=at + LINK_LIFETIME[purpose],
    )
    link.token_hash = hash_token(token_of(link, secret_key))
    db.session.add(link)
    db.session.flush()
    return link


def was_named_often(email: str, *, at: datetime) -> bool:
    """Whether links that anybody can have sent to any address have used up this address's share of the hour. Links to
    sign in, which only a known address gets, are left out: so this may be said without telling who is known."""
    recent = db.session.scalar(
        select(func.count())
        .select_from(MailedLink)
        .where(
            MailedLink.email == email,
            MailedLink.purpose.in_((LinkPurpose.PROVE, LinkPurpose.DRAFT)),
            MailedLink.created_at > at - WINDOW,
        )
    )
    return (recent or 0) >= MOST_IN_WINDOW


def was_mailed_about(email: str, about: str, *, purpose: LinkPurpose) -> bool:
    """Whether any link of this purpose went to this address about this."""
    query = select(MailedLink.id).where(
        MailedLink.email == email, MailedLink.about == about, MailedLink.purpose == purpose
    )
    return db.session.scalar(query.limit(1)) is not None


def find_link(token: str, *, purpose: LinkPurpose, at: datetime) -> MailedLink:
    """The unspent link with this token. Raises LinkSpent when there is none, whatever the reason."""
    link = db.session.scalar(
        select(MailedLink)
        .where(MailedLink.token_hash == hash_token(token), MailedLink.purpose == purpose)
        .with_for_update()
    )
    if link is None or link.spent_at is not None or link.expires_at <= at or link.wrong_codes >= MOST_WRONG_CODES:
        raise LinkSpent
    return link


def link_of(token: str, *, purpose: LinkPurpose) -> MailedLink | None:
    """The link with this token, good or not: whoever holds the token has read that mailbox, so a new link may be
    mailed to it. It opens nothing."""
    return db.session.scalar(
        select(MailedLink).where(MailedLink.token_hash == hash_token(token), MailedLink.purpose == purpose)
    )


def needs_code(link: MailedLink, browser: str | None) -> bool:
    """Whether this browser is another one than that which asked for the link."""
    if link.browser_hash is None:
        return False
    return browser is None or not hmac.compare_digest(link.browser_hash, hash_token(browser))


def spend(link: MailedLink, *, browser: str | None, code: str, at: datetime) -> None:
    """Uses the link up. Raises WrongCode when another browser than the asking one brings no right code; the
    caller must keep the count of wrong codes by committing."""
    if needs_code(link, browser) and not hmac.compare_digest(link.code_hash or "", hash_token(normal_code(code))):
        link.wrong_codes += 1
        db.session.flush()
        raise WrongCode
    link.spent_at = at
    db.session.flush()


def close_links(email: str, *, purpose: LinkPurpose, at: datetime) -> None:
    """No other link of this purpose to this address works from now on."""
    db.session.execute(
        update(MailedLink)
        .where(MailedLink.email == email, MailedLink.purpose == purpose, MailedLink.spent_at.is_(None))
        .values(spent_at=at)
    )
