"""What distribution keeps of a reader, erased."""

from datetime import datetime

from sqlalchemy import delete, select, update

from press.audit.services import Act, By
from press.db import db
from press.distribution.models import AdoptionReport, EmblemRequest, FeedKey, NoticeReceipt, Subscription, ToldKit
from press.distribution.queries.handed_over import named_copies
from press.distribution.services import handing_over
from press.distribution.states import EmblemState, RemovedFor


def forget_reader(account_id: int, *, by: By, at: datetime) -> list[Act]:
    """Erases what names a person: their feeds and news by mail end, words about them go, and so do sealed copies of
    kits in whose logs they stand by name. An organisation that was allowed to use an emblem keeps its right; a request
    for one on which nobody has decided goes, and what was reported of a place is about the place. Returns what the
    audit is to say of the copies, for `record_many` once every other row is changed."""
    db.session.execute(delete(FeedKey).where(FeedKey.account_id == account_id))
    # Its rows are held first: news that are being mailed to them at this moment note what was told.
    wanted = select(Subscription.id).where(Subscription.account_id == account_id)
    held = db.session.scalars(wanted.with_for_update()).all()
    db.session.execute(delete(ToldKit).where(ToldKit.subscription_id.in_(held)))
    db.session.execute(delete(Subscription).where(Subscription.id.in_(held)))
    db.session.execute(update(NoticeReceipt).where(NoticeReceipt.account_id == account_id).values(remark=""))
    db.session.execute(update(AdoptionReport).where(AdoptionReport.account_id == account_id).values(account_id=None))
    theirs = EmblemRequest.account_id == account_id
    db.session.execute(delete(EmblemRequest).where(theirs, EmblemRequest.state == EmblemState.REQUESTED))
    nameless = {"contact_name": "", "phone": "", "purpose": "", "reason": ""}
    db.session.execute(update(EmblemRequest).where(theirs).values(nameless))
    copies = named_copies(account_id, for_update=True)
    return handing_over.remove(copies, why=RemovedFor.ERASURE, by=by, at=at)
