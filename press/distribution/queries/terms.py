"""What readers are asked to accept, and what they have accepted."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select

from press.accounts.models import Account
from press.db import db
from press.distribution import undertakings
from press.distribution.models import LicenceAcceptance, Undertaking
from press.kits.models import AssetEntry, Kit, KitRevision, LicenceText
from press.kits.queries import current_revision, licences_of
from press.kits.states import AssetKind, Audience, Language
from press.markup import render


@dataclass(frozen=True)
class Terms:
    """A text to be accepted, in the language in which it is shown."""

    version: str
    language: Language
    title: str
    body_html: str


def undertaken_kits(account_id: int, event_id: int) -> frozenset[int]:
    """The numbers of the event's kits whose embargo this person has undertaken to keep, in the version of the text
    that is asked for now."""
    asked = func.coalesce(LicenceText.version, undertakings.VERSION)
    own_text = and_(LicenceText.kit_revision_id == KitRevision.id, LicenceText.slug == undertakings.SLUG)
    found = db.session.scalars(
        select(Undertaking.kit_id)
        .join(Kit, Kit.id == Undertaking.kit_id)
        .join(KitRevision, and_(KitRevision.kit_id == Kit.id, KitRevision.number == Kit.current_number))
        .outerjoin(LicenceText, own_text)
        .where(Kit.event_id == event_id, Undertaking.account_id == account_id, Undertaking.version == asked)
    )
    return frozenset(found)


def undertaking_asked(kit: Kit, language: str) -> Terms:
    """The text that a reader of this kit accepts before reading it early: the kit's own, or the product's."""
    revision = current_revision(kit.id)
    own = licences_of(revision, [undertakings.SLUG]) if revision else []
    for text in sorted(own, key=lambda one: one.language != language):
        return Terms(text.version, text.language, text.title, text.body_html)
    spoken = Language(language)
    title, body = undertakings.TITLES[spoken], undertakings.TEXTS[spoken]
    return Terms(undertakings.VERSION, spoken, title, render(body))


def undertaking_of(kit_id: int, account_id: int, version: str) -> Undertaking | None:
    """What this person has undertaken for this kit, in this version."""
    return db.session.scalar(
        select(Undertaking).where(
            Undertaking.kit_id == kit_id, Undertaking.account_id == account_id, Undertaking.version == version
        )
    )


def latest_undertaking(kit_id: int, account_id: int) -> Undertaking | None:
    """What this person undertook last for this kit."""
    return db.session.scalar(
        select(Undertaking)
        .where(Undertaking.kit_id == kit_id, Undertaking.account_id == account_id)
        .order_by(Undertaking.accepted_at.desc())
        .limit(1)
    )


def licences_asked(revision: KitRevision, entries: Iterable[AssetEntry]) -> list[LicenceText]:
    """The terms that are to be accepted before these files of the revision are given, one text a language. A zip, or a
    release as a file, is under every licence that may be in it."""
    slugs: set[str] = set()
    for entry in entries:
        slugs |= {entry.licence} if entry.licence else _licences_within(revision, entry)
    return [text for text in licences_of(revision, sorted(slugs)) if text.must_accept]


def _licences_within(revision: KitRevision, entry: AssetEntry) -> set[str]:
    if entry.asset.kind is not AssetKind.ZIP:
        return {revision.licence}
    query = select(AssetEntry.licence).where(AssetEntry.kit_revision_id == revision.id, AssetEntry.licence.is_not(None))
    if entry.audience is Audience.PUBLIC:
        query = query.where(AssetEntry.audience == Audience.PUBLIC)
    found = {licence for licence in db.session.scalars(query.distinct()) if licence}
    return found | ({revision.licence} if revision.audience in {entry.audience, Audience.PUBLIC} else set())


def accepted_versions(kit_id: int, account_id: int, licences: Collection[str]) -> frozenset[tuple[str, str]]:
    """Which versions of these licences the person has accepted for this kit, as (licence, version)."""
    rows = db.session.execute(
        select(LicenceAcceptance.licence, LicenceAcceptance.version).where(
            LicenceAcceptance.kit_id == kit_id,
            LicenceAcceptance.account_id == account_id,
            LicenceAcceptance.licence.in_(licences),
        )
    )
    return frozenset((licence, version) for licence, version in rows)


@dataclass(frozen=True)
class Accepted:
    """One line of who accepted which text. `what` is a licence, or empty for the undertaking; `embargo_until` is what
    an undertaking was shown."""

    kit: str
    who: str
    email: str
    what: str
    version: str
    language: Language
    at: datetime
    embargo_until: datetime | None = None


def accepted_for(kit_id: int) -> Sequence[Accepted]:
    """Everything that was accepted for this kit, newest first."""
    return _accepted(Undertaking.kit_id == kit_id, LicenceAcceptance.kit_id == kit_id)


def accepted_by(account_id: int) -> Sequence[Accepted]:
    """Everything that this person has accepted, newest first."""
    return _accepted(Undertaking.account_id == account_id, LicenceAcceptance.account_id == account_id)


def _accepted(undertakings_where: ColumnElement[bool], licences_where: ColumnElement[bool]) -> Sequence[Accepted]:
    promised = db.session.execute(
        select(Kit.slug, Account.name, Account.email, Undertaking)
        .join(Kit, Kit.id == Undertaking.kit_id)
        .join(Undertaking.account)
        .where(undertakings_where)
    )
    licensed = db.session.execute(
        select(Kit.slug, Account.name, Account.email, LicenceAcceptance)
        .join(Kit, Kit.id == LicenceAcceptance.kit_id)
        .join(LicenceAcceptance.account)
        .where(licences_where)
    )
    lines = [
        Accepted(kit, name, email, "", one.version, one.language, one.accepted_at, one.embargo_until)
        for kit, name, email, one in promised
    ]
    lines += [
        Accepted(kit, name, email, one.licence, one.version, one.language, one.accepted_at)
        for kit, name, email, one in licensed
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)
