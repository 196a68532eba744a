"""One request, one transaction: committed when the view has answered well, undone in every other case.

Mail is queued by the same commit and leaves after it. An unsafe request takes SQLite's write lock before it
reads, so that what a verb checks is still true when it writes."""

from typing import Any

from flask import Flask, Response, g, request
from flask.typing import ResponseReturnValue

from press.db import db, lock_for_writing

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def keep_changes() -> None:
    """Says that this request's changes are kept although the answer is a refusal: a wrong password is counted."""
    g.press_keep_changes = True


def drop_changes() -> None:
    """Ends this request's transaction with nothing kept: others need not wait while the page of a refusal is drawn."""
    db.session.rollback()


class PressDesk(Flask):
    """Flask with the one commit."""

    def dispatch_request(self) -> ResponseReturnValue:
        if request.method not in SAFE_METHODS:
            lock_for_writing()
        response: Response = self.make_response(super().dispatch_request())
        if response.status_code < 400 or g.get("press_keep_changes", False):
            db.session.commit()
        else:
            db.session.rollback()
        return response

    def handle_user_exception(self, e: Exception) -> Any:
        db.session.rollback()
        return super().handle_user_exception(e)
