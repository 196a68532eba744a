"""Passkeys (WebAuthn level 3): registered, signed in with, removed. The person is verified by the device each time
(`user verification`), so that a passkey is two factors by itself."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from press.accounts.errors import PasskeyRefused
from press.accounts.models import Account, Passkey, PasskeyChallenge
from press.accounts.tokens import hash_token
from press.audit.services import By, record
from press.db import db
from press.errors import NotFound

LIFETIME = timedelta(minutes=5)
MOST = 10


@dataclass(frozen=True)
class Site:
    """Where passkeys hold: the host of BASE_URL and the whole origin. Never from the Host header."""

    host: str
    origin: str


def registration_options(account: Account, site: Site, *, at: datetime) -> str:
    """What the browser needs to make a passkey, as JSON. Raises PasskeyRefused when there are MOST already."""
    held = passkeys_of(account.id)
    if len(held) >= MOST:
        raise PasskeyRefused
    options = generate_registration_options(
        rp_id=site.host,
        rp_name="Press Desk",
        user_id=f"account:{account.id}".encode(),
        user_name=account.email,
        user_display_name=account.name or account.email,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(each.credential_id)) for each in held],
    )
    _keep_challenge(options.challenge, account_id=account.id, at=at)
    return options_to_json(options)


def register(account: Account, answer: str, site: Site, *, name: str, by: By, at: datetime) -> Passkey:
    """Keeps the passkey that the browser made. Raises PasskeyRefused."""
    credential = _read(answer)
    challenge = _take_challenge(credential, account_id=account.id, at=at)
    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as fault:
        raise PasskeyRefused from fault
    identity = bytes_to_base64url(made.credential_id)
    if db.session.scalar(select(Passkey.id).where(Passkey.credential_id == identity)) is not None:
        raise PasskeyRefused
    passkey = Passkey(
        account_id=account.id,
        credential_id=identity,
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        name=name,
        made_at=at,
    )
    db.session.add(passkey)
    db.session.flush()
    record("account.passkey_added", f"account:{account.id}", by=by, at=at)
    return passkey


def sign_in_options(site: Site, *, at: datetime) -> str:
    """What the browser needs to offer the passkeys that it has for us, as JSON: no address is asked for, so none can
    be tried out."""
    options = generate_authentication_options(rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED)
    _keep_challenge(options.challenge, account_id=None, at=at)
    return options_to_json(options)


def check(answer: str, site: Site, *, at: datetime) -> Account:
    """The account whose passkey signed the challenge. Raises PasskeyRefused.

    A count that does not grow says that the passkey was copied, and is refused; authenticators that keep no count
    say 0 each time (WebAuthn level 3, 6.1.1)."""
    credential = _read(answer)
    challenge = _take_challenge(credential, account_id=None, at=at)
    passkey = db.session.scalar(
        select(Passkey).where(Passkey.credential_id == str(credential.get("id"))).with_for_update()
    )
    if passkey is None:
        raise PasskeyRefused
    try:
        shown = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as fault:
        raise PasskeyRefused from fault
    account = db.session.get_one(Account, passkey.account_id)
    if account.disabled_at is not None or not account.grants:
        raise PasskeyRefused
    passkey.sign_count, passkey.used_at = shown.new_sign_count, at
    db.session.flush()
    return account


def remove(account: Account, passkey_id: int, *, by: By, at: datetime) -> None:
    """Takes one away. Raises NotFound for anybody else's."""
    passkey = db.session.scalar(select(Passkey).where(Passkey.id == passkey_id, Passkey.account_id == account.id))
    if passkey is None:
        raise NotFound
    db.session.delete(passkey)
    db.session.flush()
    record("account.passkey_removed", f"account:{account.id}", by=by, at=at)


def passkeys_of(account_id: int) -> list[Passkey]:
    """This person's passkeys, oldest first."""
    return list(db.session.scalars(select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)))


def has_passkey(account_id: int) -> bool:
    """Whether this person has a passkey at all."""
    held = select(func.count()).select_from(Passkey).where(Passkey.account_id == account_id)
    return bool(db.session.scalar(held))


def _keep_challenge(challenge: bytes, *, account_id: int | None, at: datetime) -> None:
    db.session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= at))
    token = hash_token(bytes_to_base64url(challenge))
    db.session.add(PasskeyChallenge(challenge_hash=token, account_id=account_id, expires_at=at + LIFETIME))
    db.session.flush()


def _take_challenge(credential: dict[str, Any], *, account_id: int | None, at: datetime) -> bytes:
    """The challenge that this answer is to: ours, for this purpose and person, in time, and never answered before."""
    try:
        said = json.loads(base64url_to_bytes(credential["response"]["clientDataJSON"]))["challenge"]
        challenge = base64url_to_bytes(said)
    except (KeyError, TypeError, ValueError, WebAuthnException) as fault:
        raise PasskeyRefused from fault
    owner = PasskeyChallenge.account_id.is_(None) if account_id is None else PasskeyChallenge.account_id == account_id
    taken = db.session.execute(
        delete(PasskeyChallenge).where(
            PasskeyChallenge.challenge_hash == hash_token(bytes_to_base64url(challenge)),
            PasskeyChallenge.expires_at > at,
            owner,
        )
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        raise PasskeyRefused
    return challenge


def _read(answer: str) -> dict[str, Any]:
    try:
        credential = json.loads(answer)
    except (ValueError, RecursionError) as fault:
        raise PasskeyRefused from fault
    if not isinstance(credential, dict):
        raise PasskeyRefused
    return credential
