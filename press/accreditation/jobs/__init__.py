"""What accreditation leaves to the worker, by what it is about."""

from flask import Flask

from press.accreditation.jobs import applicant, finding, invitations, papers


def init_app(app: Flask) -> None:
    for each in (applicant, finding, invitations, papers):
        each.init_app(app)
