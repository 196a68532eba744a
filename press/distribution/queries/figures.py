"""Downloads of a kit, counted by file, by outlet and over time. The database counts; nothing here grows with rows
that are not shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, distinct, func, or_, select

from press.accreditation.models import Application
from press.clock import BANGKOK
from press.db import db
from press.distribution.models import Download
from press.distribution.queries.holding import holdings, latest_applications, outlet_key, prepares_kits
from press.distribution.queries.told import not_opened
from press.kits.models import Asset, AssetRevision, Kit
from press.kits.states import AssetKind
from press.outlets.models import Outlet

HOURS_UP_TO = timedelta(days=3)  # over so long a time hours are shown, beyond it days
NOBODYS = "-"  # whoever took it was not signed in, or has not applied to the event


@dataclass(frozen=True)
class DownloadFilter:
    """Which downloads; what is empty narrows nothing. Days are Bangkok's, both included."""

    since: date | None = None
    until: date | None = None
    outlet: str = ""
    asset_id: int | None = None


@dataclass(frozen=True)
class Taken:
    """How often something was taken, by how many people, from when to when."""

    key: str
    name_th: str
    name_en: str
    people: int
    downloads: int
    first: datetime
    last: datetime
    kind: AssetKind | None = None

    def name(self, language: str) -> str:
        first, second = (self.name_th, self.name_en) if language == "th" else (self.name_en, self.name_th)
        return first or second


@dataclass(frozen=True)
class KitFigures:
    """What counts of a kit at a glance. People: with the version that holds of all that they have, and with an older
    one of something."""

    people_current: int
    people_older: int
    not_opened: int
    downloads_today: int


def by_file(kit: Kit, wanted: DownloadFilter) -> Sequence[Taken]:
    """Each file that was taken, the most often taken first."""
    query = _counted(kit, wanted, Asset.id, func.max(AssetRevision.file_name), func.max(Asset.kind))
    rows = db.session.execute(query.group_by(Asset.id).order_by(func.count().desc(), Asset.id))
    return [
        Taken(str(key), name, name, people, count, first, last, AssetKind(kind))
        for key, name, kind, people, count, first, last in rows
    ]


def by_outlet(kit: Kit, wanted: DownloadFilter) -> Sequence[Taken]:
    """Each outlet whose people took something, the most often first; "" is nobody's."""
    key = outlet_key()
    th, en = (func.max(func.coalesce(column, Application.outlet_name)) for column in (Outlet.name_th, Outlet.name_en))
    rows = db.session.execute(_counted(kit, wanted, key, th, en).group_by(key).order_by(func.count().desc(), key))
    return [Taken(key or "", th or "", en or "", *rest) for key, th, en, *rest in rows]


def over_time(kit: Kit, wanted: DownloadFilter) -> list[tuple[datetime, int]]:
    """How many were taken in each hour in which any were, oldest first."""
    rows = db.session.execute(
        _from_log(kit, wanted, Download.hour, func.count()).group_by(Download.hour).order_by(Download.hour)
    )
    return [(hour, count) for hour, count in rows]


def grown(hours: Sequence[tuple[datetime, int]]) -> list[tuple[datetime | date, int]]:
    """The count as it grew: hour by hour over a few days, else day by day, in Bangkok's."""
    total, points = 0, dict[datetime | date, int]()
    by_day = bool(hours) and hours[-1][0] - hours[0][0] > HOURS_UP_TO
    for hour, count in hours:
        total += count
        local = hour.astimezone(BANGKOK)
        points[local.date() if by_day else local] = total
    return list(points.items())


def figures_of(kit: Kit, *, at: datetime) -> KitFigures:
    """The figures for the kit's first page."""
    held = holdings(kit)
    older = func.max(case((held.c.number >= held.c.current, 0), else_=1)).label("older")
    people = select(older).group_by(held.c.account_id).subquery()
    total, behind = db.session.execute(select(func.count(), func.coalesce(func.sum(people.c.older), 0))).one()
    midnight = at.astimezone(BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
    today = _from_log(kit, DownloadFilter(), func.count()).where(Download.at >= midnight)
    return KitFigures(total - behind, behind, not_opened(kit), db.session.scalar(today) or 0)


def _counted(kit: Kit, wanted: DownloadFilter, *columns: Any) -> Select[Any]:
    counts = (func.count(distinct(Download.person)), func.count(), func.min(Download.at), func.max(Download.at))
    return _from_log(kit, wanted, *columns, *counts)


def _from_log(kit: Kit, wanted: DownloadFilter, *columns: Any) -> Select[Any]:
    """These columns of the downloads that match. The PR team's own are not counted."""
    people = latest_applications(kit.event_id)
    return (
        select(*columns)
        .select_from(Download)
        .join(AssetRevision, AssetRevision.id == Download.asset_revision_id)
        .join(Asset, Asset.id == AssetRevision.asset_id)
        .outerjoin(people, people.c.account_id == Download.account_id)
        .outerjoin(Application, Application.id == people.c.application_id)
        .outerjoin(Outlet, Outlet.id == Application.outlet_id)
        .where(
            Asset.kit_id == kit.id,
            or_(Download.account_id.is_(None), ~prepares_kits(Download.account_id, kit.event_id)),
            *_conditions(wanted),
        )
    )


def _conditions(wanted: DownloadFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        conditions.append(Download.at >= _midnight(wanted.since))
    if wanted.until is not None:
        conditions.append(Download.at < _midnight(wanted.until + timedelta(days=1)))
    if wanted.outlet == NOBODYS:
        conditions.append(outlet_key().is_(None))
    elif wanted.outlet:
        conditions.append(outlet_key() == wanted.outlet)
    if wanted.asset_id is not None:
        conditions.append(Asset.id == wanted.asset_id)
    return conditions


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BANGKOK)
