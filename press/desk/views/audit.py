"""The audit, to be read: of one outlet for officers, of everything for admins and the data protection officer."""

from datetime import datetime, time

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.accounts.rules import may_see_audit, may_see_audit_in
from press.audit import words as audit_words
from press.audit.queries import AuditFilter, entries, entries_about, head_of_chain, walk_chain
from press.clock import BANGKOK
from press.desk import words as desk_words
from press.desk.views.blueprint import blueprint, officers_only
from press.errors import NotAllowed
from press.outlets.queries import outlet_by_id
from press.web.fields import one_line
from press.web.guards import requires

_LONGEST = 100


@blueprint.get("/outlets/<int(max=2147483647):outlet_id>/audit")
@officers_only
def outlet_audit(outlet_id: int) -> ResponseReturnValue:
    """What was done with one outlet of the registry."""
    outlet = outlet_by_id(outlet_id)
    return render_template(
        "desk/outlet_audit.html",
        outlet=outlet,
        audit=entries_about(f"outlet:{outlet.id}"),
        act_words=desk_words.act,
        actor_words=audit_words.actor,
    )


@blueprint.get("/audit")
@requires(may_see_audit, sign_in="accounts.staff_sign_in")
def audit() -> ResponseReturnValue:
    """Everything that was done, newest first, by subject, actor, act and day; and how the chain stands. It tells of
    every event: for those who have their role in all of them."""
    if not may_see_audit_in(current_user, None):
        raise NotAllowed
    asked = {
        name: one_line(request.args.get(name, "").replace("\0", ""))[:_LONGEST]
        for name in ("subject", "actor", "action", "from")
    }
    page = request.args.get("page", "1")
    wanted = AuditFilter(
        subject=asked["subject"], actor=asked["actor"], action=asked["action"], since=_day(asked["from"])
    )
    return render_template(
        "desk/audit.html",
        page=entries(wanted, number=int(page) if page.isdecimal() and len(page) < 7 else 1),
        asked=asked,
        is_day_unread=bool(asked["from"]) and wanted.since is None,
        head=head_of_chain(),
        chain=walk_chain() if request.args.get("check") == "1" else None,
        acts=desk_words.acts(),
        act_words=desk_words.act,
        actor_words=audit_words.actor,
    )


def _day(typed: str) -> datetime | None:
    """The beginning of this day in Bangkok, typed as 2026-11-22 or 2569-11-22."""
    parts = typed.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) < 5 for part in parts):
        return None
    year, month, day = map(int, parts)
    try:
        found = datetime(year - 543 if year > 2400 else year, month, day, tzinfo=BANGKOK)
    except ValueError:
        return None
    return datetime.combine(found.date(), time.min, BANGKOK)
