"""Where the mark is used: what was reported, as a map and as a table, and a form to report more."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.countries import country_names
from press.clock import now
from press.distribution.forms import UseForm
from press.distribution.provinces import PROVINCES, REGIONS, Province
from press.distribution.queries import Adoption, adoption_of, reader_of
from press.distribution.services import adoption as reporting
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import about, kit_called
from press.kits.errors import KitNotFound
from press.kits.models import KitRevision
from press.kits.queries import logo_pack_of, visible_entries
from press.kits.states import AssetKind, MarkKind
from press.web.guards import public
from press.web.language import locale
from press.web.limits import limited


@blueprint.get("/kits/<slug>/adoption")
@public
def adoption(slug: str) -> ResponseReturnValue:
    """Open to all who may have the mark."""
    return _page(_marked(slug), UseForm(formdata=None))


@blueprint.post("/kits/<slug>/adoption")
@limited("20/hour")
@public
def report_use(slug: str) -> ResponseReturnValue:
    """Keeps a report for the PR team; it is shown once somebody has looked at it."""
    revision = _marked(slug)
    form = UseForm()
    if not form.validate_on_submit():
        return _page(revision, form), 422
    account_id = current_user.account_id if current_user.is_authenticated else None
    reporting.report(form.use(), kit=revision.kit, account_id=account_id, at=now())
    flash(_("Thank you. It is counted once the PR team has looked at it."), "success")
    return redirect(url_for("distribution.adoption", slug=slug), 303)


def _marked(slug: str) -> KitRevision:
    """The kit whose programme mark this person may have."""
    entries = visible_entries(slug, [AssetKind.LOGO], reader_of(current_user, kit_called(slug).event_id), now())
    if not entries:
        raise KitNotFound
    revision = entries[0].kit_revision
    pack = logo_pack_of(revision)
    if pack is None or pack.kind is not MarkKind.PROGRAMME_MARK:
        raise KitNotFound
    return revision


def _used_in(region: str, found: Adoption) -> list[tuple[Province, int]]:
    """The provinces of this region where it is used, most uses first."""
    used = [(one, found.provinces[one.code]) for one in PROVINCES.values() if one.region == region]
    return sorted(((one, count) for one, count in used if count), key=lambda pair: -pair[1])


def _page(revision: KitRevision, form: UseForm) -> str:
    found = adoption_of(revision.kit_id)
    return render_template(
        "distribution/adoption.html",
        **about(revision, now()),
        pack=logo_pack_of(revision),
        found=found,
        provinces=PROVINCES.values(),
        regions=[(region, _used_in(region, found)) for region in REGIONS],
        country_names=country_names(locale()),
        form=form,
    )
