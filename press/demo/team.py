"""What the officers of the demo have for each other and for the registry: words, views, notes, and outlets with all
that is known of them."""

from dataclasses import replace

from press.accreditation.queries.looking import views_of
from press.accreditation.queries.notes import reasons_for, team_of
from press.accreditation.services.looking import note_look, save_view
from press.accreditation.services.noting import ReasonWords, keep_reason, write_note
from press.accreditation.states import ApplicationState, DeclineReason
from press.audit.services import By
from press.db import db
from press.demo.roster import MadeOutlet
from press.demo.stage import RESERVED, Stage
from press.outlets.domains import domains_of, register_domain
from press.outlets.models import Outlet
from press.outlets.services import add_platform, note_evidence
from press.outlets.services.evidence import Proof
from press.outlets.services.platforms import Place
from press.outlets.states import EvidenceGrade, Medium, OutletEvidenceKind, OutletState, PlatformKind

_S = ApplicationState
_REASONS = (
    ReasonWords(
        _S.DECLINED,
        DeclineReason.NOT_CONFIRMED,
        "กองบรรณาธิการไม่ยืนยัน",
        "กองบรรณาธิการยังไม่ยืนยันการมอบหมายงาน",
        "Your desk has not confirmed the assignment.",
        event_id=None,
    ),
    ReasonWords(
        _S.DECLINED,
        DeclineReason.OUTLET_FULL,
        "ครบจำนวนแล้ว",
        "สำนักข่าวนี้มีผู้ได้รับอนุมัติครบจำนวนแล้ว",
        "Your outlet has all its places already.",
        event_id=None,
    ),
    ReasonWords(
        _S.NEEDS_INFO,
        None,
        "ขอหนังสือรับรองใหม่",
        "โปรดส่งหนังสือรับรองจากต้นสังกัดที่ลงนามและระบุชื่องาน",
        "Please send an assignment letter that is signed and names the event.",
        event_id=None,
    ),
    ReasonWords(
        _S.REVOKED,
        None,
        "ต้นสังกัดยกเลิก",
        "ต้นสังกัดแจ้งยกเลิกการมอบหมายงาน",
        "Your desk has withdrawn the assignment.",
        event_id=None,
    ),
)
_VIEWS = (
    ("รอเกิน 2 วัน", "state=waiting&days=2"),
    ("โทรทัศน์ที่รอตรวจ", "state=waiting&medium=tv"),
    ("มีข้อสังเกต", "state=waiting&flagged=1"),
    ("เลยกำหนดส่งข้อมูล", "state=needs_info&overdue=1"),
)
_NOTES = (
    "โทรศัพท์ถึงกองบรรณาธิการแล้ว ทางนั้นจะโทรกลับช่วงบ่าย",
    "ชื่อในบัตรกับชื่อในคำขอสะกดต่างกันเล็กน้อย ช่วยดูอีกคน",
    "The letter names another event; I have asked for a new one.",
)
# The main platform of an outlet, by its medium; each has its site, too.
_PLATFORMS = {
    Medium.TV: (PlatformKind.CHANNEL, ""),
    Medium.RADIO: (PlatformKind.FREQUENCY, ""),
    Medium.PRINT: (PlatformKind.TITLE, ""),
    Medium.MAGAZINE: (PlatformKind.TITLE, ""),
    Medium.DIGITAL: (PlatformKind.ACCOUNT, "@{}"),
    Medium.SOCIAL: (PlatformKind.PAGE, "@{}"),
}
# What proves it; every other medium is registered.
_PROOFS = {
    Medium.TV: (OutletEvidenceKind.LICENCE, EvidenceGrade.A),
    Medium.RADIO: (OutletEvidenceKind.LICENCE, EvidenceGrade.A),
    Medium.SOCIAL: (OutletEvidenceKind.SITE, EvidenceGrade.B),
}


def words_and_views(stage: Stage) -> None:
    """Ready-made reasons of the event, and the first officer's views, which all of the team see; both once."""
    first, _second = stage.officers
    event_id, at = stage.event.id, stage.ago(20)
    if not any(reason.event_id == event_id for reason in reasons_for(event_id)):
        for words in _REASONS:
            keep_reason(None, replace(words, event_id=event_id), by=first, at=at)
    views = views_of(first.account_id or 0, event_id)
    own = {view.name: view for view in views if view.account_id == first.account_id}
    for name, query in _VIEWS:
        save_view(event_id=event_id, name=name, query=query, shared=True, known=own.get(name), by=first, at=at)


def notes(stage: Stage) -> None:
    """Officers write about three who wait; the last two notes call the team, as far as it has made-up addresses: no
    real person is written to."""
    first, second = stage.officers
    team = [account for account in team_of(stage.event.id) if account.email.endswith(RESERVED)]
    for number, (person, text) in enumerate(zip(stage.waiting()[2:], _NOTES, strict=False)):
        by = (first, second)[number % 2]
        write_note(person.application, text=text, called=team if number else (), by=by, at=stage.ago(3 - number))


def looks(stage: Stage) -> None:
    """Both officers saw these as they arrived: what has changed since stands out."""
    for person in stage.played[::2]:
        for by in stage.officers:
            seen = {"account_id": by.account_id or 0, "application_id": person.kept.id, "version": 2}
            note_look(db.session(), **seen, at=stage.ago(23))


def outlets(stage: Stage) -> None:
    """Every verified outlet has platforms, evidence and a domain; what was dressed before stays as it is."""
    first, _second = stage.officers
    for made, outlet in stage.filled.outlets.items():
        if outlet.state is OutletState.VERIFIED and not domains_of(outlet):
            _dress(stage, made, outlet, first)


def _dress(stage: Stage, made: MadeOutlet, outlet: Outlet, by: By) -> None:
    at = stage.ago(23)
    brand = made.domain.partition(".")[0]
    kind, address = _PLATFORMS[made.medium]
    followers = 1_000 * (10 + outlet.id % 90) if kind in {PlatformKind.PAGE, PlatformKind.ACCOUNT} else None
    places = (
        Place(made.medium, kind, made.typed[-1], address.format(brand), followers),
        Place(Medium.DIGITAL, PlatformKind.SITE, made.domain, f"https://{made.domain}"),
    )
    for place in places:
        add_platform(outlet, place, by=by, at=at)
    register_domain(outlet, made.domain, source="the outlet's contact page (sample)", by=by, at=at)
    proof, grade = _PROOFS.get(made.medium, (OutletEvidenceKind.REGISTRATION, EvidenceGrade.A))
    note_evidence(outlet, Proof(proof, grade, f"SAMPLE 00-{outlet.id:04}"), by=by, at=at)
