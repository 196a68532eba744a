"""What the page of one application shows, panel by panel: each gives its part of the template's context."""

from collections.abc import Callable
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from press.accounts.actor import Actor
from press.accounts.rules import may_go_over_in
from press.accreditation import paper_words, words
from press.accreditation.countries import country_names
from press.accreditation.models import Application
from press.accreditation.queries import next_waiting
from press.accreditation.queries.earlier import PROVEN_AS
from press.accreditation.queries.merges import merged_into, open_merge
from press.accreditation.queries.papers import papers_state
from press.accreditation.queries.places import place_in_line, places_of
from press.accreditation.queries.recommendations import HELD, open_recommendation
from press.accreditation.services.merging import UNDECIDED
from press.accreditation.states import ACCREDITED, COUNTING_GRADES, LEGAL_MOVES, ApplicationState, EvidenceKind, Grade
from press.audit import words as audit_words
from press.audit.queries import entries_about
from press.clock import BANGKOK, now
from press.desk import applicant_panels, decision_words, registry_words, teamwork
from press.desk import words as desk_words
from press.desk.asking import carried, reader
from press.desk.crew_panels import confirmation, crew
from press.desk.forms import (
    ApproveForm,
    DeclineForm,
    EvidenceForm,
    LimitedForm,
    MergeForm,
    OutletForm,
    RevokeForm,
    VersionedForm,
    WaitlistForm,
)
from press.distribution.queries import downloads_of
from press.mail.outbox import mails_about
from press.mail.states import MailState
from press.outlets.models import Outlet
from press.outlets.queries import is_own_medium, outlet_by_id
from press.outlets.queries.history import evidence_of
from press.outlets.states import OutletState
from press.outlets.suggesting import candidates
from press.uploads import words as upload_words
from press.web.fields import Form
from press.web.language import locale

Context = dict[str, Any]


def context(found: Application, actor: Actor, failed: Form | None) -> Context:
    """Everything that the page needs; `failed` is the form that was refused."""
    whole: Context = {}
    forms: dict[str, Form] = {}
    for panel in PANELS:
        part = panel(found, actor)
        forms |= part.pop("forms", {})
        whole |= part
    whole["forms"] = forms
    whole["filled"] = teamwork.use_reason(found, forms)
    for name, form in forms.items():
        if failed is not None and type(failed) is type(form):
            forms[name] = failed
    return whole


def _person(found: Application, _actor: Actor) -> Context:
    came_from = carried()
    return {
        "application": found,
        "event": found.event,
        "countries": country_names(locale()),
        "words": words,
        "downloads": downloads_of(found.account_id, event_id=found.event_id) if found.account_id else [],
        "following": next_waiting(
            found.event_id, after=found, wanted=came_from.filter if came_from else None, reader=reader()
        ),
        "queue_url": url_for("desk.applications", slug=found.event.slug) + (f"?{came_from.query}" if came_from else ""),
    }


def _outlet(found: Application, _actor: Actor) -> Context:
    outlet = outlet_by_id(found.outlet_id) if found.outlet_id else None
    wanted = request.args.get("outlet", "")
    return {
        "outlet": outlet,
        "own_medium": outlet is not None and is_own_medium(outlet.id, found.event_id),
        "candidates": candidates(wanted or found.outlet_name, but=outlet),
        "outlet_words": wanted,
        "outlet_evidence": evidence_of(outlet) if outlet else [],
        "registry_words": registry_words,
        "today": now().astimezone(BANGKOK).date(),
    }


def _decision(found: Application, actor: Actor) -> Context:
    outlet = outlet_by_id(found.outlet_id) if found.outlet_id else None
    return {
        "moves": LEGAL_MOVES[found.state],
        "recommendable": found.state in HELD or ApplicationState.RECOMMENDED in LEGAL_MOVES[found.state],
        "recommendation": open_recommendation(found) if found.state in HELD else None,
        "may_go_over": may_go_over_in(actor, found.event_id),
        "place_lines": [decision_words.used(line) for line in places_of(found.event).lines_for(found)],
        "place_in_line": place_in_line(found),
        "decision_words": decision_words,
        "State": ApplicationState,
        "is_accredited": found.state in ACCREDITED,
        "uncounted": _why_uncounted(found, outlet),
        "forms": _forms(found),
    }


def _merge(found: Application, _actor: Actor) -> Context:
    merge = open_merge(found) if found.state is ApplicationState.MERGED else None
    return {
        "merge": merge,
        "may_unmerge": merge is not None and merge.into.state in UNDECIDED,
        "part_of_it": merged_into(found),
    }


def _log(found: Application, _actor: Actor) -> Context:
    subjects = [found.subject, *([f"outlet:{found.outlet_id}"] if found.outlet_id else [])]
    shown = request.args.get("log", "")
    return {
        "audit": [entry for entry in entries_about(*subjects) if desk_words.is_among(entry.action, shown)],
        "log_shown": shown,
        "log_kinds": desk_words.log_kinds(),
        "mails": mails_about(found.subject),
        "act_words": desk_words.act,
        "actor_words": audit_words.actor,
        "checked_by_words": desk_words.checked_by,
        "mail_words": {state: desk_words.mail_state(state) for state in MailState},
    }


def _papers(found: Application, _actor: Actor) -> Context:
    state = papers_state(found)
    absent = [
        [paper_words.name(kind) for kind in each.rule.kinds if kind not in state.current and kind not in each.given]
        for each in state.asked
        if each.missing
    ]
    return {
        "papers": state,
        "absent_papers": [names for names in absent if names],
        "paper_words": paper_words,
        "upload_words": upload_words,
        "evidence_of_paper": {paper: kind.value for kind, paper in PROVEN_AS.items()},
    }


PANELS: tuple[Callable[[Application, Actor], Context], ...] = (
    _person,
    _outlet,
    _papers,
    _decision,
    _merge,
    _log,
    teamwork.panel,
    crew,
    confirmation,
    applicant_panels.asking,
    applicant_panels.changes,
    applicant_panels.appeal,
)


def _why_uncounted(found: Application, outlet: Outlet | None) -> list[str]:
    """What an approval would still lack to be counted, and what does not fit: said before it is pressed."""
    lacks = []
    if outlet is None or outlet.state is not OutletState.VERIFIED:
        lacks.append(_("The outlet is not verified."))
    if found.grade not in COUNTING_GRADES:
        lacks.append(_("The assignment is self-declared (grade C)."))
    if outlet is not None and outlet.state is OutletState.BLOCKED:
        lacks.append(_("The outlet is blocked: an approval needs your reason in words."))
    if outlet is not None and is_own_medium(outlet.id, found.event_id):
        lacks.append(_("It is the organisers' own medium."))
    if outlet is not None and outlet.country != found.country:
        lacks.append(_("The applicant names another country than the registry does."))
    return lacks


def _evidence_wanted() -> str:
    """What the officer came to grade, by the link beside a paper."""
    wanted = request.args.get("evidence", "")
    return wanted if wanted in set(EvidenceKind) else EvidenceKind.LETTER.value


def _forms(found: Application) -> dict[str, Form]:
    """A form for each verb, as it is before anybody types."""
    outlet = found.outlet
    version = found.version
    return {
        "version": VersionedForm(formdata=None, version=version),
        "approve": ApproveForm(formdata=None, version=version),
        "limited": LimitedForm(formdata=None, version=version),
        "waitlist": WaitlistForm(formdata=None, version=version),
        "decline": DeclineForm(formdata=None, version=version),
        "merge": MergeForm(formdata=None, version=version),
        "revoke": RevokeForm(formdata=None, version=version),
        "evidence": EvidenceForm(formdata=None, grade=Grade.B.value, kind=_evidence_wanted()),
        "outlet": OutletForm(
            formdata=None,
            name_th=outlet.name_th if outlet else "",
            name_en=outlet.name_en if outlet else "",
            medium=outlet.medium.value if outlet else found.medium.value,
            country=outlet.country if outlet else found.country,
            owner=outlet.owner.name if outlet and outlet.owner else "",
            how=outlet.verified_how if outlet else "",
        ),
    }
