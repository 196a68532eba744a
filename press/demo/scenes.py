"""One of everything that can become of an application, each led there by the rooms' own verbs."""

from datetime import timedelta

from press.accreditation.queries.crews import led_crew
from press.accreditation.services import (
    answering,
    appealing,
    applying,
    asking,
    claiming,
    coming,
    confirming,
    crews,
    deciding,
    expiring,
    merging,
    releasing,
)
from press.accreditation.services.accepting import accept
from press.accreditation.services.accepting import decline as decline_invitation
from press.accreditation.services.applying import Answers
from press.accreditation.services.changing import change
from press.accreditation.services.flagging import settle
from press.accreditation.services.inviting import Invitee
from press.accreditation.services.recommending import recommend
from press.accreditation.services.settling import Proposal
from press.accreditation.states import ACCREDITED, ApplicationState, DeclineReason, DeskAnswer, JobRole
from press.audit.services import By
from press.demo.roster import MadeOutlet
from press.demo.services import Kept
from press.demo.stage import Person, Stage
from press.outlets.domains import register_domain
from press.outlets.states import Medium, OutletState

_S = ApplicationState
_LIMITS = ("เข้าได้เฉพาะช่วงแถลงข่าว ไม่รวมการสัมภาษณ์พิเศษ", "The press conference only, without the interviews.")
_ASKED = ("โปรดส่งหนังสือรับรองอีกครั้งโดยให้บรรณาธิการลงนาม", "Please send the letter again, signed by your editor.")
_NOT_FOUND = ("ไม่พบผลงานข่าวที่ตรวจสอบได้", "We found no published work that we could check.")
_APPEAL = (
    "ผลงานเผยแพร่ในชื่อกองบรรณาธิการ จึงค้นด้วยชื่อผู้เขียนไม่พบ ได้แนบลิงก์ไว้ในคำขอแล้ว",
    "My reports are published under the desk's name, so a search for mine finds none. The links are in my application.",
)

_CREW = ("Wari Thongloilom", "Sila Kaeodonsai", "Butsaba Wongrommai", "Krit Suksuankluai")
_EDITOR = "Duangchai Bunplaina"


def more_is_asked(stage: Stage) -> None:
    """Two wait for an answer that is due in two days."""
    for items, officer in ((["paper:letter", "work"], 0), (["phone", "paper:photo"], 1)):
        _ask(stage, stage.take(), items, officer=officer, hours_ago=8, days=2)


def an_answer_is_overdue(stage: Stage) -> None:
    person = stage.take()
    _ask(stage, person, ["paper:letter"], officer=0, hours_ago=22, days=0.8)


def what_was_asked_has_come(stage: Stage) -> None:
    person = stage.take()
    _ask(stage, person, ["phone", "work"], officer=1, hours_ago=20, days=2)
    values = {"phone": "02-000-0199", "work": f"https://{person.kept.made.outlet.domain}/news/2024"}
    words = person.words("เพิ่มลิงก์ผลงานและแก้หมายเลขโทรศัพท์แล้ว", "I have added a report and corrected my telephone number.")
    asking.answer(person.application, values, words=words, by=person.by, at=stage.ago(5))


def nothing_came(stage: Stage) -> None:
    """An officer ends what was not answered."""
    person = stage.take()
    _ask(stage, person, ["paper:press_card"], officer=0, hours_ago=23, days=0.5)
    expiring.expire(person.application, version=person.application.version, by=stage.officers[0], at=stage.ago(4))


def recommended(stage: Stage) -> None:
    """Waits for its release: each officer has recommended some."""
    first, second = stage.officers
    for by, outcome in (
        (first, _S.APPROVED), (second, _S.APPROVED), (first, _S.DECLINED),
        (second, _S.APPROVED_LIMITED), (second, _S.WAITLISTED),
    ):  # fmt: skip
        _recommend(stage, stage.take(_verified), outcome, by, hours_ago=6)


def released(stage: Stage) -> None:
    """What one officer recommended, the other has released."""
    people = [stage.take(_verified), stage.take(_verified)]
    for person in people:
        _recommend(stage, person, _S.APPROVED, stage.officers[0], hours_ago=12)
    releasing.release(
        {person.application.ref: person.application.version for person in people},
        event=stage.event,
        request_key=f"demo-{stage.event.id}-{stage.seed}",
        by=stage.officers[1],
        at=stage.ago(10),
    )


def approved_for_a_part(stage: Stage) -> None:
    person = stage.take(_verified)
    stage.confirm(person, stage.officers[0], stage.ago(11))
    deciding.approve_limited(
        person.application,
        version=person.application.version,
        limits=person.words(*_LIMITS),
        reason="",
        by=stage.officers[0],
        at=stage.ago(10.5),
    )


def on_the_waiting_list(stage: Stage) -> None:
    for hours in (9, 7):
        person = stage.take()
        reason = person.words(
            "ที่นั่งเต็มแล้ว จะแจ้งทันทีเมื่อมีที่นั่งว่าง", "All places are taken; we tell you as soon as one is free."
        )
        deciding.waitlist(
            person.application,
            version=person.application.version,
            reason=reason,
            by=stage.officers[1],
            at=stage.ago(hours),
        )


def declined_and_appealed(stage: Stage) -> None:
    """One appeal waits for the other officer; one was heard, and the decision stands."""
    first, second = stage.officers
    waits, heard = stage.take(), stage.take()
    for person in (waits, heard):
        _decline(stage, person, first, hours_ago=21)
        appealing.appeal(person.application, words=person.words(*_APPEAL), by=person.by, at=stage.ago(14))
    _decline(stage, heard, second, hours_ago=3)


def alike(stage: Stage) -> None:
    """The same telephone, still to be settled; the same name, settled: two people; and one person twice, merged."""
    one, other = stage.take(), stage.take()
    change(other.application, {"phone": one.application.phone}, by=other.by, at=stage.ago(15))
    third, namesake = stage.take(), stage.take()
    _bear_the_name(stage, namesake, third)
    settle(namesake.application, third.application, by=stage.officers[1], at=stage.ago(9))
    person, again = stage.take(), stage.take()
    _bear_the_name(stage, again, person)
    application, into = again.application, person.application
    seen = {"version": application.version, "into_version": into.version}
    merging.merge(application, into, **seen, by=stage.officers[0], at=stage.ago(6.5))


def an_outlet_looks_like_another(stage: Stage) -> None:
    """Two mistyped a known outlet's name: one is matched, the other waits for an officer."""
    known = {made.medium: made for made in stage.filled.outlets if made.counts and made.country == "TH"}
    for officer in (None, stage.officers[0]):
        person = stage.take(lambda kept: _thai(kept) and kept.made.outlet.medium in known)
        made = known[person.kept.made.outlet.medium]
        change(person.application, {"outlet": made.name_th[:-1]}, by=person.by, at=stage.ago(16))
        if officer is not None:
            deciding.match_outlet(person.application, stage.filled.outlets[made], by=officer, at=stage.ago(12))


def newsrooms_are_asked(stage: Stage) -> None:
    """One has not answered; one says yes from its own domain (A), one from another (C, to be judged), one says no."""
    asked: set[MadeOutlet] = set()
    for said, own_domain in ((None, True), (DeskAnswer.YES, True), (DeskAnswer.YES, False), (DeskAnswer.NO, True)):
        person = stage.take(lambda kept: _verified(kept) and kept.made.outlet not in asked)
        asked.add(person.kept.made.outlet)
        _newsroom(stage, person, said, own_domain)


def a_crew(stage: Stage) -> None:
    """Who leads has added four: two are done, one declined, one has not answered."""
    leader = stage.take(lambda kept: _thai(kept) and _verified(kept) and kept.made.outlet.medium is Medium.TV)
    application, domain = leader.application, leader.kept.made.outlet.domain
    roles = (JobRole.CAMERA, JobRole.TECHNICIAN, JobRole.PRODUCER, JobRole.PHOTOGRAPHER)
    people = [
        Invitee(name, f"{name.split()[0].lower()}.crew-{stage.seed}@{domain}", role)
        for name, role in zip(_CREW, roles, strict=True)
    ]
    crews.add_people(application, people, secret_key=stage.secret_key, by=leader.by, at=stage.at)
    camera, technician, producer, _silent = led_crew(application).invitations
    joining = ((camera, "วารี ทองลอยลม", "02-000-0151"), (technician, "ศิลา แก้วดอนทราย", "02-000-0152"))
    for invitation, thai, phone in joining:
        answers = Answers(
            email=invitation.email,
            name_th=thai,
            name_en=invitation.name,
            phone=phone,
            outlet=application.outlet_name,
            medium=application.medium,
            country=application.country,
            role=invitation.role,
            work="",
        )
        accept(invitation, answers, consent_version=stage.consent_version, locale="th", at=stage.at)
    decline_invitation(producer, at=stage.at)


def an_address_is_not_proven(stage: Stage) -> None:
    """Somebody has sent the form and not yet opened the link in the mail."""
    applying.apply(
        Answers(
            email=f"saifon.draft-{stage.seed}@example.com",
            name_th="สายฝน เพชรฟ้าใส",
            name_en="Saifon Phetfasai",
            phone="02-000-0142",
            outlet="เพจทดลองเล่าเรื่อง",
            medium=Medium.SOCIAL,
            country="TH",
            role=JobRole.CREATOR,
            work="",
        ),
        event=stage.event,
        request_key=f"demo-draft-{stage.event.id}-{stage.seed}",
        consent_version=stage.consent_version,
        locale="th",
        applicant=None,
        secret_key=stage.secret_key,
        at=stage.at,
    )


def officers_look_now(stage: Stage) -> None:
    """Three are claimed."""
    first, second = stage.officers
    for person, by, minutes in zip(stage.waiting(), (first, first, second), (4, 12, 7), strict=False):
        claiming.claim(person.application, take_over=False, by=by, at=stage.at - timedelta(minutes=minutes))


def who_is_coming(stage: Stage) -> None:
    """Half of the approved have answered; one in nine of those cannot come."""
    for number, person in enumerate(stage.approved()[::2]):
        coming.answer_coming(person.application, coming=number % 9 != 4, by=person.by, at=stage.ago(2))


def _verified(kept: Kept) -> bool:
    return kept.made.outlet.state is OutletState.VERIFIED


def _thai(kept: Kept) -> bool:
    return kept.made.outlet.country == "TH"


def _ask(stage: Stage, person: Person, items: list[str], *, officer: int, hours_ago: float, days: float) -> None:
    application, at = person.application, stage.ago(hours_ago)
    deadline, latest = at + timedelta(days=days), asking.latest_deadline(application, at)
    asking.ask(
        application,
        version=application.version,
        items=items,
        words=person.words(*_ASKED) if "paper:letter" in items else "",
        deadline=min(deadline, latest) if latest else deadline,
        by=stage.officers[officer],
        at=at,
    )


def _recommend(stage: Stage, person: Person, outcome: ApplicationState, by: By, *, hours_ago: float) -> None:
    if outcome in ACCREDITED:
        stage.confirm(person, by, stage.ago(hours_ago + 0.1))
    declined = outcome is _S.DECLINED
    proposal = Proposal(
        outcome,
        reason=person.words(*_NOT_FOUND) if declined else "",
        code=DeclineReason.INCOMPLETE if declined else None,
        limits=person.words(*_LIMITS) if outcome is _S.APPROVED_LIMITED else "",
    )
    version = person.application.version
    recommend(person.application, proposal, version=version, by=by, at=stage.ago(hours_ago))


def _decline(stage: Stage, person: Person, by: By, *, hours_ago: float) -> None:
    deciding.decline(
        person.application,
        version=person.application.version,
        code=DeclineReason.INCOMPLETE,
        reason=person.words(*_NOT_FOUND),
        by=by,
        at=stage.ago(hours_ago),
    )


def _bear_the_name(stage: Stage, person: Person, other: Person) -> None:
    names = {"name_th": other.application.name_th, "name_en": other.application.name_en}
    change(person.application, names, by=person.by, at=stage.ago(13))


def _newsroom(stage: Stage, person: Person, said: DeskAnswer | None, own_domain: bool) -> None:
    outlet, domain = stage.filled.outlets[person.kept.made.outlet], person.kept.made.outlet.domain
    first, _second = stage.officers
    if own_domain:
        register_domain(outlet, domain, source="the outlet's contact page (sample)", by=first, at=stage.ago(18))
    asked = confirming.ask_desk(
        outlet=outlet,
        event=stage.event,
        email=f"newsdesk-{stage.seed}@{domain if own_domain else f'desk-of-{domain}'}",
        only=person.application,
        secret_key=stage.secret_key,
        by=first,
        at=stage.ago(17),
    )
    if said is not None:
        answering.answer(
            asked,
            {person.application.id: said},
            name=_EDITOR,
            function=person.words("บรรณาธิการข่าว", "News editor"),
            version=asked.version,
            at=stage.ago(10),
        )


# In the order of what must be there when few applications were asked for.
SCENES = (
    a_crew,
    recommended,
    newsrooms_are_asked,
    released,
    approved_for_a_part,
    more_is_asked,
    an_answer_is_overdue,
    declined_and_appealed,
    on_the_waiting_list,
    nothing_came,
    what_was_asked_has_come,
    an_outlet_looks_like_another,
    alike,
    officers_look_now,
    an_address_is_not_proven,
    who_is_coming,
)
