"""An event's mails in its own words: list, edit, preview, try, and back to the original."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from press.accreditation.errors import ApplicationNotFound
from press.accreditation.models import Application
from press.accreditation.queries import application_for_officer
from press.clock import now
from press.desk.event_mails import KINDS, original_words, preview
from press.desk.forms.mail import MailForm
from press.desk.views.blueprint import blueprint, officers_only
from press.errors import NotFound
from press.events.models import Event
from press.events.queries import event_for_officer, event_for_officer_to_change
from press.events.services.mails import send_test, word_mail
from press.mail.kinds import LANGUAGES, MailKind
from press.mail.texts import former_texts
from press.mail.wording import Wording
from press.web.headers import CONTENT_SECURITY_POLICY

_BY_KEY = {kind.key: kind for kind in KINDS}
# A mail brings its own styles and may do nothing else; only a page of ours may frame it. It keeps our origin for the
# font: a machine without Thai letters shows it, too.
_PREVIEW_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; frame-ancestors 'self'"
)
# The family that the frame of mails names first.
_FONT = Markup('<style>@font-face{{font-family:"Noto Sans Thai Looped";font-weight:{weight};src:url("{url}")}}</style>')
_PLAIN = Markup('<!doctype html><meta charset="utf-8">{fonts}<pre style="{style}">{text}</pre>')
_PLAIN_STYLE = "white-space:pre-wrap;font:16px/1.6 'Noto Sans Thai Looped',sans-serif"


@blueprint.get("/<slug>/mails")
@officers_only
def event_mails(slug: str) -> ResponseReturnValue:
    """Every mail that the event may reword, and which of them it has reworded."""
    event = event_for_officer(slug, actor=current_user)
    return render_template(
        "desk/events/mails.html", event=event, kinds=[(kind, event.edited_mail(kind.name)) for kind in KINDS]
    )


@blueprint.get("/<slug>/mails/<key>")
@officers_only
def event_mail(slug: str, key: str) -> ResponseReturnValue:
    """One mail: its words, a preview, what it said before."""
    event, kind = event_for_officer(slug, actor=current_user), _kind(key)
    return _page(event, kind, _form(event, kind))


@blueprint.post("/<slug>/mails/<key>")
@officers_only
def change_mail(slug: str, key: str) -> ResponseReturnValue:
    """Keeps the words: mails of the event say this from now on."""
    event, kind = event_for_officer_to_change(slug, actor=current_user), _kind(key)
    form = _form(event, kind)
    if form.version.data is not None and form.version.data != event.version:
        return _page(event, kind, form, changed_meanwhile=True), 409
    if not form.validate():
        return _page(event, kind, form, version=form.version.data), 422
    originals = original_words(kind)
    # Whoever sends the original words back has none of their own.
    own = {language: None if said == originals[language] else said for language, said in form.wordings().items()}
    changed = word_mail(event, kind, own, version=form.version.data, by=current_user.by, at=now())
    flash(_("Saved: e-mails say this from now on.") if changed else _("Nothing was changed."), "success")
    return _back(event, kind)


@blueprint.post("/<slug>/mails/<key>/reset")
@officers_only
def reset_mail(slug: str, key: str) -> ResponseReturnValue:
    """The original words again, in both languages."""
    event, kind = event_for_officer_to_change(slug, actor=current_user), _kind(key)
    form = _form(event, kind)
    if form.version.data != event.version:
        return _page(event, kind, _form(event, kind), changed_meanwhile=True), 409
    word_mail(event, kind, dict.fromkeys(LANGUAGES), version=event.version, by=current_user.by, at=now())
    flash(_("The original text is back in use."), "success")
    return _back(event, kind)


@blueprint.post("/<slug>/mails/<key>/try")
@officers_only
def try_mail(slug: str, key: str) -> ResponseReturnValue:
    """Sends the mail, as it is saved, to the officer who asks."""
    event, kind = event_for_officer(slug, actor=current_user), _kind(key)
    message = preview(kind, event=event, application=None, wordings=event.edited_mail(kind.name), to=current_user.email)
    send_test(event, kind, message, by=current_user.by, at=now())
    flash(_("A test is on its way to %(address)s.", address=current_user.email), "success")
    return _back(event, kind)


@blueprint.get("/<slug>/mails/<key>/preview")
@officers_only
def preview_mail(slug: str, key: str) -> ResponseReturnValue:
    """The mail as it is saved, as a document to be framed."""
    event, kind = event_for_officer(slug, actor=current_user), _kind(key)
    message = preview(kind, event=event, application=None, wordings=event.edited_mail(kind.name))
    return _framed_mail(message.html)


@blueprint.post("/<slug>/mails/<key>/preview")
@officers_only
def preview_words(slug: str, key: str) -> ResponseReturnValue:
    """The mail with words that are not saved, for an example person or a real application; as HTML or as text."""
    event, kind = event_for_officer(slug, actor=current_user), _kind(key)
    form = _form(event, kind)
    if not form.validate():
        return _framed_text("\n".join(message for _id, message in form.problems), 422)
    application = None
    if form.ref.data:
        application = _application(event, form.ref.data)
        if application is None:
            return _framed_text(_("This event has no application %(ref)s.", ref=form.ref.data), 422)
    message = preview(kind, event=event, application=application, wordings=form.wordings())
    if request.form.get("as") == "text":
        return _framed_text(f"{message.subject}\n\n{message.text}")
    return _framed_mail(message.html)


def _kind(key: str) -> MailKind:
    if key not in _BY_KEY:
        raise NotFound
    return _BY_KEY[key]


def _form(event: Event, kind: MailKind) -> MailForm:
    own: dict[str, Wording] = {
        language: Wording(text.subject, text.body) for language, text in event.edited_mail(kind.name).items()
    }
    return MailForm(kind, {**original_words(kind), **own})


def _application(event: Event, ref: str) -> Application | None:
    try:
        found = application_for_officer(ref.upper(), actor=current_user)
    except ApplicationNotFound:
        return None
    return found if found.event_id == event.id else None


def _page(
    event: Event, kind: MailKind, form: MailForm, *, version: int | None = None, changed_meanwhile: bool = False
) -> Response:
    page = render_template(
        "desk/events/mail.html",
        event=event,
        kind=kind,
        form=form,
        form_version=event.version if version is None else version,
        changed_meanwhile=changed_meanwhile,
        own=event.edited_mail(kind.name),
        former=former_texts(event.id, kind.name),
        originals=original_words(kind),
    )
    response = Response(page)
    response.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
    return response


def _framed_text(text: str, status: int = 200) -> Response:
    return _framed(_PLAIN.format(fonts=_fonts(), style=_PLAIN_STYLE, text=text), status)


def _framed_mail(html: str) -> Response:
    return _framed(html.replace("</head>", f"{_fonts()}</head>", 1))


def _framed(html: str, status: int = 200) -> Response:
    response = Response(html, status, mimetype="text/html")
    response.headers["Content-Security-Policy"] = _PREVIEW_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _fonts() -> Markup:
    return Markup("").join(
        _FONT.format(weight=weight, url=url_for("static", filename=f"fonts/pd-thai-looped-{weight}.woff2", v=1))
        for weight in (400, 600)
    )


def _back(event: Event, kind: MailKind) -> ResponseReturnValue:
    return redirect(url_for("desk.event_mail", slug=event.slug, key=kind.key), 303)
