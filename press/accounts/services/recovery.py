"""Recovery codes: ten, shown once, each good once in place of the second factor."""

import hashlib
import hmac
import secrets
from datetime import datetime

from sqlalchemy import delete, func, select, update

from press.accounts.errors import WrongCode
from press.accounts.models import Account, RecoveryCode
from press.accounts.sealing import Keys
from press.accounts.services.links import CODE_ALPHABET, normal_code
from press.accounts.services.staff import count_failure, refuse_if_locked
from press.audit.services import By, record
from press.db import db

HOW_MANY = 10
# 17 of 30 signs are 83 bits, which nobody can try out: so an HMAC is enough, and ten are not ten Argon2id hashes slow.
LENGTH = 17


def make_codes(account: Account, *, keys: Keys, by: By, at: datetime) -> list[str]:
    """Ten new codes, which are nowhere else in clear. Those from before work no more."""
    codes = ["".join(secrets.choice(CODE_ALPHABET) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    db.session.add_all(
        [RecoveryCode(account_id=account.id, code_hash=_mac(account.id, code, keys[0]), made_at=at) for code in codes]
    )
    db.session.flush()
    record("account.recovery_codes_made", f"account:{account.id}", by=by, at=at)
    return codes


def spend_code(account: Account, typed: str, *, keys: Keys, by: By, at: datetime) -> int:
    """Uses a code up, and returns how many are left. Raises WrongCode or TooManyTries; the caller commits the count.

    One UPDATE decides: of two tries in the same moment, one finds it used."""
    refuse_if_locked(account, at)
    code = normal_code(typed)
    hashes = [_mac(account.id, code, key) for key in keys]
    spent = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.code_hash.in_(hashes),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
    )
    if not spent.rowcount:  # type: ignore[attr-defined]
        count_failure(account, at)
        raise WrongCode
    account.failed_tries = 0
    left = codes_left(account.id)
    record("account.recovery_code_used", f"account:{account.id}", by=by, at=at, left=left)
    return left


def codes_left(account_id: int) -> int:
    """How many recovery codes of this person still work."""
    unused = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.used_at.is_(None))
    return db.session.scalar(unused.where(RecoveryCode.account_id == account_id)) or 0


def shown(code: str) -> str:
    """The code in groups that are easily copied by hand."""
    return "-".join((code[:4], code[4:8], code[8:12], code[12:]))


def _mac(account_id: int, code: str, key: str) -> str:
    said = f"recovery-code:{account_id}:{code}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()
