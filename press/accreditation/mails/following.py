"""Mails to the applicant while an application is under way."""

from flask import url_for

from press.accreditation import item_words
from press.accreditation.mails.applicant import about_application, absolute
from press.accreditation.models import Application, InformationRequest
from press.mail.message import Message
from press.web.language import short_moment


def more_needed(request: InformationRequest) -> Message:
    """What is asked for, and until when."""
    return _about_request(request, "more_needed")


def deadline_near(request: InformationRequest) -> Message:
    """The same a day before the deadline."""
    return _about_request(request, "deadline_near")


def appeal_received(application: Application) -> Message:
    """The receipt for an appeal."""
    return about_application(application, "appeal_received")


def _about_request(request: InformationRequest, template: str) -> Message:
    application = request.application
    return about_application(
        application,
        template,
        items=lambda: item_words.items(request.items),
        asked=request.words,
        deadline=lambda: short_moment(request.deadline),
        answer_url=absolute(url_for("accreditation.answer", ref=application.ref)),
    )
