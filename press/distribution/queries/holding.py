"""Who holds which version of a kit's releases and files: by reading a page signed in, and by downloads.

Those who prepare the kits are left out, as they are nowhere counted as readers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    distinct,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from press.accounts.models import Account, RoleGrant
from press.accounts.rules import KIT_EDITORS
from press.accreditation.models import Application
from press.db import db
from press.distribution.models import Download, ReleaseReading
from press.distribution.queries.carrying import files_carried, releases_carried
from press.kits.models import (
    Asset,
    AssetEnding,
    AssetEntry,
    AssetRevision,
    Kit,
    KitRevision,
    Release,
    ReleaseEnding,
    ReleaseText,
)
from press.kits.states import AssetKind, EndingKind
from press.outlets.models import Outlet
from press.web.pagination import Page

PAGE_SIZE = 50
RELEASE, FILE = "release", "file"
Key = tuple[str, int]  # RELEASE or FILE, and its number


@dataclass(frozen=True)
class Item:
    """A release or file of a kit. `current` is the version that holds: of a release the revision of the kit since
    which it reads so, of a file its own; None when the kit no longer has it."""

    kind: str
    id: int
    name_th: str
    name_en: str
    current: int | None
    asset_kind: AssetKind | None = None
    ended: EndingKind | None = None  # a file that was taken back is withdrawn

    @property
    def key(self) -> Key:
        return self.kind, self.id

    @property
    def word(self) -> str:
        """How it stands in an address."""
        return f"{self.kind}-{self.id}"

    def name(self, language: str) -> str:
        first, second = (self.name_th, self.name_en) if language == "th" else (self.name_en, self.name_th)
        return first or second


@dataclass(frozen=True)
class Held:
    """How many have an item, be it in a zip alone: people, and the outlets that they are of; the version that holds, or
    only an older one."""

    people_current: int = 0
    people_older: int = 0
    outlets_current: int = 0
    outlets_older: int = 0
    latest: datetime | None = None


@dataclass(frozen=True)
class Holder:
    """One person with one item, in the newest version that they have. `itself`: they took or read it; else they have it
    in a zip, or in another file that is made of it."""

    item: Key
    account_id: int
    name_th: str
    name_en: str
    email: str
    outlet_th: str
    outlet_en: str
    phone: str
    number: int
    is_current: bool
    at: datetime
    itself: bool

    def name(self, language: str) -> str:
        first, second = (self.name_th, self.name_en) if language == "th" else (self.name_en, self.name_th)
        return first or second or self.email

    def outlet(self, language: str) -> str:
        first, second = (self.outlet_th, self.outlet_en) if language == "th" else (self.outlet_en, self.outlet_th)
        return first or second


@dataclass(frozen=True)
class HolderFilter:
    """Which holders; what is empty narrows nothing. `have`: "current" or "older"."""

    item: Key | None = None
    have: str = ""
    words: str = ""


def versions_of(kit: Kit) -> dict[int, int]:
    """For each release of the kit, the revision since which it reads as it does now. A translation that was added
    changes nothing for those who have read the other language."""
    current = select(KitRevision.id).where(KitRevision.kit_id == kit.id, KitRevision.number == kit.current_number)
    then, now = aliased(ReleaseText), aliased(ReleaseText)
    same = [
        getattr(then, column) == getattr(now, column) for column in ("release_id", "language", *ReleaseText.COMPARED)
    ]
    other = func.max(case((now.id.is_(None), KitRevision.number)))
    rows = db.session.execute(
        select(then.release_id, other, func.min(KitRevision.number))
        .join(KitRevision, KitRevision.id == then.kit_revision_id)
        .outerjoin(now, and_(now.kit_revision_id == current.scalar_subquery(), *same))
        .where(KitRevision.kit_id == kit.id, KitRevision.number <= kit.current_number)
        .group_by(then.release_id)
    )
    return {release_id: first if changed is None else changed + 1 for release_id, changed, first in rows}


def items_of(kit: Kit) -> dict[Key, Item]:
    """Everything that somebody may hold of the kit, in its order; what it no longer has comes last."""
    versions = versions_of(kit)
    found: dict[Key, Item] = {}
    texts: dict[int, dict[str, str]] = {}
    for release_id, language, title in db.session.execute(
        select(ReleaseText.release_id, ReleaseText.language, ReleaseText.title)
        .join(KitRevision, _is_current(kit, ReleaseText.kit_revision_id))
        .order_by(ReleaseText.position, ReleaseText.language)
    ):
        texts.setdefault(release_id, {})[language] = title
    for release_id, titles in texts.items():
        names = titles.get("th", ""), titles.get("en", "")
        found[RELEASE, release_id] = Item(RELEASE, release_id, *names, versions[release_id])
    for asset_id, kind, name, number in db.session.execute(
        select(Asset.id, Asset.kind, AssetRevision.file_name, AssetRevision.number)
        .join(AssetRevision, AssetRevision.asset_id == Asset.id)
        .join(AssetEntry, AssetEntry.asset_revision_id == AssetRevision.id)
        .join(KitRevision, _is_current(kit, AssetEntry.kit_revision_id))
        .order_by(AssetEntry.position)
    ):
        found[FILE, asset_id] = Item(FILE, asset_id, name, name, number, kind)
    for release_id, slug in db.session.execute(select(Release.id, Release.slug).where(Release.kit_id == kit.id)):
        found.setdefault((RELEASE, release_id), Item(RELEASE, release_id, slug, slug, None))
    for asset_id, kind, path in db.session.execute(
        select(Asset.id, Asset.kind, Asset.path).where(Asset.kit_id == kit.id)
    ):
        name = path.rpartition("/")[2]
        found.setdefault((FILE, asset_id), Item(FILE, asset_id, name, name, None, kind))
    for key, ended in _ended(kit).items():
        found[key] = replace(found[key], ended=ended)
    return found


def _ended(kit: Kit) -> dict[Key, EndingKind]:
    """What nobody is to use any more, whether the worker has taken it out of the folder yet or not."""
    releases = select(ReleaseEnding.release_id, ReleaseEnding.kind).join(ReleaseEnding.release)
    files = select(AssetEnding.asset_id).join(AssetEnding.asset).where(Asset.kit_id == kit.id)
    found = {(RELEASE, number): kind for number, kind in db.session.execute(releases.where(Release.kit_id == kit.id))}
    return found | {(FILE, number): EndingKind.WITHDRAWN for number in db.session.scalars(files)}


def held_of(kit: Kit) -> dict[Key, Held]:
    """Every item that somebody holds, with how many."""
    held, people = holdings(kit, carried=True), latest_applications(kit.event_id)
    outlet = outlet_key()
    current = held.c.number >= held.c.current
    rows = db.session.execute(
        select(
            held.c.kind,
            held.c.item_id,
            func.sum(case((current, 1), else_=0)),
            func.count(),
            func.count(distinct(case((current, outlet)))),
            func.count(distinct(outlet)),
            func.max(held.c.at),
        )
        .outerjoin(people, people.c.account_id == held.c.account_id)
        .outerjoin(Application, Application.id == people.c.application_id)
        .group_by(held.c.kind, held.c.item_id)
    )
    return {
        (kind, item_id): Held(have, all_people - have, outlets, all_outlets - outlets, latest)
        for kind, item_id, have, all_people, outlets, all_outlets, latest in rows
    }


def holders(kit: Kit, wanted: HolderFilter, *, number: int) -> Page[Holder]:
    """One page of who holds what: first those to telephone, who have only an older version; by outlet and name."""
    query = _holders(kit, wanted)
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = min(max(number, 1), max(1, -(-total // PAGE_SIZE)))
    rows = db.session.execute(query.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Page(rows=[_holder(row) for row in rows], number=number, size=PAGE_SIZE, total=total)


def every_holder(kit: Kit, wanted: HolderFilter) -> Sequence[Holder]:
    """All who match, for a file."""
    return [_holder(row) for row in db.session.execute(_holders(kit, wanted))]


def _holder(row: Any) -> Holder:
    kind, item_id, *rest = row
    return Holder((kind, item_id), *rest)


def _holders(kit: Kit, wanted: HolderFilter) -> Select[Any]:
    # What zips hold is said of one item: of all, each zip would be a line for everything in it.
    held = holdings(kit, carried=wanted.item is not None, item=wanted.item)
    people = latest_applications(kit.event_id)
    current = func.coalesce(held.c.number >= held.c.current, False)
    query = (
        select(
            held.c.kind,
            held.c.item_id,
            held.c.account_id,
            func.coalesce(Application.name_th, Account.name),
            func.coalesce(Application.name_en, Account.name),
            Account.email,
            func.coalesce(Outlet.name_th, Application.outlet_name, ""),
            func.coalesce(Outlet.name_en, Application.outlet_name, ""),
            func.coalesce(Application.phone, ""),
            held.c.number,
            current,
            held.c.at,
            held.c.itself == 1,
        )
        .join(Account, Account.id == held.c.account_id)
        .outerjoin(people, people.c.account_id == held.c.account_id)
        .outerjoin(Application, Application.id == people.c.application_id)
        .outerjoin(Outlet, Outlet.id == Application.outlet_id)
        .order_by(case((current, 1), else_=0), *by_outlet(), held.c.account_id, held.c.kind.desc(), held.c.item_id)
    )
    if wanted.have:
        query = query.where(current if wanted.have == "current" else ~current)
    if wanted.words:
        query = query.where(names_say(wanted.words))
    return query


def by_outlet() -> tuple[Any, ...]:
    """The order in which a desk telephones: outlets together, nobody's last, then names."""
    outlet = func.coalesce(Outlet.name_en, Outlet.name_th, Application.outlet_name)
    return outlet.is_(None), func.lower(outlet), Application.sort_name_en


def names_say(words: str) -> ColumnElement[bool]:
    """Whether name, address or outlet of a person holds these words."""
    columns = (Account.name, Account.email, Application.name_th, Application.name_en, Application.outlet_name)
    return or_(*(column.icontains(words, autoescape=True) for column in (*columns, Outlet.name_th, Outlet.name_en)))


def latest_applications(event_id: int) -> Subquery:
    """The newest application of each account in this event: it says name, outlet and telephone."""
    return (
        select(Application.account_id, func.max(Application.id).label("application_id"))
        .where(Application.event_id == event_id, Application.account_id.is_not(None))
        .group_by(Application.account_id)
        .subquery()
    )


def outlet_key() -> ColumnElement[str]:
    """What counts as one outlet: that of the registry, else the name as typed."""
    return func.coalesce(cast(Application.outlet_id, String), Application.outlet_name)


def prepares_kits(account: ColumnElement[Any] | InstrumentedAttribute[Any], event_id: int) -> ColumnElement[bool]:
    """Whether an account is that of somebody who prepares the kits of this event."""
    return account.in_(
        select(RoleGrant.account_id).where(
            RoleGrant.role.in_(KIT_EDITORS), or_(RoleGrant.event_id.is_(None), RoleGrant.event_id == event_id)
        )
    )


def _is_current(kit: Kit, revision_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    return and_(KitRevision.id == revision_id, KitRevision.kit_id == kit.id, KitRevision.number == kit.current_number)


def holdings(kit: Kit, *, carried: bool = False, item: Key | None = None) -> Subquery:
    """Each person and item with the newest version that they have, and the one that holds. `carried`: also what they
    have in zips and in files made of it; of pictures, only those that somebody took. `item`: nothing but this."""
    sources = [_read(kit), _taken(kit), *(_carried(kit, item) if carried else [])]
    every = union_all(*sources).subquery()
    offered = (
        select(AssetRevision.asset_id, func.max(AssetRevision.number).label("number"))
        .join(AssetEntry, AssetEntry.asset_revision_id == AssetRevision.id)
        .join(KitRevision, _is_current(kit, AssetEntry.kit_revision_id))
        .group_by(AssetRevision.asset_id)
        .subquery()
    )
    versions = versions_of(kit)
    since = case(versions, value=every.c.item_id) if versions else cast(null(), Integer)
    there = select(ReleaseText.release_id).join(KitRevision, _is_current(kit, ReleaseText.kit_revision_id))
    holds = case((every.c.kind == FILE, offered.c.number), (every.c.item_id.in_(there), since))
    newest = [func.max(every.c[name]).label(name) for name in ("number", "at", "itself")]
    who = (every.c.kind, every.c.item_id, every.c.account_id)
    query = (
        select(*who, *newest, func.max(holds).label("current"))
        .outerjoin(offered, and_(every.c.kind == FILE, offered.c.asset_id == every.c.item_id))
        .where(every.c.account_id.is_not(None), ~prepares_kits(every.c.account_id, kit.event_id))
    )
    if item is not None:
        query = query.where(every.c.kind == item[0], every.c.item_id == item[1])
    return query.group_by(*who).subquery()


def _read(kit: Kit) -> Select[Any]:
    columns = (ReleaseReading.account_id, ReleaseReading.number, ReleaseReading.at)
    readings = select(*_of(RELEASE, ReleaseReading.release_id), *columns, literal(1).label("itself"))
    return readings.join(Release, Release.id == ReleaseReading.release_id).where(Release.kit_id == kit.id)


def _taken(kit: Kit) -> Select[Any]:
    columns = (Download.account_id, AssetRevision.number, Download.at)
    return (
        select(*_of(FILE, Asset.id), *columns, literal(1).label("itself"))
        .join(AssetRevision, AssetRevision.id == Download.asset_revision_id)
        .join(Asset, Asset.id == AssetRevision.asset_id)
        .where(Asset.kit_id == kit.id)
    )


def _carried(kit: Kit, item: Key | None) -> list[Select[Any]]:
    taken = select(AssetRevision.asset_id).join(Download, Download.asset_revision_id == AssetRevision.id)
    shown = or_(Asset.kind != AssetKind.RENDITION, Asset.id.in_(taken))
    files = select(Asset.id).where(Asset.kit_id == kit.id, Asset.id == item[1] if item else shown)
    releases = select(Release.id).where(Release.kit_id == kit.id, Release.id == item[1] if item else true())
    found = {FILE: files_carried(files), RELEASE: releases_carried(releases)}
    return [_downloads_of(kind, rows.subquery()) for kind, rows in found.items() if not item or kind == item[0]]


def _downloads_of(kind: str, carried: Subquery) -> Select[Any]:
    columns = (Download.account_id, carried.c.number, Download.at)
    query: Select[Any] = select(*_of(kind, carried.c.item_id), *columns, literal(0).label("itself"))
    return query.join(Download, Download.asset_revision_id == carried.c.revision_id)


def _of(kind: str, item_id: Any) -> tuple[Any, Any]:
    return literal(kind).label("kind"), item_id.label("item_id")
