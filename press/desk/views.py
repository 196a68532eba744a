"""The PR desk: overview, queue, one application and what can be done with it."""

from collections.abc import Callable, Iterator

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import may_review
from press.accreditation import words
from press.accreditation.countries import country_names
from press.accreditation.models import Application
from press.accreditation.queries import application_for_staff, matching, next_waiting, progress, queue, state_counts
from press.accreditation.services import deciding
from press.accreditation.states import (
    COUNTING_GRADES,
    LEGAL_MOVES,
    WAITING,
    ApplicationState,
    DeclineReason,
    EvidenceKind,
    Grade,
)
from press.audit.queries import entries_about
from press.audit.services import record
from press.clock import BANGKOK, now
from press.desk import exports
from press.desk import words as desk_words
from press.desk.filters import read_filter
from press.desk.forms import (
    ApproveForm,
    DeclineForm,
    EvidenceForm,
    OutletForm,
    OwnMediumForm,
    RevokeForm,
    VersionedForm,
)
from press.distribution.disposition import attachment
from press.distribution.queries import downloads_of
from press.events.queries import event_by_slug, open_events
from press.mail.outbox import mails_about
from press.mail.states import MailState
from press.outlets import services as registry
from press.outlets.models import Outlet
from press.outlets.queries import is_own_medium, outlet_by_id
from press.outlets.states import Medium, OutletState
from press.outlets.suggesting import candidates
from press.web.fields import Form
from press.web.guards import requires
from press.web.language import locale

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
officers_only = requires(may_review, sign_in="accounts.staff_sign_in")


@blueprint.get("")
@officers_only
def home() -> ResponseReturnValue:
    """The desk of the open event when there is one only, else the list."""
    events = open_events()
    if len(events) == 1:
        return redirect(url_for("desk.overview", slug=events[0].slug), 302)
    return render_template("desk/home.html", events=events)


@blueprint.get("/<slug>")
@officers_only
def overview(slug: str) -> ResponseReturnValue:
    """Progress toward the goal, and what waits."""
    event = event_by_slug(slug)
    counts = state_counts(event.id)
    figures = progress(event, at=now())
    named = {medium: words.medium(medium) for medium in Medium}
    return render_template(
        "desk/overview.html",
        event=event,
        progress=figures,
        bars=[(medium.value, named[medium], count) for medium, count in figures.by_medium.items()],
        table_rows=[(named[medium], count) for medium, count in figures.by_medium.items()],
        gaps=[named[medium] for medium, count in figures.by_medium.items() if not count],
        counts=counts,
        waiting=sum(counts[state] for state in WAITING),
        words=words,
    )


@blueprint.get("/<slug>/applications")
@officers_only
def applications(slug: str) -> ResponseReturnValue:
    """The queue, filtered."""
    event = event_by_slug(slug)
    wanted = read_filter(request.args)
    if wanted.fault:
        flash(wanted.fault, "warning")
    counts = state_counts(event.id)
    return render_template(
        "desk/queue.html",
        event=event,
        page=queue(event.id, wanted.filter, counts=counts, number=wanted.page),
        counts=counts,
        waiting=sum(counts[state] for state in WAITING),
        wanted=wanted,
        media=list(Medium),
        media_words={medium: words.medium(medium) for medium in Medium},
        words=words,
    )


@blueprint.post("/<slug>/applications.csv")
@officers_only
def export_csv(slug: str) -> ResponseReturnValue:
    """The filtered queue as CSV. An act, not a look: personal data leaves the house."""
    return _export(slug, "csv", "text/csv; charset=utf-8", exports.as_csv)


@blueprint.post("/<slug>/applications.xlsx")
@officers_only
def export_xlsx(slug: str) -> ResponseReturnValue:
    """The same for Excel."""
    sheet = _("Applications")
    return _export(slug, "xlsx", XLSX, lambda headings, rows: exports.as_xlsx(headings, rows, sheet=sheet))


def _export(
    slug: str, ending: str, mimetype: str, write: Callable[[exports.Cells, Iterator[exports.Cells]], Iterator[bytes]]
) -> Response:
    """Notes who takes what, and sends it. The audit tells that words were searched for, not which: they name people."""
    event = event_by_slug(slug)
    wanted = read_filter(request.form)
    ids = matching(event.id, wanted.filter)
    at = now()
    record(
        "applications.exported",
        f"event:{event.slug}",
        by=current_user.by,
        at=at,
        format=ending,
        state=wanted.state,
        medium=wanted.medium,
        searched=bool(wanted.words),
        rows=len(ids),
    )
    day = f"{at.astimezone(BANGKOK):%Y-%m-%d}"
    name = f"{_('Applications')} {event.name(locale())} {day}.{ending}"
    response = Response(write(*exports.table(ids)), content_type=mimetype)
    response.headers["Content-Disposition"] = attachment(name, f"applications-{event.slug}-{day}.{ending}")
    return response


@blueprint.get("/applications/<ref>")
@officers_only
def application(ref: str) -> ResponseReturnValue:
    """Everything about one application."""
    return _page(application_for_staff(ref))


@blueprint.post("/applications/<ref>/take-up")
@officers_only
def take_up(ref: str) -> ResponseReturnValue:
    """Begins the review."""

    def verb(found: Application, form: VersionedForm) -> str:
        deciding.take_up(found, version=form.version.data, by=current_user.by, at=now())
        return _("You have taken this application up.")

    return _act(ref, VersionedForm(), verb)


@blueprint.post("/applications/<ref>/approve")
@officers_only
def approve(ref: str) -> ResponseReturnValue:
    """Approves; the mail leaves after the commit."""

    def verb(found: Application, form: ApproveForm) -> str:
        deciding.approve(found, version=form.version.data, reason=form.reason.data or "", by=current_user.by, at=now())
        return _("%(who)s: approved. The applicant is told by e-mail.", who=_who(found))

    return _act(ref, ApproveForm(), verb, then_next=True)


@blueprint.post("/applications/<ref>/decline")
@officers_only
def decline(ref: str) -> ResponseReturnValue:
    """Declines, with a reason."""

    def verb(found: Application, form: DeclineForm) -> str:
        deciding.decline(
            found,
            version=form.version.data,
            code=DeclineReason(form.code.data),
            reason=form.reason.data,
            by=current_user.by,
            at=now(),
        )
        return _("%(who)s: not approved. The applicant is told by e-mail, with your reason.", who=_who(found))

    return _act(ref, DeclineForm(), verb, then_next=True)


@blueprint.post("/applications/<ref>/revoke")
@officers_only
def revoke(ref: str) -> ResponseReturnValue:
    """Revokes: gate and kit close at once."""

    def verb(found: Application, form: RevokeForm) -> str:
        deciding.revoke(found, version=form.version.data, reason=form.reason.data, by=current_user.by, at=now())
        return _("%(who)s: revoked. The press kit is closed to this person from now on.", who=_who(found))

    return _act(ref, RevokeForm(), verb)


@blueprint.post("/applications/<ref>/reopen")
@officers_only
def reopen(ref: str) -> ResponseReturnValue:
    """Takes a decline or revocation back into review."""

    def verb(found: Application, form: VersionedForm) -> str:
        deciding.reopen(found, version=form.version.data, by=current_user.by, at=now())
        return _("Back under review.")

    return _act(ref, VersionedForm(), verb)


@blueprint.post("/applications/<ref>/evidence")
@officers_only
def evidence(ref: str) -> ResponseReturnValue:
    """Notes evidence and its grade."""

    def verb(found: Application, form: EvidenceForm) -> str:
        deciding.grade_evidence(
            found,
            kind=EvidenceKind(form.kind.data),
            grade=Grade(form.grade.data),
            note=form.note.data or "",
            by=current_user.by,
            at=now(),
        )
        return _("Evidence noted.")

    return _act(ref, EvidenceForm(), verb)


@blueprint.post("/applications/<ref>/outlet")
@officers_only
def verify_outlet(ref: str) -> ResponseReturnValue:
    """Verifies the outlet that the application points to."""

    def verb(found: Application, form: OutletForm) -> str:
        outlet = outlet_by_id(found.outlet_id or 0, for_update=True)
        registry.verify(
            outlet,
            name_th=form.name_th.data or "",
            name_en=form.name_en.data or "",
            medium=Medium(form.medium.data),
            country=form.country.data,
            owner=form.owner.data or "",
            how=form.how.data,
            by=current_user.by,
            at=now(),
        )
        return _("The outlet is verified.")

    return _act(ref, OutletForm(), verb)


@blueprint.post("/applications/<ref>/own-medium")
@officers_only
def own_medium(ref: str) -> ResponseReturnValue:
    """Says that the outlet is the organisers' own, or takes that back."""

    def verb(found: Application, form: OwnMediumForm) -> str:
        outlet = outlet_by_id(found.outlet_id or 0, for_update=True)
        own = bool(form.own.data)
        registry.set_own_medium(outlet, event_id=found.event_id, own=own, by=current_user.by, at=now())
        return _("This outlet is not counted.") if own else _("This outlet may be counted.")

    return _act(ref, OwnMediumForm(), verb)


@blueprint.post("/applications/<ref>/match/<int(max=2147483647):outlet_id>")
@officers_only
def match_outlet(ref: str, outlet_id: int) -> ResponseReturnValue:
    """Points the application to an outlet of the registry."""

    def verb(found: Application, _form: Form) -> str:
        deciding.match_outlet(found, outlet_by_id(outlet_id, for_update=True), by=current_user.by, at=now())
        return _("Matched.")

    return _act(ref, Form(), verb)


@blueprint.post("/applications/<ref>/arrival")
@officers_only
def arrival(ref: str) -> ResponseReturnValue:
    """Notes by hand that the person came."""

    def verb(found: Application, _form: Form) -> str:
        deciding.record_arrival(found, by=current_user.by, at=now())
        return _("Arrival noted.")

    return _act(ref, Form(), verb)


def _who(found: Application) -> str:
    """The person and the number: the next page is about somebody else."""
    return f"{found.name(locale())} ({found.ref})"


def _act(
    ref: str, form: Form, verb: Callable[[Application, Form], str], *, then_next: bool = False
) -> ResponseReturnValue:
    """One verb on one application: locked, done, said, and on to the next page."""
    found = application_for_staff(ref, for_update=True)
    if not form.validate_on_submit():
        return _page(found, failed=form), 422
    flash(verb(found, form), "success")
    following = next_waiting(found.event_id, after=found) if then_next else None
    return redirect(url_for("desk.application", ref=following.ref if following else ref), 303)


def _page(found: Application, *, failed: Form | None = None) -> str:
    outlet = outlet_by_id(found.outlet_id) if found.outlet_id else None
    subjects = [found.subject, *([f"outlet:{outlet.id}"] if outlet else [])]
    wanted = request.args.get("outlet", "")
    return render_template(
        "desk/application.html",
        application=found,
        event=found.event,
        outlet=outlet,
        own_medium=outlet is not None and is_own_medium(outlet.id, found.event_id),
        moves=LEGAL_MOVES[found.state],
        uncounted=_why_uncounted(found, outlet),
        State=ApplicationState,
        audit=entries_about(*subjects),
        mails=mails_about(found.subject),
        downloads=downloads_of(found.account_id) if found.account_id else [],
        candidates=candidates(wanted or found.outlet_name, but=outlet),
        outlet_words=wanted,
        countries=country_names(locale()),
        words=words,
        act_words=desk_words.act,
        actor_words=desk_words.actor,
        mail_words={state: desk_words.mail_state(state) for state in MailState},
        following=next_waiting(found.event_id, after=found),
        forms=_forms(found, failed),
    )


def _why_uncounted(found: Application, outlet: Outlet | None) -> list[str]:
    """What an approval would still lack to be counted, and what does not fit: said before it is pressed."""
    lacks = []
    if outlet is None or outlet.state is not OutletState.VERIFIED:
        lacks.append(_("The outlet is not verified."))
    if found.grade not in COUNTING_GRADES:
        lacks.append(_("The assignment is self-declared (grade C)."))
    if outlet is not None and is_own_medium(outlet.id, found.event_id):
        lacks.append(_("It is the organisers' own medium."))
    if outlet is not None and outlet.country != found.country:
        lacks.append(_("The applicant names another country than the registry does."))
    return lacks


def _forms(found: Application, failed: Form | None) -> dict[str, Form]:
    """A form for each verb: the one that was refused keeps what was typed."""
    outlet = found.outlet
    version = found.version
    fresh: dict[str, Form] = {
        "version": VersionedForm(formdata=None, version=version),
        "approve": ApproveForm(formdata=None, version=version),
        "decline": DeclineForm(formdata=None, version=version),
        "revoke": RevokeForm(formdata=None, version=version),
        "evidence": EvidenceForm(formdata=None, grade=Grade.B.value, kind=EvidenceKind.LETTER.value),
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
    return {name: failed if failed is not None and type(failed) is type(form) else form for name, form in fresh.items()}
