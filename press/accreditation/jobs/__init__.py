"""What accreditation leaves to the worker, by what it is about."""

from flask import Flask

from press.accreditation.jobs import applicant, expiry, finding, invitations, papers


def init_app(app: Flask) -> None:
    for each in (applicant, expiry, finding, invitations, papers):
        each.init_app(app)
