"""A form that is kept while somebody types, and the way back to it."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.errors import LinkSpent
from press.accounts.login import FORM_DRAFTS
from press.accounts.models import MailedLink
from press.accounts.services import links
from press.accounts.states import LinkPurpose
from press.accreditation.forms import ApplicationForm
from press.accreditation.models import FormDraft
from press.accreditation.queries.applications import application_by_request
from press.accreditation.queries.form_drafts import form_draft
from press.accreditation.services import form_drafts
from press.accreditation.views.blueprint import blueprint, secret_key
from press.clock import now
from press.db import db
from press.events.models import Event
from press.events.queries import event_by_slug
from press.web.guards import public
from press.web.limits import limited


@blueprint.post("/events/<slug>/apply/draft")
@limited("1200/hour")
@public
def keep_draft(slug: str) -> ResponseReturnValue:
    """Keeps what is typed: while somebody types, or by the button; `?lang=` then shows it in the other language."""
    event = event_by_slug(slug)
    if not event.takes_applications(now()):
        return render_template("accreditation/closed.html", event=event), 409
    draft = _keep(event)
    if request.accept_mimetypes.best == "application/json":
        return {"kept": draft is not None}
    if draft is not None and "lang" not in request.args:
        flash(_("Draft saved. It is kept for 30 days in this browser."), "success")
    return redirect(url_for("accreditation.apply", slug=slug), 303)


@blueprint.post("/events/<slug>/apply/draft/forget")
@limited("120/hour")
@public
def forget_draft(slug: str) -> ResponseReturnValue:
    """Begins anew."""
    draft = kept_draft(event_by_slug(slug))
    if draft is not None:
        form_drafts.forget(draft)
    return redirect(url_for("accreditation.apply", slug=slug), 303)


@blueprint.post("/events/<slug>/apply/draft/mail")
@limited("30/hour")
@public
def mail_draft(slug: str) -> ResponseReturnValue:
    """Keeps what is typed, and mails a link to go on with it elsewhere."""
    event = event_by_slug(slug)
    form = ApplicationForm()
    if not form.email.validate(form):
        return render_template("accreditation/apply.html", event=event, form=form, draft=None), 422
    draft = _keep(event)
    if draft is not None:
        sent = form_drafts.mail_way_back(draft, email=form.email.data, secret_key=secret_key(), at=now())
        flash(*_said(sent))
    return redirect(url_for("accreditation.apply", slug=slug), 303)


@blueprint.get("/apply/continue/<token>")
@public
def continue_draft(token: str) -> ResponseReturnValue:
    """Shows a button, and spends nothing: mail scanners follow links."""
    try:
        draft = _draft_of(links.find_link(token, purpose=LinkPurpose.DRAFT, at=now()))
    except LinkSpent:
        return render_template("accreditation/draft_link_spent.html"), 410
    return render_template("accreditation/continue.html", event=draft.event)


@blueprint.post("/apply/continue/<token>")
@limited("60/hour")
@public
def spend_draft(token: str) -> ResponseReturnValue:
    """Spends the link: this browser goes on with the form."""
    at = now()
    try:
        link = links.find_link(token, purpose=LinkPurpose.DRAFT, at=at)
        draft = _draft_of(link)
        links.spend(link, browser=None, code="", at=at)
    except LinkSpent:
        return render_template("accreditation/draft_link_spent.html"), 410
    _hold(draft)
    return redirect(url_for("accreditation.apply", slug=draft.event.slug), 303)


def kept_draft(event: Event) -> FormDraft | None:
    """What whoever asks has begun for this event."""
    return form_draft(event.id, key=session.get(FORM_DRAFTS, {}).get(event.slug), account_id=_account_id())


def _keep(event: Event) -> FormDraft | None:
    """Keeps the form that came, unless it was sent in the meantime."""
    key = request.form.get("request_key", "")
    if key.isalnum() and application_by_request(key) is not None:
        return None
    draft = form_drafts.keep(kept_draft(event), request.form.to_dict(), event=event, account_id=_account_id(), at=now())
    if draft is not None and draft.account_id is None:
        _hold(draft)
    return draft


def _hold(draft: FormDraft) -> None:
    """From now on this browser finds the draft, when it was closed in between, too."""
    session[FORM_DRAFTS] = {**session.get(FORM_DRAFTS, {}), draft.event.slug: draft.key}
    session.permanent = True


def _draft_of(link: MailedLink) -> FormDraft:
    draft = db.session.get(FormDraft, int(link.about or 0))
    if draft is None:
        raise LinkSpent
    return draft


def _account_id() -> int | None:
    return current_user.account_id if current_user.is_authenticated else None


def _said(sent: bool) -> tuple[str, str]:
    """What became of the mail, and how it is shown."""
    if sent:
        return _("Draft saved. A link to go on with it is on its way to this address."), "success"
    return _(
        "This address has had three e-mails within an hour. Check your spam folder, or ask again later."
    ), "warning"
