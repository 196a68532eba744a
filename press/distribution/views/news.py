"""News by mail: wanted, and wanted no longer."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import is_signed_in
from press.audit.services import By
from press.clock import now
from press.distribution.errors import SubscriptionNotFound
from press.distribution.models import Subscription
from press.distribution.queries.reading import subscription_of, subscription_with_token
from press.distribution.services import subscribing
from press.distribution.states import Pace
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import READER, as_reader, one_at_a_time
from press.errors import Invalid
from press.events.queries import event_by_slug
from press.web.csrf import csrf
from press.web.guards import public, requires
from press.web.limits import limited


@blueprint.get("/events/<slug>/news")
@requires(is_signed_in, sign_in="accounts.ask_link")
def news(slug: str) -> ResponseReturnValue:
    """Whether this person gets the event's news by mail. It says nothing of whether there is a kit."""
    event = event_by_slug(slug)
    return render_template(
        "distribution/news.html",
        event=event,
        own=_live(event.id),
        paces=list(Pace),
        email=current_user.email,
    )


@blueprint.post("/events/<slug>/news")
@limited("60/hour")
@requires(is_signed_in, sign_in="accounts.ask_link")
def subscribe(slug: str) -> ResponseReturnValue:
    """Begins, or changes how fast, or ends."""
    event = event_by_slug(slug)
    wish = request.form.get("pace", "")
    if wish == "never":
        held = _live(event.id)
        if held is not None:
            subscribing.unsubscribe(held, by=as_reader(), at=now())
        flash(_("You will get no more e-mails about this event's press kit."), "success")
    elif wish in set(Pace):
        one_at_a_time()
        subscribing.subscribe(
            event,
            account_id=current_user.account_id,
            pace=Pace(wish),
            secret_key=current_app.extensions["press.config"].secret_key,
            by=as_reader(),
            at=now(),
        )
        flash(_("You will be told by e-mail."), "success")
    else:
        raise Invalid(_("Choose how often you want to be told."))
    return redirect(url_for("distribution.news", slug=slug), 303)


def _live(event_id: int) -> Subscription | None:
    held = subscription_of(current_user.account_id, event_id)
    return held if held is not None and held.ended_at is None else None


@blueprint.get("/unsubscribe/<token>")
@public
def unsubscribe(token: str) -> ResponseReturnValue:
    """The address in the mail: a button, for programs open what a mail names."""
    held = subscription_with_token(token)
    if held is None:
        raise SubscriptionNotFound
    return render_template(
        "distribution/unsubscribe.html", event=held.event, ended=held.ended_at is not None, token=token
    )


@blueprint.post("/unsubscribe/<token>")
@public
def end_subscription(token: str) -> ResponseReturnValue:
    """Ends it, for whoever has the address, signed in or not; a second time changes nothing."""
    held = subscription_with_token(token)
    if held is None:
        raise SubscriptionNotFound
    subscribing.unsubscribe(held, by=By(held.account_id, READER), at=now())
    return render_template("distribution/unsubscribe.html", event=held.event, ended=True, token=token)


csrf.exempt(end_subscription)  # the address itself is the secret, and mail readers send this with one click (RFC 8058)
