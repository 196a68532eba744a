"""One request, one transaction: committed when the view has answered well, undone in every other case.

Mail is queued by the same commit and leaves after it. An unsafe request takes SQLite's write lock before it
reads, so that what a verb checks is still true when it writes."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue

from press.db import db, end_transaction, lock_for_writing

View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_MARK = "press_waits_outside"


def waits_outside(view: View) -> View:
    """Says that this view waits for the object store: it opens its own short transactions (`db_transaction`), so that
    nobody else's form waits with it."""
    setattr(view, _MARK, True)
    return view


def keep_changes() -> None:
    """Says that this request's changes are kept although the answer is a refusal: a wrong password is counted."""
    g.press_keep_changes = True


def drop_changes() -> None:
    """Ends this request's transaction with nothing kept: others need not wait while the page of a refusal is drawn."""
    db.session.rollback()


class PressDesk(Flask):
    """Flask with the one commit."""

    def dispatch_request(self) -> ResponseReturnValue:
        view = self.view_functions.get(request.endpoint or "")
        if request.method not in SAFE_METHODS and not hasattr(view, _MARK):
            lock_for_writing()
        response: Response = self.make_response(super().dispatch_request())
        if response.status_code < 400 or g.get("press_keep_changes", False):
            end_transaction()
        else:
            db.session.rollback()
        return response

    def handle_user_exception(self, e: Exception) -> Any:
        db.session.rollback()
        return super().handle_user_exception(e)
