"""The release: what is recommended, in numbers and mails, before and after."""

import uuid
from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from press.accreditation import mails, words
from press.accreditation.errors import NotRecommended
from press.accreditation.models import Recommendation
from press.accreditation.queries.appeals import appealed_among
from press.accreditation.queries.batches import batch_of, people_of
from press.accreditation.queries.recommendations import recommendations_of
from press.accreditation.queries.release import release_figures
from press.accreditation.rows import RowResult
from press.accreditation.services import releasing
from press.accreditation.states import OUTCOMES, RowOutcome
from press.clock import now
from press.desk import decision_words
from press.desk.releases import chosen_versions, read_choice
from press.desk.request_keys import request_key
from press.desk.views.blueprint import blueprint, officers_only
from press.events.models import Event
from press.events.queries import event_for_officer


@blueprint.get("/<slug>/release")
@officers_only
def release(slug: str) -> ResponseReturnValue:
    """Every recommendation that waits, with what its release would change."""
    event = event_for_officer(slug, actor=current_user)
    return _page(event, recommendations_of(event.id))


@blueprint.post("/<slug>/release")
@officers_only
def send_release(slug: str) -> ResponseReturnValue:
    """Releases what was chosen; or, asked to, only shows the numbers for it."""
    event = event_for_officer(slug, actor=current_user)
    versions = chosen_versions(request.form)
    if request.form.get("step") == "look":
        return _page(event, recommendations_of(event.id), ticked=set(versions))
    if not versions:
        flash(_("Choose at least one recommendation."), "warning")
        return _page(event, recommendations_of(event.id), ticked=set()), 422
    batch = releasing.release(
        versions,
        event=event,
        request_key=request_key(),
        by=current_user.by,
        at=now(),
    )
    done = sum(row["result"] == RowOutcome.DONE for row in batch.rows)
    flash(ngettext("%(num)s decision has been released.", "%(num)s decisions have been released.", done), "success")
    return redirect(url_for("desk.release_result", slug=slug, number=batch.id), 303)


@blueprint.get("/<slug>/releases/<int(max=2147483647):number>")
@officers_only
def release_result(slug: str, number: int) -> ResponseReturnValue:
    """What an act on many applications did to each of them."""
    event = event_for_officer(slug, actor=current_user)
    batch = batch_of(event.id, number)
    rows = [RowResult.from_json(row) for row in batch.rows]
    return render_template(
        "desk/release/result.html",
        event=event,
        batch=batch,
        # What was not done comes first: somebody must look at it.
        rows=sorted(rows, key=lambda row: row.result is RowOutcome.DONE),
        done=sum(row.result is RowOutcome.DONE for row in rows),
        people=people_of(event.id, [row.ref for row in rows]),
        decision_words=decision_words,
    )


@blueprint.get("/<slug>/release/<ref>/mail")
@officers_only
def release_mail(slug: str, ref: str) -> ResponseReturnValue:
    """The mail that would leave with the release, made as it will be."""
    event = event_for_officer(slug, actor=current_user)
    waiting = recommendations_of(event.id)
    refs = [each.application.ref for each in waiting]
    if ref not in refs:
        raise NotRecommended(_("This recommendation was released or taken back."))
    place = refs.index(ref)
    found = waiting[place]
    return render_template(
        "desk/release/mail.html",
        event=event,
        application=found.application,
        message=mails.outcome_mail(
            found.application,
            releasing.as_decided(found, at=now()),
            has_appealed=bool(appealed_among([found.application_id])),
        ),
        before=refs[place - 1] if place else None,
        after=refs[place + 1] if place + 1 < len(refs) else None,
        number=place + 1,
        total=len(refs),
    )


def _page(event: Event, waiting: Sequence[Recommendation], *, ticked: set[str] | None = None) -> str:
    """The list; `ticked` are those the numbers are for, all that are shown unless somebody chose."""
    choice = read_choice(request.args, waiting)
    chosen = [each for each in choice.shown if ticked is None or each.application.ref in ticked]
    return render_template(
        "desk/release/list.html",
        event=event,
        choice=choice,
        chosen={each.application.ref for each in chosen},
        figures=release_figures(event, chosen, at=now()),
        total=len(waiting),
        outcomes=OUTCOMES,
        own_id=current_user.account_id,
        request_key=uuid.uuid4().hex,
        words=words,
        decision_words=decision_words,
    )
