"""The blueprint of accounts, and what its pages ask of the settings."""

import ipaddress
from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, url_for
from flask_babel import gettext as _

from press.accounts import rules
from press.accounts.errors import PasswordRefused, TooManyTries, WeakPassword
from press.accounts.sealing import Keys
from press.accounts.services.passkeys import Site
from press.web.guards import requires

blueprint = Blueprint("accounts", __name__)
signed_in = requires(rules.is_signed_in, sign_in="accounts.ask_link")
staff_only = requires(rules.is_staff, sign_in="accounts.staff_sign_in")
with_password = requires(rules.has_password_session, sign_in="accounts.staff_sign_in")


def config() -> Any:
    return current_app.extensions["press.config"]


def secret_keys() -> Keys:
    """The secret key that holds now, then those before it."""
    keys: Keys = config().secret_keys
    return keys


def site() -> Site:
    """Where passkeys hold."""
    return Site(host=config().host, origin=config().base_url)


def passkeys_possible() -> bool:
    """WebAuthn knows names of hosts, and no bare addresses such as 127.0.0.1."""
    try:
        ipaddress.ip_address(config().host)
    except ValueError:
        return bool(config().https or config().host == "localhost")
    return False


def desk() -> str:
    """Where staff go after signing in: the one page that every role has."""
    return url_for("desk.home")


def try_password(field: Any, verb: Callable[[], object]) -> bool:
    """Does what sets a new password; says at the field why it may not be one."""
    try:
        verb()
    except WeakPassword:
        field.errors = [_("This is a common password, or your own name or address. Choose another.")]
    except PasswordRefused:
        field.errors = [_("Use 12 to 200 characters.")]
    else:
        return True
    return False


def wrong_code_words(fault: Exception) -> str:
    """Why a code was refused."""
    if isinstance(fault, TooManyTries):
        return _("Too many wrong tries. Wait ten minutes and try again.")
    return _("This code is not right, or has already been used. Wait for the next one.")
