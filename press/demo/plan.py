"""Who applies, and what becomes of it: a plan made of the seed and the moment that all leads up to.
Knows no database."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from press.accreditation.states import ApplicationState, DeclineReason, EvidenceKind, Grade, JobRole
from press.demo.names import FAMILY_FIRST, FAMILY_LAST, FOREIGN_FAMILY, FOREIGN_GIVEN, GIVEN
from press.demo.roster import LARGEST, MadeOutlet, roster
from press.outlets.states import Medium, OutletState

_S = ApplicationState
OFFICERS = ("Demo officer 1", "Demo officer 2")
# Shares of all applications; whatever is left over waits.
_SHARES = ((_S.APPROVED, 0.54), (_S.DECLINED, 0.07), (_S.REVOKED, 0.02), (_S.WITHDRAWN, 0.04), (_S.IN_REVIEW, 0.11))
_APPLICATIONS_AN_OUTLET = 3
_FIRST_DAY = timedelta(days=35)  # before the moment that all leads up to
_LAST_WAITING = timedelta(days=1)
_FIRST_WAITING = timedelta(days=9)
_LAST_DECIDED = timedelta(days=5)
_ROLES = {
    Medium.TV: (JobRole.REPORTER, JobRole.CAMERA, JobRole.PRODUCER, JobRole.TECHNICIAN),
    Medium.RADIO: (JobRole.REPORTER, JobRole.PRODUCER),
    Medium.PRINT: (JobRole.REPORTER, JobRole.PHOTOGRAPHER, JobRole.EDITOR),
    Medium.MAGAZINE: (JobRole.EDITOR, JobRole.PHOTOGRAPHER, JobRole.REPORTER),
    Medium.DIGITAL: (JobRole.REPORTER, JobRole.CREATOR, JobRole.PHOTOGRAPHER),
    Medium.SOCIAL: (JobRole.CREATOR, JobRole.OTHER),
}
_DECLINES = (
    (DeclineReason.NOT_CONFIRMED, "กองบรรณาธิการยังไม่ยืนยันการมอบหมายงาน", "Your desk has not confirmed the assignment."),
    (DeclineReason.INCOMPLETE, "ไม่พบผลงานข่าวที่ตรวจสอบได้", "We found no published work that we could check."),
    (DeclineReason.OUTLET_FULL, "สำนักข่าวนี้มีผู้ได้รับอนุมัติครบจำนวนแล้ว", "Your outlet has all its places already."),
    (DeclineReason.NOT_MEDIA, "หน้าที่ในคำขอไม่ใช่งานข่าว", "The task in the application is not news work."),
)
_REVOCATION = ("ต้นสังกัดแจ้งยกเลิกการมอบหมายงาน", "Your desk has withdrawn the assignment.")
_EVIDENCE = {
    Grade.A: ((EvidenceKind.LICENCE, "licence on file"), (EvidenceKind.DESK, "confirmed from the outlet's own domain")),
    Grade.B: ((EvidenceKind.LETTER, "signed letter, checked by telephone"),),
    Grade.C: ((EvidenceKind.PRESS_CARD, "seen, not confirmed"), (EvidenceKind.PUBLISHED_WORK, "two reports")),
}


@dataclass(frozen=True)
class Look:
    """What an officer looked at, and when."""

    kind: EvidenceKind
    note: str
    at: datetime


@dataclass(frozen=True)
class Move:
    """One change of state after the arrival; `by` is an officer, or None for the applicant."""

    to: ApplicationState
    at: datetime
    by: str | None
    code: DeclineReason | None = None
    reason: str = ""


@dataclass(frozen=True)
class MadeApplication:
    """One application of the plan, numbered from 1 within its seed. Moments are in UTC."""

    number: int
    outlet: MadeOutlet
    name_th: str
    name_en: str
    email: str
    phone: str
    outlet_name: str
    role: JobRole
    work: str
    locale: str
    grade: Grade
    look: Look | None
    created_at: datetime
    submitted_at: datetime
    moves: tuple[Move, ...]

    @property
    def state(self) -> ApplicationState:
        return self.moves[-1].to if self.moves else ApplicationState.SUBMITTED

    @property
    def name(self) -> str:
        return (self.name_th if self.locale == "th" else self.name_en) or self.name_en


def make_plan(*, count: int, seed: int, until: datetime) -> tuple[MadeApplication, ...]:
    """`count` applications, all from before this moment, in the order of their arrival."""
    dice = random.Random(f"press desk {seed}")  # noqa: S311 - plausible, not secret
    pairs = _outlets_and_fates(dice, count)
    times = [_submitted(dice, fate, until) for _outlet, fate in pairs]
    in_order = sorted(range(count), key=lambda index: (times[index], index))
    sure = _sure(pairs)
    return tuple(
        _application(dice, number, seed, *pairs[index], times[index], sure=index in sure)
        for number, index in enumerate(in_order, start=1)
    )


def _outlets_and_fates(dice: random.Random, count: int) -> list[tuple[MadeOutlet, ApplicationState]]:
    """Each counted outlet has somebody approved, each other outlet has somebody; the rest falls as it may."""
    outlets = roster(max(1, min(count // _APPLICATIONS_AN_OUTLET, LARGEST)))
    fates = [fate for fate, share in _SHARES for _each in range(round(share * count))]
    fates += [_S.SUBMITTED] * (count - len(fates))
    approved, counted = fates.count(_S.APPROVED), [outlet for outlet in outlets if outlet.counts]
    first = counted[:approved]
    others = fates[len(first) :]
    dice.shuffle(others)
    rest = [outlet for outlet in outlets if outlet not in first]
    while len(rest) < len(others):
        rest.append(dice.choice(outlets))
    return [*((outlet, _S.APPROVED) for outlet in first), *zip(rest[: len(others)], others, strict=True)]


def _sure(pairs: Sequence[tuple[MadeOutlet, ApplicationState]]) -> frozenset[int]:
    """The applications that make their outlets count: the first approved one of each."""
    found: dict[str, int] = {}
    for index, (outlet, fate) in enumerate(pairs):
        if outlet.counts and fate is _S.APPROVED:
            found.setdefault(outlet.domain, index)
    return frozenset(found.values())


def _submitted(dice: random.Random, fate: ApplicationState, until: datetime) -> datetime:
    waits = fate in (_S.SUBMITTED, _S.IN_REVIEW)
    latest, earliest = (_LAST_WAITING, _FIRST_WAITING) if waits else (_LAST_DECIDED, _FIRST_DAY)
    seconds = dice.triangular(earliest.total_seconds(), latest.total_seconds(), latest.total_seconds())
    return until - timedelta(seconds=int(seconds))


def _application(
    dice: random.Random,
    number: int,
    seed: int,
    outlet: MadeOutlet,
    fate: ApplicationState,
    submitted_at: datetime,
    *,
    sure: bool,
) -> MadeApplication:
    name_th, name_en = _person(dice, outlet)
    locale = "th" if name_th and dice.random() < 0.9 else "en"
    grade = _grade(dice, outlet, fate, sure=sure)
    looked_at = submitted_at + timedelta(minutes=dice.randrange(30, 600))
    looked = fate is not _S.SUBMITTED and (grade is not Grade.C or dice.random() < 0.5)
    kind, note = dice.choice(_EVIDENCE[grade])
    freelance = dice.random() < 0.1
    given, _, family = name_en.lower().partition(" ")
    domain = dice.choice(("example.com", "example.org")) if freelance else outlet.domain
    typed = outlet.registered_names if outlet.state is OutletState.PROPOSED else outlet.typed
    story = f"https://{outlet.domain}/news/{dice.randrange(1000, 9999)}"
    return MadeApplication(
        number=number,
        outlet=outlet,
        name_th=name_th,
        name_en=name_en,
        email=f"{given}.{family[:3]}.{seed}-{number}@{domain}",
        phone=f"02-000-{dice.randrange(10_000):04}",
        outlet_name=dice.choice([name for name in typed if name]),
        role=dice.choice(_ROLES[outlet.medium]),
        work=story if dice.random() < 0.6 else "",
        locale=locale,
        grade=grade,
        look=Look(kind, note, looked_at) if looked else None,
        created_at=submitted_at - timedelta(seconds=dice.randrange(40, 600)),
        submitted_at=submitted_at,
        moves=tuple(_moves(dice, fate, locale, looked_at)),
    )


def _person(dice: random.Random, outlet: MadeOutlet) -> tuple[str, str]:
    if outlet.country != "TH":
        return "", f"{dice.choice(FOREIGN_GIVEN)} {dice.choice(FOREIGN_FAMILY)}"
    given, first, last = dice.choice(GIVEN), dice.choice(FAMILY_FIRST), dice.choice(FAMILY_LAST)
    return f"{given.th} {first.th}{last.th}", f"{given.en} {first.en}{last.en}"


def _grade(dice: random.Random, outlet: MadeOutlet, fate: ApplicationState, *, sure: bool) -> Grade:
    """A verified outlet that is not to count has nobody approved with a confirmed assignment."""
    if fate is _S.SUBMITTED:
        return Grade.C
    if outlet.state is OutletState.VERIFIED and not outlet.counts:
        return Grade.C
    good = (Grade.A, Grade.B, Grade.B)
    return dice.choice(good if sure else (*good, Grade.C))


def _moves(dice: random.Random, fate: ApplicationState, locale: str, looked_at: datetime) -> Iterator[Move]:
    at, officer = looked_at + timedelta(minutes=dice.randrange(5, 2000)), dice.choice(OFFICERS)
    taken_up = dice.random() < 0.5
    if fate is _S.IN_REVIEW or (taken_up and fate in (_S.APPROVED, _S.DECLINED)):
        yield Move(_S.IN_REVIEW, looked_at - timedelta(minutes=1), officer)
    if fate in (_S.APPROVED, _S.REVOKED):
        yield Move(_S.APPROVED, at, officer)
    later = at + timedelta(minutes=dice.randrange(60, 2000))
    if fate is _S.REVOKED:
        yield Move(_S.REVOKED, later, officer, reason=_REVOCATION[locale == "en"])
    elif fate is _S.DECLINED:
        code, thai, english = dice.choice(_DECLINES)
        yield Move(_S.DECLINED, at, officer, code=code, reason=english if locale == "en" else thai)
    elif fate is _S.WITHDRAWN:
        yield Move(_S.WITHDRAWN, later, None)
