"""Terms that are accepted before a file is given.

Who is signed in is remembered by account, for each kit and version of the terms. What is open to everybody asks nobody
to sign in: there the acceptance lasts as long as the browser's session, and nobody is written down."""

from collections.abc import Sequence

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.distribution import pages
from press.distribution.queries import accepted_versions, licences_asked, reader_of
from press.distribution.services.terms import accept_licence
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import about, address, has_changed, kit_called, one_at_a_time, opens_pages
from press.kits.errors import KitNotFound
from press.kits.models import AssetEntry, KitRevision, LicenceText
from press.kits.queries import licences_of, may_see_kit, visible_entries, visible_kit
from press.kits.states import AssetKind
from press.web.guards import public
from press.web.language import locale
from press.web.limits import limited
from press.web.redirects import safe_next

SESSION = "licences"  # what a browser that is not signed in has accepted, as [kit's number, licence, version]
MOST_KEPT = 40
PREVIEW_WIDTH = 512  # pixels: pictures up to this are shown in our pages before the terms are accepted, and not given


@blueprint.get("/kits/<slug>/licences/<licence>")
@public
def licence(slug: str, licence: str) -> ResponseReturnValue:
    """The terms of a licence, for whoever may have a file under it; with a button where they are to be accepted."""
    at = now()
    revision, text = _found(slug, licence)
    return render_template(
        "distribution/licence.html",
        **about(revision, at),
        text=text,
        shown=_shown(text),
        accepted=(text.slug, text.version) in _accepted(revision, [text]),
        then=_then(slug),
    )


@blueprint.post("/kits/<slug>/licences/<licence>")
@limited("60/hour")
@public
def accept(slug: str, licence: str) -> ResponseReturnValue:
    """Accepts the terms, and goes on to the file."""
    revision, text = _found(slug, licence)
    if has_changed(_shown(text)):
        return redirect(url_for("distribution.licence", slug=slug, licence=licence, then=_then(slug)), 303)
    if text.must_accept and current_user.is_authenticated:
        one_at_a_time()
        accept_licence(revision.kit, text, by=current_user, at=now())
    elif text.must_accept:
        mine = [revision.kit_id, text.slug, text.version]
        others = [one for one in session.get(SESSION, []) if one != mine]
        session[SESSION] = [*others[1 - MOST_KEPT :], mine]
    flash(_("Thank you. The files under these terms are yours to download."), "success")
    return redirect(_then(slug), 303)


def _shown(text: LicenceText) -> str:
    """What is kept of an acceptance, as its page shows it."""
    return f"{text.version} {text.language}"


def _found(slug: str, licence: str) -> tuple[KitRevision, LicenceText]:
    """The revision and the text in the reader's language, if this reader may have something that is under it."""
    at = now()
    reader = reader_of(current_user, kit_called(slug).event_id)
    entries = visible_entries(slug, list(AssetKind), reader, at)
    given = next((entry.kit_revision for entry in entries if entry.licence == address(licence)), None)
    if given is None and may_see_kit(slug, reader, at):
        whole = visible_kit(slug, reader, at)
        given = whole if whole.licence == licence else None
    texts = pages.licences_in(licences_of(given, [licence]), locale()) if given else []
    if given is None or not texts:
        raise KitNotFound
    return given, texts[0]


def _then(slug: str) -> str:
    return safe_next(request.values.get("then"), url_for("distribution.logo", slug=slug))


def _accepted(revision: KitRevision, texts: Sequence[LicenceText]) -> frozenset[tuple[str, str]]:
    if current_user.is_authenticated:
        return accepted_versions(revision.kit_id, current_user.account_id, [text.slug for text in texts])
    return frozenset((slug, version) for kit_id, slug, version in session.get(SESSION, []) if kit_id == revision.kit_id)


def still_to_accept(revision: KitRevision, entries: Sequence[AssetEntry]) -> list[LicenceText]:
    """The terms that this reader has not accepted and is to, before being given these files; one text a licence."""
    asked = licences_asked(revision, entries)
    if not asked:
        return []
    known = _accepted(revision, asked)
    return pages.licences_in([text for text in asked if (text.slug, text.version) not in known], locale())


def terms_before(entry: AssetEntry) -> ResponseReturnValue | None:
    """The answer in place of a file whose terms are still to be accepted: the page of the terms for a browser, plain
    words for a program. None when the file may be given."""
    if _is_preview(entry):
        return None
    missing = still_to_accept(entry.kit_revision, [entry])
    if not missing:
        return None
    text = missing[0]
    kit = entry.kit_revision.kit
    page = url_for("distribution.licence", slug=kit.slug, licence=text.slug, then=request.path)
    if opens_pages():
        return redirect(page, 302)
    words = _("Accept the terms “%(title)s” first: %(page)s", title=text.title, page=page)
    return Response(words + "\n", status=403, content_type="text/plain; charset=utf-8")


def _is_preview(entry: AssetEntry) -> bool:
    width = entry.asset.width
    is_shown = request.headers.get("Sec-Fetch-Dest") == "image"
    return is_shown and entry.asset.kind is AssetKind.RENDITION and width is not None and width <= PREVIEW_WIDTH


@blueprint.app_template_global()
def terms_to_accept(revision: KitRevision, entries: Sequence[AssetEntry]) -> list[LicenceText]:
    """As `still_to_accept`, for pages that offer these files."""
    return still_to_accept(revision, entries)
