"""Requests for a certification emblem, and what is decided on them."""

from collections.abc import Callable, Mapping

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.distribution.queries import emblem_request, emblem_requests_of, emblems_ending
from press.distribution.services import emblems as verbs
from press.distribution.states import EmblemState
from press.kits.models import Kit
from press.kits.queries import current_revision, kit_for_editor, logo_pack_of
from press.studio.forms.emblem import ApproveForm, ReasonForm
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.web.fields import Form


@blueprint.get("/<slug>/emblems")
@kit_editors_only
def emblems(slug: str) -> ResponseReturnValue:
    """Every request, those that wait first."""
    return _page(kit_for_editor(slug, actor=current_user), {})


@blueprint.post("/<slug>/emblems/<code>/approve")
@kit_editors_only
def approve_emblem(slug: str, code: str) -> ResponseReturnValue:
    """Until a day."""
    kit = kit_for_editor(slug, actor=current_user)
    found = emblem_request(kit.id, code, for_update=True)
    form = ApproveForm(prefix=code)
    if not form.validate_on_submit():
        return _page(kit, {code: form}), 422
    verbs.approve(found, until=form.end(), by=current_user.by, at=now())
    return _done(kit)


@blueprint.post("/<slug>/emblems/<code>/decline")
@kit_editors_only
def decline_emblem(slug: str, code: str) -> ResponseReturnValue:
    """With the reason."""
    return _with_reason(slug, code, verbs.decline)


@blueprint.post("/<slug>/emblems/<code>/revoke")
@kit_editors_only
def revoke_emblem(slug: str, code: str) -> ResponseReturnValue:
    """With the reason."""
    return _with_reason(slug, code, verbs.revoke)


def _with_reason(slug: str, code: str, verb: Callable[..., None]) -> ResponseReturnValue:
    kit = kit_for_editor(slug, actor=current_user)
    found = emblem_request(kit.id, code, for_update=True)
    form = ReasonForm(prefix=code)
    if not form.validate_on_submit():
        return _page(kit, {code: form}), 422
    verb(found, reason=form.reason.data, by=current_user.by, at=now())
    return _done(kit)


def _done(kit: Kit) -> ResponseReturnValue:
    flash(_("Done. The applicant is told by e-mail."), "success")
    return redirect(url_for("studio.emblems", slug=kit.slug), 303)


def _page(kit: Kit, sent: Mapping[str, Form]) -> str:
    """`sent` is the form that was found faulty, by the code of its request."""
    at = now()
    asked = emblem_requests_of(kit.id)
    fresh = {
        one.code: (ApproveForm(prefix=one.code, formdata=None), ReasonForm(prefix=one.code, formdata=None))
        for one in asked
    }
    revision = current_revision(kit.id)
    return render_template(
        "studio/emblems.html",
        kit=kit,
        event=kit.event,
        pack=logo_pack_of(revision) if revision else None,
        asked=[(one, one.state_at(at)) for one in asked],
        ending=[one for one in emblems_ending(at + max(verbs.TOLD_BEFORE), kit_id=kit.id) if one.holds(at)],
        fresh=fresh,
        sent=sent,
        State=EmblemState,
    )
