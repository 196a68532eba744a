"""Reports of where the mark is used, looked at before they are shown."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.countries import country_names
from press.clock import now
from press.distribution.provinces import PROVINCES
from press.distribution.queries import report_of, reports_of
from press.distribution.services import adoption as verbs
from press.distribution.states import ReportState
from press.kits.queries import kit_for_editor
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.web.language import locale


@blueprint.get("/<slug>/adoption")
@kit_editors_only
def adoption(slug: str) -> ResponseReturnValue:
    """What waits, and what is shown."""
    kit = kit_for_editor(slug, actor=current_user)
    return render_template(
        "studio/adoption.html",
        kit=kit,
        event=kit.event,
        waiting=reports_of(kit.id, ReportState.WAITING),
        shown=reports_of(kit.id, ReportState.APPROVED),
        provinces=PROVINCES,
        country_names=country_names(locale()),
    )


@blueprint.post("/<slug>/adoption/<int(max=2147483647):number>/approve")
@kit_editors_only
def approve_use(slug: str, number: int) -> ResponseReturnValue:
    """It is counted and shown on the map."""
    return _decide(slug, number, ReportState.APPROVED)


@blueprint.post("/<slug>/adoption/<int(max=2147483647):number>/decline")
@kit_editors_only
def decline_use(slug: str, number: int) -> ResponseReturnValue:
    """It is not, or no more."""
    return _decide(slug, number, ReportState.DECLINED)


def _decide(slug: str, number: int, state: ReportState) -> ResponseReturnValue:
    kit = kit_for_editor(slug, actor=current_user)
    verbs.decide(report_of(kit.id, number), state=state, by=current_user.by, at=now())
    flash(_("Counted and shown.") if state is ReportState.APPROVED else _("Not shown."), "success")
    return redirect(url_for("studio.adoption", slug=slug), 303)
