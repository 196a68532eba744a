"""Apply, and prove the address."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.actor import Actor
from press.accounts.errors import LinkSpent
from press.accounts.login import sign_in
from press.accounts.services import links
from press.accounts.states import LinkPurpose, Strength
from press.accreditation.forms import ApplicationForm
from press.accreditation.items import FIELDS
from press.accreditation.models import Application, FormDraft
from press.accreditation.queries import live_application
from press.accreditation.queries.applications import application_by_request, own_applications
from press.accreditation.services import applying, form_drafts
from press.accreditation.states import ApplicationState
from press.accreditation.views.blueprint import blueprint, secret_key
from press.accreditation.views.drafts import kept_draft
from press.clock import now
from press.db import db
from press.events.models import Event
from press.events.queries import event_by_slug
from press.web.guards import public
from press.web.language import locale
from press.web.limits import limited

PRIVACY_NOTICE_VERSION = "1"
_DRAFT = "draft_request_key"


@blueprint.get("/events/<slug>/apply")
@public
def apply(slug: str) -> ResponseReturnValue:
    """The empty form; for somebody who has applied, the way to that application."""
    event = event_by_slug(slug)
    if not event.takes_applications(now()):
        return render_template("accreditation/closed.html", event=event)
    own = _own_application(event)
    if own is not None:
        return render_template("accreditation/already.html", event=event, application=own)
    draft = kept_draft(event)
    earlier = None if draft or _unproven(event) else _earlier()
    form = ApplicationForm(formdata=None, data=draft.values if draft else _begun(event, earlier))
    form.request_key.data = uuid.uuid4().hex
    if isinstance(current_user._get_current_object(), Actor):
        form.email.data = form.email.data or current_user.email
    return _form_page(event, form, draft, earlier=earlier)


@blueprint.post("/events/<slug>/apply")
@limited("120/hour")
@public
def send_application(slug: str) -> ResponseReturnValue:
    """Keeps the application, and mails the link that proves the address."""
    event = event_by_slug(slug)
    if not event.takes_applications(now()):
        return render_template("accreditation/closed.html", event=event), 409
    form = ApplicationForm()
    if not form.validate_on_submit():
        return _form_page(event, form), 422
    actor = current_user if current_user.is_authenticated else None
    application = applying.apply(
        form.answers(),
        event=event,
        request_key=form.request_key.data[:64] or uuid.uuid4().hex,
        consent_version=PRIVACY_NOTICE_VERSION,
        locale=locale(),
        applicant=actor,
        secret_key=secret_key(),
        at=now(),
    )
    kept = kept_draft(event)
    if kept is not None:
        form_drafts.forget(kept)
    if application.state is ApplicationState.DRAFT:
        session[_DRAFT] = application.request_key
        return redirect(url_for("accreditation.check_mail", slug=slug), 303)
    flash(_("We have received your application."), "success")
    return redirect(_onward(application), 303)


@blueprint.get("/events/<slug>/apply/check-mail")
@public
def check_mail(slug: str) -> ResponseReturnValue:
    """Tells whom we have written to, and what to do next."""
    event = event_by_slug(slug)
    draft = _draft()
    if draft is None:
        return redirect(url_for("accreditation.apply", slug=slug), 303)
    was_mailed = links.was_mailed_about(draft.email, str(draft.id), purpose=LinkPurpose.PROVE)
    return render_template(
        "accreditation/check_mail.html",
        event=event,
        application=draft,
        not_mailed=not was_mailed and links.was_named_often(draft.email, at=now()),
    )


@blueprint.post("/events/<slug>/apply/check-mail")
@limited("20/hour")
@public
def mail_again(slug: str) -> ResponseReturnValue:
    """Mails the link once more."""
    draft = _draft()
    if draft is not None and draft.state is ApplicationState.DRAFT:
        _mail_proof(draft)
    return redirect(url_for("accreditation.check_mail", slug=slug), 303)


@blueprint.get("/applications/confirm/<token>")
@public
def confirm(token: str) -> ResponseReturnValue:
    """Shows what will be submitted, and a button. Spends nothing: mail scanners follow links."""
    try:
        link = links.find_link(token, purpose=LinkPurpose.PROVE, at=now())
    except LinkSpent:
        return _spent(token)
    application = db.session.get_one(Application, int(link.about or 0))
    return render_template("accreditation/confirm.html", application=application, event=application.event, token=token)


@blueprint.post("/applications/confirm/<token>")
@limited("120/hour")
@public
def spend_proof(token: str) -> ResponseReturnValue:
    """Spends the link: the address is proven, the application is submitted, its owner is signed in."""
    at = now()
    try:
        link = links.find_link(token, purpose=LinkPurpose.PROVE, at=now())
        links.spend(link, browser=None, code="", at=at)
    except LinkSpent:
        return _spent(token)
    account, application = applying.prove(link, at=at)
    if not (current_user.is_authenticated and current_user.account_id == account.id):
        sign_in(account, Strength.LINK)
    merged = application.submitted_at is not None and application.submitted_at < at
    if merged:
        flash(_("You had already applied: this is that application. Nothing was sent twice."), "info")
        return redirect(url_for("accreditation.status", ref=application.ref), 303)
    flash(_("Your e-mail has been confirmed and your application has been submitted."), "success")
    return redirect(_onward(application), 303)


@blueprint.post("/applications/confirm/<token>/again")
@limited("20/hour")
@public
def mail_proof_again(token: str) -> ResponseReturnValue:
    """Mails a new link to the address of one that is over: to that mailbox only, and only for a draft."""
    application = _application_of(token)
    if application is not None and application.state is ApplicationState.DRAFT:
        _mail_proof(application)
        session[_DRAFT] = application.request_key
        return redirect(url_for("accreditation.check_mail", slug=application.event.slug), 303)
    return _spent(token)


def _form_page(
    event: Event, form: ApplicationForm, draft: FormDraft | None = None, *, earlier: Application | None = None
) -> str:
    return render_template("accreditation/apply.html", event=event, form=form, draft=draft, earlier=earlier)


def _begun(event: Event, earlier: Application | None) -> dict[str, Any]:
    """What the form begins with: what this browser has sent with another address, which nobody has proven; or what its
    reader sent the last time, without the reports, which were recent then."""
    sent = _unproven(event)
    if sent is not None:
        return _answers_of(sent)
    if earlier is not None:
        return {**_answers_of(earlier), "work": ""}
    return {"country": "TH" if locale() == "th" else ""}


def _answers_of(application: Application) -> dict[str, str]:
    return {name: str(getattr(application, column)) for name, column in FIELDS.items()}


def _unproven(event: Event) -> Application | None:
    sent = _draft()
    is_open = sent is not None and sent.state is ApplicationState.DRAFT and sent.event_id == event.id
    return sent if is_open else None


def _earlier() -> Application | None:
    """The latest application of whoever is signed in, to any event."""
    own = own_applications(current_user.account_id) if current_user.is_authenticated else []
    return own[0] if own else None


def _onward(application: Application) -> str:
    """Where somebody goes who has just applied: to the papers, while some are missing."""
    endpoint = "accreditation.papers" if application.papers_missing else "accreditation.status"
    return url_for(endpoint, ref=application.ref)


def _own_application(event: Event) -> Application | None:
    if not current_user.is_authenticated:
        return None
    return live_application(event_id=event.id, account_id=current_user.account_id)


def _mail_proof(draft: Application) -> None:
    at = now()
    often = links.was_named_often(draft.email, at=at)
    # Where links to sign in have used up the share, nothing is said of it: only a known address gets those.
    if applying.mail_proof(draft, secret_key=secret_key(), at=at) or not often:
        flash(_("A new link is on its way."), "success")
    else:
        flash(
            _("This address has had three e-mails within an hour. Check your spam folder, or ask again later."),
            "warning",
        )


def _spent(token: str) -> ResponseReturnValue:
    """What became of a link that is over: its application, the offer of a new link, or neither."""
    application = _application_of(token)
    if application is not None and current_user.is_authenticated and application.account_id == current_user.account_id:
        flash(_("This link has already been used. This is your application."), "info")
        return redirect(url_for("accreditation.status", ref=application.ref), 303)
    return render_template("accreditation/link_spent.html", application=application, token=token), 410


def _application_of(token: str) -> Application | None:
    link = links.link_of(token, purpose=LinkPurpose.PROVE)
    return db.session.get(Application, int(link.about or 0)) if link is not None else None


def _draft() -> Application | None:
    """The draft that this browser sent in."""
    key = session.get(_DRAFT)
    return application_by_request(key) if key else None
