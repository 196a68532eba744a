"""What accreditation leaves to the worker, by whom it is for."""

from flask import Flask

from press.accreditation.jobs import applicant


def init_app(app: Flask) -> None:
    applicant.init_app(app)
