"""How much a view takes: forms by default, a whole file where it says so."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, request

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "press_most_bytes"
_FORM_AROUND_A_FILE = 64 * 1024


def takes_file(most: int) -> Callable[[View], View]:
    """Declares that a form with a file of up to `most` bytes may be sent to this view."""

    def mark(view: View) -> View:
        setattr(view, _MARK, most + _FORM_AROUND_A_FILE)
        return view

    return mark


def init_app(app: Flask) -> None:
    """Raises the limit before anything reads the form: the check of its token would be too late."""

    @app.before_request
    def raise_limit() -> None:
        most = getattr(app.view_functions.get(request.endpoint or ""), _MARK, None)
        if most is not None:
            request.max_content_length = most
