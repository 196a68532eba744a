"""One person, in everything they applied for and did."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.accreditation import words
from press.accreditation.queries.people import applications_of, person_at
from press.audit import words as audit_words
from press.audit.queries import entries_about
from press.desk import words as desk_words
from press.desk.views.blueprint import blueprint, officers_only
from press.distribution.queries import downloads_of
from press.events.queries import event_for_officer, events_of_officer


@blueprint.get("/<slug>/people/<int(max=2147483647):account_id>")
@officers_only
def person(slug: str, account_id: int) -> ResponseReturnValue:
    """All applications of this person that the officer may see, with decisions, downloads and what was done."""
    event = event_for_officer(slug, actor=current_user)
    found = person_at(account_id, event.id)
    applications = applications_of(found.id, [each.id for each in events_of_officer(current_user)])
    return render_template(
        "desk/person.html",
        event=event,
        person=found,
        applications=applications,
        downloads=downloads_of(found.id, event_id=event.id),
        audit=entries_about(*(each.subject for each in applications)),
        words=words,
        act_words=desk_words.act,
        actor_words=audit_words.actor,
    )
