"""Refusals and faults become pages, in both languages, in one table. An error page gives nothing away, and
after a fault of ours it offers to send the same form again, so that nothing typed is lost."""

import logging
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from press.db import IntegrityError, OperationalError, db
from press.errors import NotAllowed, NotFound, Refusal
from press.web.transaction import SAFE_METHODS

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5
# Never written back into a page, not even into the page of the person who typed it.
_SECRET_FIELDS = frozenset({"csrf_token", "password", "code", "current"})


def _words(status: int) -> tuple[str, str]:
    """Title and explanation of an error page."""
    words = {
        400: (_("We could not read that"), _("Go back, check what you entered, and send it again.")),
        404: (_("Page not found"), _("The address may be wrong, or the page is not for this account.")),
        405: (_("That does not work here"), _("Go back and use the buttons of the page.")),
        409: (
            _("Somebody else was faster"),
            _("This was changed in the meantime. Open it again to see how it stands."),
        ),
        410: (_("No longer here"), _("This was removed or has already been used.")),
        413: (_("That is too large"), _("Send less text or a smaller file.")),
        422: (_("That cannot be saved"), _("Go back, check what you entered, and send it again.")),
        429: (_("Too many attempts"), _("Wait a few minutes and try again.")),
        503: (
            _("We cannot do this right now"),
            _("A part of the service does not answer. It is being tried again; please come back in a few minutes."),
        ),
    }
    return words.get(status) or (
        _("Something went wrong on our side"),
        _("The fault has been recorded. Please try again in a few minutes."),
    )


def error_page(status: int, message: str = "", *, contact: Any = None, keeps_form: bool = False) -> Response:
    """The page for this status. `message` replaces the general explanation; `keeps_form` offers to send what was
    typed again, as after a fault of ours."""
    title, text = _words(status)
    keeps = (keeps_form or status in {500, 503}) and request.method not in SAFE_METHODS
    retry = _typed_text() if keeps else None
    page = render_template(
        "errors/error.html",
        status=status,
        title=title,
        text=message or text,
        retry_form=retry,
        retry_url=quote(request.path),
        contact=contact,
        sign_in_hint=status == 404,
    )
    response = make_response(page, status)
    if status in {429, 503}:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _typed_text() -> list[tuple[str, str]]:
    return [(k, v) for k, v in request.form.items(multi=True) if k not in _SECRET_FIELDS]


def _refused(refusal: Refusal) -> Response:
    # NotAllowed says nothing of what is there, whatever its message was.
    message = "" if isinstance(refusal, NotAllowed) else refusal.message
    return error_page(refusal.status, message, contact=getattr(refusal, "contact", None))


def _stale_form(_error: CSRFError) -> Response:
    """Whoever left a form open sends it again from here. Only our own page may offer that: a browser that does not
    say where the form came from goes back."""
    if request.headers.get("Sec-Fetch-Site") == "same-origin" and request.form and not request.files:
        said = _("The form was open for too long, so it was not sent. What you typed is still here: send it again.")
        return error_page(400, said, keeps_form=True)
    return error_page(
        400,
        _(
            "The form was open for too long, so it was not sent. Go back in your browser: what you typed is still "
            "there. Reload the page and send it again."
        ),
    )


def _http_error(error: HTTPException) -> Any:
    if isinstance(error, SecurityError):
        return error  # a foreign Host header: no address of ours can be made from it, nor a page
    if error.response is not None or (error.code or 500) < 400:
        return error
    response = error_page(error.code or 500)
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _database_away(error: OperationalError) -> Response:
    log.error("the database did not answer: %s", type(error.orig).__name__)
    return error_page(503)


def _raced(error: IntegrityError) -> Response:
    # A constraint of the database caught what two requests did in the same moment.
    log.warning("two requests met in %s: %s", request.endpoint, type(error.orig).__name__)
    return error_page(409)


def _fault(error: Exception) -> Any:
    if current_app.testing:
        raise error
    log.exception("unhandled fault in %s", request.endpoint)
    db.session.rollback()
    return error_page(500)


def _refuse_nul() -> None:
    # PostgreSQL cannot even be asked for a text with this character.
    if "\x00" in request.path:
        raise NotFound


def init_app(app: Flask) -> None:
    """The table: which family of exceptions becomes which page."""
    app.before_request(_refuse_nul)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(IntegrityError, _raced)
    app.register_error_handler(Exception, _fault)
