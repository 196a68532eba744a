"""Who may call a view. Every view says so with `@public` or `@requires(rule)`, or the app does not start."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.errors import NotAllowed

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[..., Any]
Rule = Callable[[Any], bool]

_MARK = "press_access"


class UnruledView(Exception):
    """A view declares neither `@public` nor `@requires(rule)`. A fault of the program, found at its start."""


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Declares that anyone may call this view. What it shows is still chosen by the query."""
    setattr(view, _MARK, "public")
    return view


def requires(rule: Rule, *, sign_in: str) -> Callable[[View], View]:
    """Declares that `rule(actor)` must hold. `sign_in` is the endpoint that an anonymous visitor is led to;
    somebody signed in whom the rule refuses is answered as if the page did not exist."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            if rule(current_user):
                return view(*args, **kwargs)  # type: ignore[no-any-return]
            if current_user.is_authenticated and not getattr(current_user, "may_step_up", False):
                raise NotAllowed
            back = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for(sign_in, next=back), 303)

        setattr(guarded, _MARK, rule.__name__)
        return guarded

    return guard


def access_of(app: Flask, endpoint: str) -> str | None:
    """What the view behind this endpoint declares: "public", the rule's name, or None."""
    return getattr(app.view_functions[endpoint], _MARK, None)


def check_every_view(app: Flask) -> None:
    """Raises UnruledView naming every view that declares nothing."""
    unruled = sorted(endpoint for endpoint in app.view_functions if access_of(app, endpoint) is None)
    if unruled:
        raise UnruledView("these views declare no rule: " + ", ".join(unruled))
