"""Hands papers in for applications of the demo, on the same way as their owners would: piece by piece into the store,
checked and drawn by the worker."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from werkzeug.datastructures import FileStorage

from press.accreditation.models import Application
from press.accreditation.queries import application_for_staff
from press.accreditation.queries.papers import papers_state
from press.accreditation.services import papers
from press.accreditation.services.applying import APPLICANT
from press.accreditation.services.counting_papers import count_missing
from press.audit.services import By
from press.db import db_transaction
from press.demo.samples import sample
from press.events.settings import WORDS, PaperKind
from press.uploads.answers import keep_whole
from press.uploads.models import Upload
from press.uploads.queries import upload_of

_WORDS = {
    PaperKind.WORK: "https://{domain}/news/1204\nhttps://{domain}/news/1187",
    PaperKind.CREW_LIST: "Wari Thongloilom, camera\nSila Kaeodonsai, technician",
    PaperKind.EQUIPMENT: "กล้อง ENG 1 ตัว ไมโครโฟนไร้สาย 2 ชุด 694–703 MHz (ตัวอย่าง)",
    PaperKind.EDITOR: "newsdesk@{domain}",
}
_CANNOT = "บัตรหมดอายุ กำลังรอบัตรใหม่ / My card has expired; the new one has not come yet."
_SAME_PHOTO = (0, 1)  # these two hand in one and the same picture


@dataclass(frozen=True)
class Owner:
    """Whose papers: the application's number, and the domain of the outlet for what is answered in words."""

    ref: str
    domain: str


def hand_in(owners: Sequence[Owner], *, at: datetime) -> int:
    """Every kind that the event asks of these people, but for what some leave out. Returns how many files. No
    transaction is open before. Raises StorageUnavailable."""
    return sum(_all_of(owner, place, at) for place, owner in enumerate(owners))


def _all_of(owner: Owner, place: int, at: datetime) -> int:
    """Every fourth person still lacks the photo, every fifth cannot show a card."""
    files = []
    with db_transaction():
        application = application_for_staff(owner.ref, for_update=True)
        by = By(application.account_id, APPLICANT)
        for kind in dict.fromkeys(kind for each in papers_state(application).asked for kind in each.rule.kinds):
            if kind in WORDS:
                words = _WORDS[kind].format(domain=owner.domain)
                papers.hand_in_words(application, kind, words, by=by, at=at)
            elif kind is PaperKind.PRESS_CARD and place % 5 == 2:
                papers.cannot_provide(application, kind, _CANNOT, by=by, at=at)
            elif kind is not PaperKind.PHOTO or place % 4 != 3:
                files.append(kind)
        lines = (application.name("en"), f"{application.ref} - {application.role}", owner.domain, "NOT A REAL PAPER")
        count_missing(application)
    for kind in files:
        number = 0 if kind is PaperKind.PHOTO and place in _SAME_PHOTO else place
        made = sample(kind, number=number, lines=lines)
        _hand_in_file(owner.ref, kind, FileStorage(io.BytesIO(made.body), filename=made.name), by, at)
    return len(files)


def _hand_in_file(ref: str, kind: PaperKind, file: FileStorage, by: By, at: datetime) -> None:
    def own() -> Application:
        return application_for_staff(ref, for_update=True)

    def received(upload: Upload) -> None:
        papers.hand_in_file(own(), upload, by=by, at=at)

    keep_whole(
        lambda name, size, sha256: papers.begin_file(own(), kind, name=name, size=size, sha256=sha256, at=at),
        lambda key: upload_of(key, subject=own().subject, for_update=True),
        file,
        received,
    )
