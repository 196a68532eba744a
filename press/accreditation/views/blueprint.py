"""The blueprint of the applicant's pages."""

from flask import Blueprint, current_app

blueprint = Blueprint("accreditation", __name__)


def secret_key() -> str:
    """The key that mailed links are made with."""
    return str(current_app.extensions["press.config"].secret_key)
