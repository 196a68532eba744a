"""What a holder is told: the page behind the link in the mail."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.distribution.notice_page import told_to
from press.distribution.queries import reader_of
from press.distribution.queries.told import receipt_called
from press.distribution.services import telling
from press.distribution.views.blueprint import blueprint
from press.web.guards import public
from press.web.limits import limited


@blueprint.get("/notices/<token>")
@public
def notice(token: str) -> ResponseReturnValue:
    """The notice. Opening it counts as seen only for the person themselves, signed in: mail scanners open links."""
    at = now()
    receipt = receipt_called(token)
    reader = None
    if current_user.is_authenticated and current_user.account_id == receipt.account_id:
        telling.mark_seen_signed_in(receipt, at=at)
        reader = reader_of(current_user, receipt.notice.kit.event_id)
    told = told_to(receipt, at, reader)
    return render_template(
        "distribution/notice.html", told=told, kit=told.notice.kit, event=told.notice.kit.event, receipt=receipt
    )


@blueprint.post("/notices/<token>")
@limited("60/hour")
@public
def see_notice(token: str) -> ResponseReturnValue:
    """The person says that they have seen it."""
    telling.mark_opened(receipt_called(token), at=now())
    flash(_("Thank you. The PR team knows that you have seen it."), "success")
    return redirect(url_for("distribution.notice", token=token), 303)
