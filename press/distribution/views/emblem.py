"""A certification emblem: asking for it, what became of what one asked, and whether somebody may use it."""

import io

import segno
from flask import Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.queries import account_of
from press.accounts.rules import is_signed_in
from press.accreditation.services.applying import APPLICANT
from press.audit.services import By
from press.clock import now
from press.distribution.disposition import attachment
from press.distribution.errors import EmblemRequestNotFound
from press.distribution.forms import EmblemForm
from press.distribution.models import EmblemRequest
from press.distribution.queries import granted_emblem, own_emblem_requests, reader_of
from press.distribution.services import emblems
from press.distribution.states import EmblemState
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import about, address, kit_called
from press.errors import NotFound
from press.kits.errors import KitNotFound
from press.kits.models import KitRevision
from press.kits.queries import logo_pack_of, visible_emblem
from press.web.guards import public, requires
from press.web.limits import limited


@blueprint.get("/kits/<slug>/emblem")
@public
def emblem(slug: str) -> ResponseReturnValue:
    """What the emblem is, and for those signed in what they asked for and a form to ask."""
    return _page(slug, EmblemForm(formdata=None))


@blueprint.post("/kits/<slug>/emblem")
@limited("20/hour")
@requires(is_signed_in, sign_in="accounts.ask_link")
def ask_emblem(slug: str) -> ResponseReturnValue:
    """Keeps a request for the PR team."""
    at = now()
    revision = _shown(slug)
    form = EmblemForm()
    if not form.validate_on_submit():
        return _page(slug, form), 422
    account = account_of(current_user, for_update=True)
    emblems.ask(form.wish(), kit=revision.kit, account=account, by=By(account.id, APPLICANT), at=at)
    flash(_("We have your request. You will get the answer by e-mail."), "success")
    return redirect(url_for("distribution.emblem", slug=slug), 303)


@blueprint.get("/emblems/<code>")
@public
def verify_emblem(code: str) -> ResponseReturnValue:
    """For whoever scanned the code: who may use which emblem until when, or that nobody may."""
    at = now()
    try:
        request, pack = granted_emblem(address(code.lower()), at)
    except NotFound:
        return render_template("distribution/emblem_unknown.html"), 404
    return render_template(
        "distribution/emblem_valid.html",
        emblem=request,
        pack=pack,
        event=request.kit.event,
        holds=request.holds(at),
        revoked=request.state is EmblemState.REVOKED,
        at=at,
    )


@blueprint.get("/emblems/<code>.svg")
@public
def emblem_code(code: str) -> ResponseReturnValue:
    """The QR code of that page as a drawing, for whoever prints it beside the emblem. Raises EmblemRequestNotFound."""
    request, _pack = granted_emblem(address(code.lower()), now())
    if not request.holds(now()):
        raise EmblemRequestNotFound
    drawing = io.BytesIO()
    _drawn(request).save(drawing, kind="svg", scale=8, border=4, light="#fff")  # readable on any ground
    response = Response(drawing.getvalue(), mimetype="image/svg+xml")
    response.headers["Content-Disposition"] = attachment(f"emblem-{request.code}.svg")
    return response


@blueprint.app_template_global()
def emblem_code_url(request: EmblemRequest) -> str:
    """The whole address of the page that says whether this emblem holds."""
    base = str(current_app.extensions["press.config"].base_url)
    return base + url_for("distribution.verify_emblem", code=request.code)


def _drawn(request: EmblemRequest) -> segno.QRCode:
    return segno.make(emblem_code_url(request), error="m")


def _shown(slug: str) -> KitRevision:
    return visible_emblem(slug, reader_of(current_user, kit_called(slug).event_id), now())


def _page(slug: str, form: EmblemForm) -> str:
    at = now()
    revision = _shown(slug)
    pack = logo_pack_of(revision)
    if pack is None:
        raise KitNotFound
    signed_in = current_user.is_authenticated
    asked = own_emblem_requests(revision.kit_id, current_user.account_id) if signed_in else []
    return render_template(
        "distribution/emblem.html",
        **about(revision, at),
        pack=pack,
        form=form,
        asked=asked,
        waits=any(one.state is EmblemState.REQUESTED for one in asked),
        codes={one.id: str(_drawn(one).svg_data_uri(scale=4, border=3)) for one in asked},
        at=at,
        State=EmblemState,
    )
