"""What distribution keeps of a reader, erased."""

from sqlalchemy import delete, update

from press.db import db
from press.distribution.models import AdoptionReport, EmblemRequest, FeedKey, NoticeReceipt, Subscription


def forget_reader(account_id: int) -> None:
    """Erases what names a person: their feeds and news by mail end, words about them go. An organisation that was
    allowed to use an emblem keeps its right, and what was reported of a place is about the place."""
    db.session.execute(delete(FeedKey).where(FeedKey.account_id == account_id))
    db.session.execute(delete(Subscription).where(Subscription.account_id == account_id))
    db.session.execute(update(NoticeReceipt).where(NoticeReceipt.account_id == account_id).values(remark=""))
    db.session.execute(update(AdoptionReport).where(AdoptionReport.account_id == account_id).values(account_id=None))
    nameless = {"contact_name": "", "phone": "", "purpose": ""}
    db.session.execute(update(EmblemRequest).where(EmblemRequest.account_id == account_id).values(nameless))
