"""Who is to be told of a change, and notices with their receipts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, case, exists, func, select, union
from sqlalchemy.orm import joinedload

from press.accounts.models import Account
from press.accounts.tokens import hash_token
from press.accreditation.models import Application
from press.accreditation.queries import has_credential
from press.db import db
from press.distribution.models import Download, Notice, NoticeReceipt, ReleaseReading, Undertaking
from press.distribution.queries.carrying import releases_carried
from press.distribution.queries.holding import by_outlet, latest_applications, prepares_kits
from press.distribution.queries.told_files import with_file
from press.distribution.states import NoticeKind
from press.kits.errors import KitNotFound
from press.kits.models import (
    Asset,
    AssetEnding,
    AssetEntry,
    AssetRevision,
    Correction,
    EmbargoChange,
    Kit,
    KitRevision,
    Release,
    ReleaseEnding,
    ReleaseText,
)
from press.mail.models import OutboxMail
from press.mail.states import MailState
from press.outlets.models import Outlet

Cause = Correction | ReleaseEnding | EmbargoChange | AssetEnding | AssetEntry
Accounts = Select[Any] | CompoundSelect[Any]
_CAUSES: dict[NoticeKind, Any] = {
    NoticeKind.CORRECTED: Correction,
    NoticeKind.WITHDRAWN: ReleaseEnding,
    NoticeKind.KILLED: ReleaseEnding,
    NoticeKind.EMBARGO_MOVED: EmbargoChange,
    NoticeKind.FILE_WITHDRAWN: AssetEnding,
    NoticeKind.RIGHTS_ENDED: AssetEntry,
}


@dataclass(frozen=True)
class Recipient:
    """Somebody to be told; `language` is theirs, and `credentialed` whether they are so now."""

    account_id: int
    email: str
    language: str
    credentialed: bool


@dataclass(frozen=True)
class ReceiptRow:
    """One receipt with whom to telephone. `bounced`: the mail did not arrive."""

    receipt: NoticeReceipt
    application: Application | None
    outlet: Outlet | None
    bounced: bool

    def name(self, language: str) -> str:
        name = self.application.name(language) if self.application else self.receipt.account.name
        return name or self.receipt.account.email

    def outlet_name(self, language: str) -> str:
        if self.outlet is not None:
            return self.outlet.name(language)
        return self.application.outlet_name if self.application else ""

    @property
    def phone(self) -> str:
        return self.application.phone if self.application else ""

    def waits_since(self, moment: datetime) -> bool:
        """Whether the person was told before this moment, has not seen it and was not telephoned; one whose mail did
        not arrive waits from the first moment."""
        receipt = self.receipt
        if receipt.opened_at is not None or receipt.telephoned_at is not None or receipt.told_at is None:
            return False
        return self.bounced or receipt.told_at <= moment


@dataclass(frozen=True)
class NoticeCounts:
    """Of those who were told: who has seen it, who was telephoned without having, and who neither."""

    told: int = 0
    opened: int = 0
    telephoned: int = 0

    @property
    def open(self) -> int:
        return self.told - self.opened - self.telephoned


def cause_of(kind: NoticeKind, row_id: int) -> Cause | None:
    """What the notice tells of."""
    found: Cause | None = db.session.get(_CAUSES[kind], row_id)
    return found


def known_notice(kind: NoticeKind, cause_id: int) -> Notice | None:
    """The notice that was made of it."""
    return db.session.scalar(select(Notice).where(Notice.kind == kind, Notice.cause_id == cause_id))


def recipients(kit: Kit, kind: NoticeKind, cause: Cause) -> Sequence[Recipient]:
    """Everybody who holds what has changed and can be reached; nobody who prepares the kits."""
    rows = db.session.execute(
        select(Account.id, Account.email, Account.locale, has_credential(Account.id, kit.event_id))
        .where(
            Account.id.in_(_holding(kit, kind, cause)),
            Account.disabled_at.is_(None),
            Account.email != "",
            ~prepares_kits(Account.id, kit.event_id),
        )
        .order_by(Account.id)
    )
    return [Recipient(account_id, email, locale or "th", bool(now)) for account_id, email, locale, now in rows]


def _holding(kit: Kit, kind: NoticeKind, cause: Cause) -> Accounts:
    if isinstance(cause, EmbargoChange):
        return everybody_with(kit)
    if isinstance(cause, Correction):
        return _with_release_before(cause)
    if isinstance(cause, AssetEnding | AssetEntry):
        return with_file(cause.asset)
    return _with_release(cause.release_id)


def everybody_with(kit: Kit) -> Accounts:
    """Accounts that hold any file of the kit, have read any release of it, or have undertaken to keep its embargo."""
    files = (
        select(Download.account_id)
        .join(AssetRevision, AssetRevision.id == Download.asset_revision_id)
        .join(Asset, Asset.id == AssetRevision.asset_id)
        .where(Asset.kit_id == kit.id, Download.account_id.is_not(None))
    )
    readings = (
        select(ReleaseReading.account_id)
        .join(Release, Release.id == ReleaseReading.release_id)
        .where(Release.kit_id == kit.id)
    )
    undertaken = select(Undertaking.account_id).where(Undertaking.kit_id == kit.id)
    return union(files, readings, undertaken)


def _with_release(release_id: int) -> Accounts:
    """Accounts that hold a release in any version, as a page, a file, or inside a zip."""
    readings = select(ReleaseReading.account_id).where(ReleaseReading.release_id == release_id)
    return union(readings, _files_with(release_id))


def _with_release_before(correction: Correction) -> Accounts:
    """Accounts that hold a release as it was before this correction."""
    corrected = select(KitRevision.number).where(KitRevision.id == correction.kit_revision_id)
    still = select(AssetEntry.asset_revision_id).where(AssetEntry.kit_revision_id == correction.kit_revision_id)
    readings = select(ReleaseReading.account_id).where(
        ReleaseReading.release_id == correction.release_id, ReleaseReading.number < corrected.scalar_subquery()
    )
    files = _files_with(correction.release_id).where(
        Download.asset_revision_id.not_in(still), Download.at < correction.at
    )
    return union(readings, files)


def _files_with(release_id: int) -> Select[Any]:
    """Downloads of the release as a file, and of zips in which it may be."""
    carried = releases_carried([release_id]).subquery()
    return select(Download.account_id).where(
        Download.account_id.is_not(None), Download.asset_revision_id.in_(select(carried.c.revision_id))
    )


def receipt_called(token: str) -> NoticeReceipt:
    """The receipt of this mailed link. Raises KitNotFound."""
    found = db.session.scalar(select(NoticeReceipt).where(NoticeReceipt.token_hash == hash_token(token)))
    if found is None:
        raise KitNotFound
    return found


def notices_of(kit: Kit) -> Sequence[tuple[Notice, NoticeCounts]]:
    """Every notice of the kit, the newest first, with its counts."""
    counts = _counts().join(Notice, Notice.id == NoticeReceipt.notice_id).where(Notice.kit_id == kit.id)
    by_notice = {row[0]: NoticeCounts(*row[1:]) for row in db.session.execute(counts)}
    rows = db.session.scalars(
        select(Notice).where(Notice.kit_id == kit.id).order_by(Notice.at.desc(), Notice.id.desc())
    )
    return [(notice, by_notice.get(notice.id, NoticeCounts())) for notice in rows]


def notice_of(kit: Kit, number: int) -> tuple[Notice, NoticeCounts]:
    """One notice of the kit with its counts. Raises KitNotFound."""
    notice = db.session.get(Notice, number)
    if notice is None or notice.kit_id != kit.id:
        raise KitNotFound
    row = db.session.execute(_counts().where(NoticeReceipt.notice_id == notice.id)).first()
    return notice, NoticeCounts(*row[1:]) if row else NoticeCounts()


def receipt_of(notice: Notice, number: int) -> NoticeReceipt:
    """One receipt of a notice, to be changed. Raises KitNotFound."""
    found = db.session.scalar(
        select(NoticeReceipt)
        .where(NoticeReceipt.id == number, NoticeReceipt.notice_id == notice.id)
        .with_for_update(of=NoticeReceipt)
    )
    if found is None:
        raise KitNotFound
    return found


def receipts_of(notice: Notice) -> Sequence[ReceiptRow]:
    """Everybody who was told, in the order in which a desk telephones: with a number first, outlets together."""
    people = latest_applications(notice.kit.event_id)
    bounced = exists().where(
        OutboxMail.about == subject_of(notice),
        OutboxMail.to_address == Account.email,
        OutboxMail.state == MailState.BOUNCED,
    )
    rows = db.session.execute(
        select(NoticeReceipt, Application, Outlet, bounced)
        .join(NoticeReceipt.account)
        .outerjoin(people, people.c.account_id == NoticeReceipt.account_id)
        .outerjoin(Application, Application.id == people.c.application_id)
        .outerjoin(Outlet, Outlet.id == Application.outlet_id)
        .options(joinedload(NoticeReceipt.telephoned_by), joinedload(NoticeReceipt.account))
        .where(NoticeReceipt.notice_id == notice.id)
        .order_by(func.coalesce(Application.phone, "") == "", *by_outlet(), NoticeReceipt.id)
    )
    return [ReceiptRow(*row) for row in rows]


def not_opened(kit: Kit) -> int:
    """How many notices of the kit wait to be seen by somebody who was not telephoned either."""
    waiting = (
        select(func.count())
        .select_from(NoticeReceipt)
        .join(Notice, Notice.id == NoticeReceipt.notice_id)
        .where(Notice.kit_id == kit.id, NoticeReceipt.opened_at.is_(None), NoticeReceipt.telephoned_at.is_(None))
    )
    return db.session.scalar(waiting) or 0


def subject_of(notice: Notice) -> str:
    """How the outbox names it."""
    return f"notice:{notice.id}"


def titles_of(release_id: int) -> dict[str, str]:
    """What a release was last called, by language."""
    newest = select(func.max(ReleaseText.kit_revision_id)).where(ReleaseText.release_id == release_id)
    rows = db.session.execute(
        select(ReleaseText.language, ReleaseText.title).where(
            ReleaseText.release_id == release_id, ReleaseText.kit_revision_id == newest.scalar_subquery()
        )
    )
    return {str(language): title for language, title in rows}


def embargo_change_of(notice: Notice) -> EmbargoChange | None:
    """The move that the notice tells of, if it tells of one."""
    return db.session.get(EmbargoChange, notice.cause_id) if notice.kind is NoticeKind.EMBARGO_MOVED else None


def _counts() -> Select[Any]:
    opened = NoticeReceipt.opened_at.is_not(None)
    called = and_(NoticeReceipt.opened_at.is_(None), NoticeReceipt.telephoned_at.is_not(None))
    columns = (NoticeReceipt.notice_id, func.count(), *(func.sum(case((one, 1), else_=0)) for one in (opened, called)))
    counts: Select[Any] = select(*columns)
    return counts.group_by(NoticeReceipt.notice_id)
