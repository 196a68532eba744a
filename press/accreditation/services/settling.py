"""How an application is decided: the one place for a single decision, a release, and the waiting list.

Decisions of one event that are made together count its places once, and leave audit and mails in one go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from press.accreditation.errors import AppealNeedsAnother, LimitsMissing, NoPlace, OutletBlocked, ReasonMissing
from press.accreditation.mails import outcome_mail
from press.accreditation.models import Application, Credential, Decision, Recommendation
from press.accreditation.moves import move
from press.accreditation.queries.appeals import appealed_among, open_appeals
from press.accreditation.queries.places import lock_places
from press.accreditation.queries.recommendations import HELD, open_recommendation
from press.accreditation.quotas import Places
from press.accreditation.services.appealing import declined_by
from press.accreditation.states import ACCREDITED, ApplicationState, DeclineReason, RecommendationEnd
from press.audit.services import Act, By, record_many
from press.db import db
from press.events.models import Event
from press.mail import outbox
from press.mail.message import Message
from press.outlets.states import OutletState


@dataclass(frozen=True)
class Proposal:
    """An outcome with all that goes with it. `over` is why somebody is approved although no place is left or the
    outlet is blocked; only an admin may say that."""

    outcome: ApplicationState
    reason: str = ""
    code: DeclineReason | None = None
    limits: str = ""
    over: str = ""


def check_words(proposal: Proposal) -> None:
    """Raises ReasonMissing or LimitsMissing when the applicant would be left without the words that are due."""
    if proposal.outcome in {ApplicationState.DECLINED, ApplicationState.REVOKED} and not proposal.reason.strip():
        raise ReasonMissing
    if proposal.outcome is ApplicationState.APPROVED_LIMITED and not proposal.limits.strip():
        raise LimitsMissing


class Decisions:
    """Decisions made together, in one transaction. Rows of applications are locked before; `keep` comes last."""

    def __init__(self, event: Event, *, by: By, at: datetime) -> None:
        self.event, self.by, self.at = event, by, at
        self.places: Places = lock_places(event)
        # All at once: a question for each would also write what was decided so far, row by row.
        self._appeals = open_appeals(event.id)
        self._made: list[Decision] = []
        self._acts: list[Act] = []

    def decide(
        self, application: Application, proposal: Proposal, *, recommendation: Recommendation | None = None
    ) -> Decision:
        """Decides, or raises a refusal and changes nothing. `recommendation` is the one that is released."""
        check_words(proposal)
        if declined_by(self._appeals.get(application.id), self.by):
            raise AppealNeedsAnother
        self._check_place(application, proposal)
        decided_on, held, before = application.version, application.state in HELD, application.state
        move(application, proposal.outcome)
        if proposal.outcome in ACCREDITED and before not in ACCREDITED:
            self.places.take(application)
        if proposal.outcome is ApplicationState.WAITLISTED:
            application.waitlisted_at = self.at
        if held:
            self._end(recommendation or open_recommendation(application), released=recommendation is not None)
        decision = self._decision(application, proposal, decided_on)
        self._made.append(decision)
        self._acts.append(self._act(application, proposal, decided_on))
        return decision

    def keep(self, *more: Act) -> None:
        """Writes credentials, mails, and last the audit (`more` after the decisions): its chain is locked from here."""
        self._keep_credentials()
        db.session.flush()
        outbox.queue_many(self._mails(), at=self.at)
        record_many([*self._acts, *more])

    def _mails(self) -> list[Message]:
        refused = [each.application_id for each in self._made if each.outcome is ApplicationState.DECLINED]
        appealed = appealed_among(refused)
        return [
            outcome_mail(each.application, each, has_appealed=each.application_id in appealed) for each in self._made
        ]

    def _check_place(self, application: Application, proposal: Proposal) -> None:
        if proposal.outcome not in ACCREDITED or application.state in ACCREDITED or proposal.over:
            return
        if application.outlet is not None and application.outlet.state is OutletState.BLOCKED:
            raise OutletBlocked
        full = self.places.full_for(application)
        if full is not None:
            raise NoPlace(full)

    def _end(self, recommendation: Recommendation | None, *, released: bool) -> None:
        if recommendation is not None:
            recommendation.ended_at = self.at
            recommendation.ended = RecommendationEnd.RELEASED if released else RecommendationEnd.OVERTAKEN

    def _decision(self, application: Application, proposal: Proposal, version: int) -> Decision:
        decision = Decision(
            application=application,
            outcome=proposal.outcome,
            reason_code=proposal.code,
            reason=proposal.reason,
            limits=proposal.limits,
            version=version,
            decided_at=self.at,
            decided_by_id=self.by.account_id,
            decided_by=self.by.name,
        )
        db.session.add(decision)
        return decision

    def _act(self, application: Application, proposal: Proposal, version: int) -> Act:
        details: dict[str, Any] = {"version": version, "code": proposal.code}
        if proposal.over:
            details |= {"over": proposal.over}
        return Act(f"application.{proposal.outcome}", application.subject, self.by, self.at, details)

    def _keep_credentials(self) -> None:
        db.session.flush()
        ids = {each.application.id: each.application for each in self._made}
        accredited = [number for number, each in ids.items() if each.state in ACCREDITED]
        lost = [number for number in ids if number not in accredited]
        open_ones = select(Credential.application_id).where(Credential.revoked_at.is_(None))
        have = set(db.session.scalars(open_ones.where(Credential.application_id.in_(accredited))))
        for number in accredited:
            if number not in have:
                self._issue(ids[number])
        if lost:
            end_credentials(*lost, at=self.at)

    def _issue(self, application: Application) -> None:
        db.session.add(
            Credential(
                application_id=application.id,
                account_id=application.account_id,
                event_id=application.event_id,
                issued_at=self.at,
            )
        )


def overtake_recommendation(application: Application, *, at: datetime) -> None:
    """Ends what is recommended for an application that goes another way."""
    found = open_recommendation(application) if application.state in HELD else None
    if found is not None:
        found.ended_at, found.ended = at, RecommendationEnd.OVERTAKEN


def end_credentials(*application_ids: int, at: datetime) -> None:
    """Revokes whatever right came of these applications."""
    db.session.execute(
        update(Credential)
        .where(Credential.application_id.in_(application_ids), Credential.revoked_at.is_(None))
        .values(revoked_at=at)
    )
