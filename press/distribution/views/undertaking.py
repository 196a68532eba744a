"""Reading before the lift: the undertaking that is asked for, and the hour at which everybody else may read."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accounts.rules import may_edit_kits_in
from press.clock import now
from press.distribution import undertakings
from press.distribution.models import Undertaking
from press.distribution.queries import Terms, latest_undertaking, opening_of, reader_of, undertaking_asked
from press.distribution.services.terms import undertake
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import address, has_changed, kit_called, one_at_a_time, opens_pages
from press.kits.errors import KitNotFound
from press.kits.models import Kit
from press.kits.queries import announced_kit, may_see_kit
from press.web.errors import error_page
from press.web.guards import public
from press.web.language import locale
from press.web.limits import limited
from press.web.redirects import safe_next


@blueprint.get("/kits/<slug>/undertaking")
@public
def undertaking(slug: str) -> ResponseReturnValue:
    """What an accredited reader accepts before reading the kit early. Of the kit it says its hour, and no more. `then`
    in the address is the page that was asked for, to which accepting leads."""
    at = now()
    reader = reader_of(current_user, kit_called(slug).event_id)
    if may_see_kit(slug, reader, at):
        return redirect(_then(slug), 302)
    kit = announced_kit(slug, reader, at)
    opening, terms = opening_of(kit, reader, at), undertaking_asked(kit, locale())
    if not opening.asks:
        raise KitNotFound
    return render_template(
        "distribution/undertaking.html",
        event=kit.event,
        opening=opening,
        then=_then(slug),
        terms=terms,
        shown=_shown(kit, terms),
        before=undertaken_for(kit),
    )


@blueprint.post("/kits/<slug>/undertaking")
@limited("60/hour")
@public
def accept_undertaking(slug: str) -> ResponseReturnValue:
    """Accepts it: the kit opens to this reader, at the page that was asked for."""
    at = now()
    reader = reader_of(current_user, kit_called(slug).event_id)
    if not may_see_kit(slug, reader, at):
        kit = announced_kit(slug, reader, at)
        if not opening_of(kit, reader, at).asks:
            raise KitNotFound
        terms = undertaking_asked(kit, locale())
        if has_changed(_shown(kit, terms)):
            return redirect(url_for("distribution.undertaking", slug=slug, then=_then(slug)), 303)
        one_at_a_time()
        undertake(kit, terms, by=current_user, at=at)
        flash(_("Thank you. Every page of the press kit gives the time from which you may publish."), "success")
    return redirect(_then(slug), 303)


def _shown(kit: Kit, terms: Terms) -> str:
    """What is kept of an undertaking, as its page shows it."""
    return f"{terms.version} {terms.language} {kit.embargo_until.isoformat()}"


def _then(slug: str) -> str:
    return safe_next(request.values.get("then"), url_for("distribution.kit", slug=slug))


@blueprint.errorhandler(KitNotFound)
def ask_first(refusal: KitNotFound) -> ResponseReturnValue:
    """Leads a browser whose reader may read the kit after an undertaking to it, from whichever of the kit's pages was
    asked for, whether or not there is such a page; for all others nothing is there."""
    slug = (request.view_args or {}).get("slug")
    if request.endpoint in undertakings.ASKED_BEFORE and slug and opens_pages() and _is_asked(slug):
        then = request.full_path.rstrip("?")
        return redirect(url_for("distribution.undertaking", slug=slug, then=then), 303)
    said = _(
        "The address may be wrong, or this is not open to you now. The first page leads to the kits that you can read."
    )
    return error_page(refusal.status, said)


def _is_asked(slug: str) -> bool:
    at = now()
    try:
        reader = reader_of(current_user, kit_called(slug).event_id)
        return not may_see_kit(slug, reader, at) and opening_of(announced_kit(slug, reader, at), reader, at).asks
    except KitNotFound:
        return False


@blueprint.get("/kits/<slug>/opening.json")
@public
def opening(slug: str) -> ResponseReturnValue:
    """Whether the kit is open to whoever asks, and else when it will be: for pages that wait for it. The server's own
    time is in it, because a reader's clock may be wrong."""
    at = now()
    kit = kit_called(address(slug))
    reader = reader_of(current_user, kit.event_id)
    is_open = may_see_kit(slug, reader, at)
    if not is_open:
        kit = announced_kit(slug, reader, at)
    milliseconds = int(at.timestamp() * 1000)
    opens_at = int(kit.lift.timestamp() * 1000)
    return jsonify(now=milliseconds, opens_at=opens_at, open=is_open, lifted=kit.is_lifted(at))


@blueprint.app_template_global()
def sees_drafts(kit: Kit) -> bool:
    """Whether the reader prepares this kit, and promised nothing to see it early."""
    return may_edit_kits_in(current_user, kit.event_id)


@blueprint.app_template_global()
def undertaken_for(kit: Kit) -> Undertaking | None:
    """What the reader undertook for this kit."""
    return latest_undertaking(kit.id, current_user.account_id) if current_user.is_authenticated else None
