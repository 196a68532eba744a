"""Who asks at the desk, and from which view of the queue they came.

The queue's filter travels with the pages of its applications as one part of their addresses (`?queue=…`), so that
the next one after a decision is the next of that view. It is read as a filter and written anew: it leads nowhere."""

from typing import Any

from flask import current_app, request
from flask_login import current_user

from press.accreditation.queries import Reader
from press.clock import now
from press.desk.filters import Wanted, read_query
from press.web.language import locale

CARRIED = "queue"


def reader() -> Reader:
    """The officer of this request."""
    return Reader(current_user.account_id, now(), locale())


def carried() -> Wanted | None:
    """The filter with which this application was opened, or None."""
    query = request.args.get(CARRIED)
    return read_query(query) if query else None


def carry_on(endpoint: str, values: dict[str, Any]) -> None:
    """Every address of an application, made on the page of one, carries the filter on."""
    if CARRIED in values or not current_app.url_map.is_endpoint_expecting(endpoint, "ref"):
        return
    wanted = carried() if request and "ref" in (request.view_args or {}) else None
    if wanted is not None:
        values[CARRIED] = wanted.query
