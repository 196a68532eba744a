"""The draw: its rule, its ranking with ties, the seed, the result."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation import draw_words, words
from press.accreditation.errors import DrawChanged
from press.accreditation.queries.draws import applications_for, candidates, draw_of, draws_of
from press.accreditation.ranking import Rule, fingerprint, seed_hash, ties
from press.accreditation.services.drawing import hold_draw, publish_draw
from press.accreditation.views.draws import about_draw, csv_response
from press.clock import now
from press.desk.forms.drawing import RuleForm, SeedForm
from press.desk.request_keys import request_key
from press.desk.views.blueprint import blueprint, officers_only
from press.events.models import Event
from press.events.queries import event_for_officer


@blueprint.get("/<slug>/draw")
@officers_only
def draw(slug: str) -> ResponseReturnValue:
    """Asks for the rule; with one, shows the ranking before chance."""
    event = event_for_officer(slug, actor=current_user)
    if "places" not in request.args:
        return _page(event, RuleForm(formdata=None))
    form = RuleForm(request.args)
    if not form.validate():
        return _page(event, form), 422
    return _page(event, form, rule=form.rule())


@blueprint.post("/<slug>/draw")
@officers_only
def send_draw(slug: str) -> ResponseReturnValue:
    """Holds the draw; or, asked to, only shows the seed's hash."""
    event = event_for_officer(slug, actor=current_user)
    form = SeedForm()
    if not form.validate_on_submit():
        rule_is_good = not any(field.errors for field in (form.places, form.scope, form.medium))
        return _page(event, form, rule=form.rule() if rule_is_good else None), 422
    if request.form.get("step") == "hash":
        return _page(event, form, rule=form.rule(), digest=seed_hash(form.seed.data))
    try:
        held = hold_draw(
            form.rule(),
            seed=form.seed.data,
            seen=form.seen.data,
            event=event,
            request_key=request_key(),
            by=current_user.by,
            at=now(),
        )
    except DrawChanged:
        flash(_("The list has changed since you opened it. Look at it again before you draw."), "warning")
        return _page(event, form, rule=form.rule()), 409
    flash(_("The draw has been held. Its result is recommended, and nobody is told before the release."), "success")
    return redirect(url_for("desk.draw_result", slug=slug, number=held.id), 303)


@blueprint.get("/<slug>/draws/<int(max=2147483647):number>")
@officers_only
def draw_result(slug: str, number: int) -> ResponseReturnValue:
    """One draw, as it will be or is published."""
    event = event_for_officer(slug, actor=current_user)
    held = draw_of(event.id, number)
    return render_template("desk/draw/result.html", event=event, **about_draw(held))


@blueprint.get("/<slug>/draws/<int(max=2147483647):number>.csv")
@officers_only
def draw_csv(slug: str, number: int) -> ResponseReturnValue:
    """Its table, before it is published."""
    event = event_for_officer(slug, actor=current_user)
    return csv_response(draw_of(event.id, number))


@blueprint.post("/<slug>/draws/<int(max=2147483647):number>/publish")
@officers_only
def publish(slug: str, number: int) -> ResponseReturnValue:
    """Opens its page to everybody."""
    event = event_for_officer(slug, actor=current_user)
    publish_draw(draw_of(event.id, number), event=event, by=current_user.by, at=now())
    flash(_("The draw has been published."), "success")
    return redirect(url_for("desk.draw_result", slug=slug, number=number), 303)


def _page(event: Event, form: RuleForm, *, rule: Rule | None = None, digest: str = "") -> str:
    context: dict[str, Any] = {"rule": None}
    if rule is not None:
        people = applications_for(rule, event.id)
        taking_part = candidates(rule, event, people, at=now())
        context = {
            "rule": rule,
            "ties": ties(taking_part, rule.places),
            "people": {each.ref: each for each in people},
            "seen": fingerprint(rule, taking_part),
            "request_key": uuid.uuid4().hex,
            "seed_form": form if isinstance(form, SeedForm) else SeedForm(formdata=None),
        }
    return render_template(
        "desk/draw/rule.html",
        event=event,
        form=form,
        digest=digest,
        draws=draws_of(event.id),
        draw_words=draw_words,
        words=words,
        **context,
    )
