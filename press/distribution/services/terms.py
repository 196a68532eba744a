"""Accepting: an undertaking to keep an embargo, and the terms of a licence."""

from datetime import datetime

from press.accounts.actor import Actor
from press.audit.services import record
from press.db import db
from press.distribution.models import LicenceAcceptance, Undertaking
from press.distribution.queries.terms import Terms, accepted_versions, undertaking_of
from press.kits.models import Kit, LicenceText


def undertake(kit: Kit, terms: Terms, *, by: Actor, at: datetime) -> None:
    """Keeps that this reader has undertaken to keep the kit's embargo, with the hour that was shown. The same version
    twice is once."""
    if undertaking_of(kit.id, by.account_id, terms.version) is not None:
        return
    db.session.add(
        Undertaking(
            kit_id=kit.id,
            account_id=by.account_id,
            version=terms.version,
            language=terms.language,
            embargo_until=kit.embargo_until,
            accepted_at=at,
        )
    )
    record(
        "kit.undertaken",
        f"kit:{kit.slug}",
        by=by.by,
        at=at,
        version=terms.version,
        language=terms.language,
        embargo_until=kit.embargo_until.isoformat(),
    )
    db.session.flush()


def accept_licence(kit: Kit, text: LicenceText, *, by: Actor, at: datetime) -> None:
    """Keeps that this reader has accepted these terms for the kit's files. The same version twice is once."""
    if (text.slug, text.version) in accepted_versions(kit.id, by.account_id, [text.slug]):
        return
    db.session.add(
        LicenceAcceptance(
            kit_id=kit.id,
            account_id=by.account_id,
            licence=text.slug,
            version=text.version,
            language=text.language,
            accepted_at=at,
        )
    )
    record(
        "licence.accepted",
        f"kit:{kit.slug}",
        by=by.by,
        at=at,
        licence=text.slug,
        version=text.version,
        language=text.language,
    )
    db.session.flush()
