"""Mails to the applicant."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from press.accounts.mails import SECRET
from press.accounts.models import MailedLink
from press.accreditation import paper_words
from press.accreditation.mails.inserts import arrival_facts, contact_line, inserts_of, inserts_of_event, status_url
from press.accreditation.models import Application, Decision, FormDraft, Paper
from press.accreditation.words import decline_reason
from press.events.models import Event
from press.mail.message import Message, compose
from press.uploads import words as upload_words
from press.web.language import locale, short_moment


@dataclass(frozen=True)
class ApplicationFacts:
    """What a template may know of an application, in the language being rendered."""

    application: Application

    @property
    def name(self) -> str:
        return self.application.name(locale())

    @property
    def event(self) -> str:
        return self.application.event.name(locale())

    @property
    def outlet(self) -> str:
        return self.application.outlet_name


def prove_address(application: Application, link: MailedLink) -> Message:
    """The first mail to an address nobody has proven: it carries nothing that was typed."""
    return with_secret(
        application.event,
        "prove_address",
        to=application.email,
        about=application.subject,
        secret=(SECRET, link.id),
        first=application.locale,
    )


def continue_form(draft: FormDraft, link: MailedLink) -> Message:
    """The way back to a form that was begun. It goes to an address nobody has proven: nothing typed is in it."""
    return with_secret(
        draft.event,
        "continue_form",
        to=link.email,
        about=f"form-draft:{draft.id}",
        secret=(SECRET, link.id),
        first=locale(),
    )


def received(application: Application) -> Message:
    """The receipt."""
    papers = url_for("accreditation.papers", ref=application.ref) if application.papers_missing else None
    return about_application(application, "received", papers_url=absolute(papers) if papers else None)


def paper_refused(paper: Paper) -> Message:
    """A file that was received turned out to be none that can be used: what is wrong, and where to send another."""
    fault = paper.upload.fault if paper.upload else None
    return about_application(
        paper.application,
        "paper_refused",
        paper=lambda: paper_words.name(paper.kind),
        fault=lambda: upload_words.fault(fault) if fault else "",
        papers_url=absolute(url_for("accreditation.papers", ref=paper.application.ref)),
    )


def approved(application: Application, decision: Decision) -> Message:
    """The approval, with the way to the kit."""
    return about_application(application, "approved", reason=decision.reason, **_for_accredited(application))


def approved_limited(application: Application, decision: Decision) -> Message:
    """The approval for a part, with what it is limited to."""
    return about_application(
        application,
        "approved_limited",
        reason=decision.reason,
        limits=decision.limits,
        **_for_accredited(application),
    )


def declined(application: Application, decision: Decision, *, may_appeal: bool) -> Message:
    """The refusal, with its reason, and until when it may be appealed against."""
    code = decision.reason_code
    until = application.event.appeal_ends_at(decision.decided_at)
    return about_application(
        application,
        "declined",
        reason=decision.reason,
        code=lambda: decline_reason(code) if code else "",
        appeal_until=(lambda: short_moment(until)) if may_appeal else None,
    )


def revoked(application: Application, decision: Decision) -> Message:
    """The end of an accreditation, with its reason."""
    return about_application(application, "revoked", reason=decision.reason)


def newsroom_answered(application: Application, *, confirmed: bool) -> Message:
    """The newsroom has answered. Only what counts by itself is told; a no, and a yes that an officer has yet to judge,
    read alike."""
    return about_application(
        application,
        "newsroom_answered",
        confirmed=confirmed,
        editor_url=absolute(url_for("accreditation.editor", ref=application.ref)),
    )


def about_application(application: Application, template: str, **values: Any) -> Message:
    """A mail to this applicant, with what every such mail says."""
    given = {
        "ref": application.ref,
        "facts": ApplicationFacts(application),
        "contact": lambda: contact_line(application.event),
        "status_url": status_url(application.ref),
        **values,
    }
    return compose(
        f"accreditation/{template}",
        to=application.email,
        about=application.subject,
        first=application.locale,
        wordings=application.event.edited_mail(f"accreditation/{template}"),
        inserts=inserts_of(given),
        **given,
    )


def _for_accredited(application: Application) -> dict[str, Any]:
    kit = application.event.kit_slug
    return {
        "kit_url": absolute(f"/kits/{kit}") if kit else None,
        "arrival": lambda: arrival_facts(application.event),
        "calendar_url": absolute(url_for("accreditation.calendar", ref=application.ref)),
    }


def with_secret(
    event: Event,
    template: str,
    *,
    to: str,
    about: str,
    secret: tuple[str, int],
    first: str | None = None,
    again: bool = False,
    **inserts: Any,
) -> Message:
    """A mail with a link for one reader, to an address that may not be proven: nothing that its reader could have
    typed is in it. `again` for a reminder."""
    given = {**inserts_of_event(event), **inserts}
    name = f"accreditation/{template}"
    wordings = event.edited_mail(name)
    return compose(
        name, to=to, about=about, secret=secret, first=first, wordings=wordings, inserts=given, again=again, **given
    )


def absolute(path: str) -> str:
    """From BASE_URL, never from a request's Host header."""
    return str(current_app.extensions["press.config"].base_url) + path
