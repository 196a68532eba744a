"""The registry of outlets: the list, one outlet, and what an officer does with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation import words
from press.accreditation.countries import country_names
from press.accreditation.queries.outlets import applications_by_outlet
from press.accreditation.services.indexing import outlet_changed
from press.clock import now
from press.desk.forms.registry import FactsForm, StandingForm, VerifyForm, VersionedOutletForm
from press.desk.outlet_page import facts_form, page, vocabulary
from press.desk.views.blueprint import blueprint, officers_only
from press.errors import Invalid
from press.events.queries import events_of_officer
from press.outlets import services as registry_verbs
from press.outlets.errors import EditedMeanwhile
from press.outlets.models import Outlet
from press.outlets.queries import outlet_itself
from press.outlets.queries.owners import owner_by_id
from press.outlets.queries.registry import RegistryFilter, countries_of_outlets, outlet_counts, registry
from press.outlets.services.registering import Facts
from press.outlets.services.standing import block, rest, unverify
from press.outlets.states import TO_VERIFY, Medium, OutletState
from press.web.fields import Form, one_line
from press.web.language import locale

TO_VERIFY_WORD = "to_verify"
LONGEST_SEARCH = 100
_STANDING = {"unverified": unverify, "dormant": rest, "blocked": block}
SORTS = ("best", "name", "newest")
NUMBER = "<int(max=2147483647):{}>"
OUTLET = "/outlets/" + NUMBER.format("outlet_id")


@dataclass(frozen=True)
class Wanted:
    """The list as its address asks for it; what means nothing there is left out."""

    filter: RegistryFilter
    state: str
    page: int


def read_registry_filter(args: Mapping[str, str]) -> Wanted:
    """Reads `state`, `medium`, `country`, `owner`, `q`, `sort` and `page`."""
    searched = one_line(args.get("q"))[:LONGEST_SEARCH]
    state, medium, owner = args.get("state", ""), args.get("medium", ""), args.get("owner", "")
    known: dict[str, tuple[OutletState, ...]] = {each.value: (each,) for each in outlet_states()}
    known[TO_VERIFY_WORD] = TO_VERIFY
    sort = args.get("sort", "")
    number = args.get("page", "1")
    return Wanted(
        filter=RegistryFilter(
            states=known.get(state, ()),
            medium=Medium(medium) if medium in set(Medium) else None,
            country=args.get("country", "")[:2],
            owner_id=int(owner) if owner.isdecimal() and len(owner) < 10 else None,
            words=searched,
            sort=sort if sort in SORTS else ("best" if searched else "name"),
        ),
        state=state if state in known else "",
        page=int(number) if number.isdecimal() and len(number) < 7 else 1,
    )


def outlet_states() -> list[OutletState]:
    """States that the list tells of."""
    return [state for state in OutletState if state is not OutletState.MERGED]


@blueprint.get("/outlets")
@officers_only
def outlets() -> ResponseReturnValue:
    """The registry, filtered."""
    wanted = read_registry_filter(request.args)
    counts = outlet_counts()
    found = registry(wanted.filter, language=locale(), number=wanted.page)
    events = [event.id for event in events_of_officer(current_user)]
    owner_id = wanted.filter.owner_id
    return render_template(
        "desk/outlets/list.html",
        page=found,
        wanted=wanted,
        counts=counts,
        to_verify=sum(counts[state] for state in TO_VERIFY),
        applications=applications_by_outlet([outlet.id for outlet in found.rows], events=events),
        owner=owner_by_id(owner_id) if owner_id is not None else None,
        media={medium: words.medium(medium) for medium in Medium},
        present=countries_of_outlets(),
        countries=country_names(locale()),
        words=words,
    )


@blueprint.get("/outlets/new")
@officers_only
def new_outlet() -> ResponseReturnValue:
    """The empty form."""
    form = FactsForm(formdata=None, version=0, country="TH", name_th="", name_en=one_line(request.args.get("name")))
    return render_template("desk/outlets/new.html", form=form)


@blueprint.post("/outlets/new")
@officers_only
def add_outlet() -> ResponseReturnValue:
    """Adds an outlet by hand."""
    form = FactsForm()
    if not form.validate_on_submit():
        return render_template("desk/outlets/new.html", form=form), 422
    outlet = registry_verbs.add(typed_facts(form), by=current_user.by, at=now())
    flash(_("The outlet is in the registry. It is not verified yet."), "success")
    return redirect(url_for("desk.outlet_page", outlet_id=outlet.id), 303)


@blueprint.get(OUTLET)
@officers_only
def outlet_page(outlet_id: int) -> ResponseReturnValue:
    """Everything about one outlet."""
    return page(outlet_itself(outlet_id))


@blueprint.get(OUTLET + "/edit")
@officers_only
def edit_outlet(outlet_id: int) -> ResponseReturnValue:
    """The form with what is known."""
    outlet = outlet_itself(outlet_id)
    return render_template("desk/outlets/edit.html", outlet=outlet, form=facts_form(outlet), **vocabulary(outlet))


@blueprint.post(OUTLET + "/edit")
@officers_only
def save_outlet(outlet_id: int) -> ResponseReturnValue:
    """Corrects what is known."""
    outlet, form = outlet_itself(outlet_id, for_update=True), FactsForm()

    def again(meanwhile: bool) -> str:
        known = vocabulary(outlet)
        return render_template("desk/outlets/edit.html", outlet=outlet, form=form, meanwhile=meanwhile, **known)

    if not form.validate_on_submit():
        return again(meanwhile=False), 422
    try:
        registry_verbs.edit(outlet, typed_facts(form), version=form.version.data, by=current_user.by, at=now())
    except EditedMeanwhile:
        renew(form, outlet)
        return again(meanwhile=True), 409
    outlet_changed(outlet)
    flash(_("Saved."), "success")
    return redirect(url_for("desk.outlet_page", outlet_id=outlet.id), 303)


@blueprint.post(OUTLET + "/verify")
@officers_only
def verify_known_outlet(outlet_id: int) -> ResponseReturnValue:
    """An officer has checked what stands there, and says how."""

    def verb(outlet: Outlet, form: VerifyForm) -> str:
        facts = registry_verbs.registering.facts_of(outlet)
        registry_verbs.verify(
            outlet,
            name_th=facts.name_th,
            name_en=facts.name_en,
            medium=facts.medium,
            country=facts.country,
            owner=facts.owner,
            how=form.how.data,
            version=form.version.data,
            by=current_user.by,
            at=now(),
        )
        return _("The outlet is verified.")

    return act(outlet_id, VerifyForm(), verb)


@blueprint.post(OUTLET + "/standing")
@officers_only
def stand_outlet(outlet_id: int) -> ResponseReturnValue:
    """Takes the verification back, lets it rest, or blocks it."""

    def verb(outlet: Outlet, form: StandingForm) -> str:
        change = _STANDING[form.state.data]
        change(outlet, reason=form.reason.data, version=form.version.data, by=current_user.by, at=now())
        return _("Changed: %(state)s.", state=words.outlet_state(outlet.state))

    return act(outlet_id, StandingForm(), verb)


def act(outlet_id: int, form: Form, verb: Callable[[Outlet, Form], str], *, anchor: str = "") -> ResponseReturnValue:
    """One verb on one outlet: locked, done, said. What cannot be kept comes back with what was typed."""
    outlet = outlet_itself(outlet_id, for_update=True)
    if not form.validate_on_submit():
        return page(outlet, failed=form), 422
    try:
        said = verb(outlet, form)
    except EditedMeanwhile:
        renew(form, outlet)
        return page(outlet, failed=form, meanwhile=True), 409
    except Invalid as refusal:
        form.form_errors.append(str(refusal.message))
        return page(outlet, failed=form), 422
    flash(said, "success")
    return redirect(url_for("desk.outlet_page", outlet_id=outlet_id, _anchor=anchor or None), 303)


def renew(form: VersionedOutletForm, outlet: Outlet) -> None:
    """What was typed stays; it may be sent again, on the version that is shown now."""
    form.version.raw_data, form.version.data = None, outlet.version


def typed_facts(form: FactsForm) -> Facts:
    return Facts(
        name_th=form.name_th.data or "",
        name_en=form.name_en.data or "",
        medium=Medium(form.medium.data),
        country=form.country.data,
        owner=form.owner.data or "",
    )
