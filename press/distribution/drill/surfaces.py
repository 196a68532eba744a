"""Every address at which something of a kit could show, made of the application's own list of routes: a new route is
walked from the day on which it is there."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from flask import Flask, url_for
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased
from werkzeug.routing import IntegerConverter, Rule

from press.db import db
from press.kits.models import (
    Asset,
    AssetEnding,
    AssetEntry,
    AssetRevision,
    Kit,
    KitRevision,
    LicenceText,
    Release,
)
from press.kits.states import AssetKind

# Of no kit, and not a page: files of the program itself, signing out, the letters of a trial.
NOT_WALKED = frozenset({"static", "accounts.sign_out", "mailbox.mailbox"})
# Rooms whose pages show nothing of a kit: a drill passes them by, the test of the house does not.
STRANGE_ROOMS = frozenset({"accounts", "desk", "privacy", "staff"})
LANGUAGES = ("th", "en")
_GUESS = "nothing-has-this-name"


@dataclass(frozen=True)
class Address:
    """One address. `of_kit`: it is the kit's own, and is missing for whoever may know nothing of the kit. `picture`:
    all by which the gate may tell a file drawn from another one from its like; else None."""

    endpoint: str
    url: str
    of_kit: bool
    picture: Hashable = None

    @property
    def is_file(self) -> bool:
        return self.endpoint == "distribution.file"


def addresses_of(app: Flask, kit: Kit, revision: KitRevision, *, everywhere: bool = False) -> list[Address]:
    """Every address that can be asked for with GET, with all that the database knows to put into it;
    `everywhere`: those of strange rooms, too. Call it within a request."""
    known = _known_parts(kit, revision)
    files = _files_of(kit, revision)
    found: dict[str, Address] = {}
    for rule in app.url_map.iter_rules():
        if _is_walked(rule, everywhere):
            for address in _addresses_of_rule(rule, known, kit, files):
                found.setdefault(address.url, address)
    return list(found.values())


def one_picture_of_each_kind(addresses: Sequence[Address]) -> list[Address]:
    """All of them, but of the files that were drawn from others one alone of those that the gate treats alike: which
    have in common what they were drawn from (a logo or a photograph), format, audience, licence, end of rights, whether
    they were taken back, and whether the revision that holds has them."""
    first: dict[Hashable, Address] = {}
    return [one for one in addresses if one.picture is None or first.setdefault(one.picture, one) is one]


def _is_walked(rule: Rule, everywhere: bool) -> bool:
    is_strange = rule.endpoint.partition(".")[0] in STRANGE_ROOMS
    return "GET" in (rule.methods or ()) and rule.endpoint not in NOT_WALKED and (everywhere or not is_strange)


def _addresses_of_rule(
    rule: Rule, known: Mapping[str, Sequence[Any]], kit: Kit, files: Sequence["_File"]
) -> Iterator[Address]:
    if rule.rule.startswith("/files/"):
        for file in files:
            yield Address(rule.endpoint, url_for(rule.endpoint, **file.parts), True, file.picture)
        return
    names = sorted(rule.arguments)
    for values in product(*(_values(rule, name, known, kit) for name in names)):
        parts = dict(zip(names, values, strict=True))
        of_kit = rule.rule.startswith("/kits/")
        for more in _variants(rule, kit, of_kit):
            yield Address(rule.endpoint, url_for(rule.endpoint, **parts, **more), of_kit)


def _variants(rule: Rule, kit: Kit, of_kit: bool) -> list[dict[str, Any]]:
    """A page of the kit is asked for in both languages; a page without a name may be a search, for what somebody who
    guesses would look for."""
    if not rule.arguments:
        return [{"q": kit.slug.replace("-", " ")}]
    if not of_kit or "lang" in rule.arguments:
        return [{}]
    return [{"lang": language} for language in LANGUAGES]


def _values(rule: Rule, name: str, known: Mapping[str, Sequence[Any]], kit: Kit) -> Sequence[Any]:
    converter = rule._converters[name]
    if name == "slug" and not rule.rule.startswith(("/kits/", "/studio/")):
        return [kit.event.slug, kit.slug]
    if chosen := getattr(converter, "items", None):  # <any(pdf, docx):format>
        return sorted(chosen)
    if isinstance(converter, IntegerConverter):
        return known["number"]
    return known.get(name) or [_GUESS]


def _known_parts(kit: Kit, revision: KitRevision) -> dict[str, Sequence[Any]]:
    licences = select(LicenceText.slug).where(LicenceText.kit_revision_id == revision.id).distinct()
    return {
        "slug": [kit.slug],
        "kit": [kit.slug],
        "release": db.session.scalars(select(Release.slug).where(Release.kit_id == kit.id)).all(),
        "licence": db.session.scalars(licences).all(),
        "language": LANGUAGES,
        "lang": LANGUAGES,
        "number": range(1, kit.current_number + 1),
    }


@dataclass(frozen=True)
class _File:
    parts: Mapping[str, Any]
    picture: Hashable


def _files_of(kit: Kit, revision: KitRevision) -> list[_File]:
    """Every file that the kit ever had."""
    source = aliased(Asset)
    ended = select(AssetEnding.asset_id)
    rows = db.session.execute(
        select(
            Asset.ref,
            AssetRevision.number,
            AssetRevision.file_name,
            Asset.kind,
            source.kind,
            or_(Asset.id.in_(ended), source.id.in_(ended)),
            AssetRevision.content_type,
            AssetEntry.audience,
            AssetEntry.licence,
            AssetEntry.usable_until,
        )
        .join(Asset, Asset.id == AssetRevision.asset_id)
        .outerjoin(source, source.id == Asset.rendition_of_id)
        .outerjoin(
            AssetEntry,
            and_(AssetEntry.asset_revision_id == AssetRevision.id, AssetEntry.kit_revision_id == revision.id),
        )
        .where(Asset.kit_id == kit.id)
        .order_by(AssetRevision.id)
    )
    return [
        _File({"ref": ref, "number": number, "name": name}, tuple(alike) if kind is AssetKind.RENDITION else None)
        for ref, number, name, kind, *alike in rows
    ]
