"""What the holders of a kit were told, and who has to be telephoned."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.distribution.queries import told, told_files
from press.distribution.services import telling
from press.kits.queries import kit_for_editor
from press.kits.services.telling import TELL_HOLDERS
from press.studio import asking
from press.studio.forms.holding import TelephonedForm
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.studio.waiting import all_waiting

HOURS = (0, 1, 2, 4, 8, 24, 48)
USUAL_HOURS = 4
NOTICE = "/<slug>/notices/<int(max=2147483647):number>"


@blueprint.get("/<slug>/notices")
@kit_editors_only
def notices(slug: str) -> ResponseReturnValue:
    """Every notice of the kit."""
    kit = kit_for_editor(slug, actor=current_user)
    notices = told.notices_of(kit)
    return render_template(
        "studio/notices.html",
        kit=kit,
        event=kit.event,
        notices=notices,
        files=told_files.files_of([notice for notice, _counts in notices]),
        telling=all_waiting((TELL_HOLDERS,), "kit_id", [kit.id], now())[kit.id],
    )


@blueprint.get(NOTICE)
@kit_editors_only
def notice(slug: str, number: int) -> ResponseReturnValue:
    """One notice: who has seen it, and whom to telephone."""
    kit = kit_for_editor(slug, actor=current_user)
    found, counts = told.notice_of(kit, number)
    hours = asking.number(request.args.get("hours", ""))
    hours = hours if hours in HOURS else USUAL_HOURS
    rows = told.receipts_of(found)
    to_telephone = [row for row in rows if row.waits_since(now() - timedelta(hours=hours))]
    return render_template(
        "studio/notice.html",
        kit=kit,
        event=kit.event,
        notice=found,
        titles=told.titles_of(found.release_id) if found.release_id else {},
        change=told.embargo_change_of(found),
        file=told_files.file_of(found),
        counts=counts,
        hours=hours,
        hours_offered=HOURS,
        to_telephone=to_telephone,
        others=[row for row in rows if row not in to_telephone],
    )


@blueprint.post(NOTICE + "/<int(max=2147483647):receipt_id>/telephoned")
@kit_editors_only
def telephoned(slug: str, number: int, receipt_id: int) -> ResponseReturnValue:
    """Somebody was told by telephone."""
    kit = kit_for_editor(slug, actor=current_user)
    found, _counts = told.notice_of(kit, number)
    receipt = told.receipt_of(found, receipt_id)
    form = TelephonedForm()
    hours = asking.number(request.form.get("hours", "")) or None
    if form.validate_on_submit():
        telling.note_telephoned(receipt, remark=form.remark.data, by=current_user.by, at=now())
        flash(_("Noted: told by phone."), "success")
    else:
        flash(form.remark.errors[0], "error")
    return redirect(url_for("studio.notice", slug=kit.slug, number=found.id, hours=hours), 303)
