"""What the page of one outlet shows."""

from typing import Any

from flask import render_template
from flask_login import current_user

from press.accreditation import words
from press.accreditation.countries import country_names
from press.accreditation.queries.outlets import SHOWN, applications_for
from press.audit import words as audit_words
from press.audit.queries import entries_about
from press.clock import BANGKOK, now
from press.desk import registry_words
from press.desk import words as desk_words
from press.desk.forms.registry import (
    AliasForm,
    FactsForm,
    OutletEvidenceForm,
    OwnerForm,
    PlatformForm,
    StandingForm,
    UndoForm,
    VerifyForm,
)
from press.distribution.queries import downloads_for_outlet
from press.events.queries import events_of_officer
from press.outlets.models import Outlet
from press.outlets.queries.history import evidence_of, merges_of, owners_over_time, platforms_of
from press.outlets.services.registering import facts_of
from press.outlets.states import LEGAL_MOVES, OutletState
from press.outlets.suggesting import look_alikes
from press.web.fields import Form
from press.web.language import locale

_ALIKE = 5


def page(outlet: Outlet, *, failed: Form | None = None, meanwhile: bool = False) -> str:
    """The whole page; the form that was refused keeps what was typed. `meanwhile`: somebody else was quicker."""
    events = [event.id for event in events_of_officer(current_user)]
    return render_template(
        "desk/outlets/outlet.html",
        outlet=outlet,
        forms=_forms(outlet, failed),
        meanwhile=meanwhile,
        platforms=platforms_of(outlet),
        evidence=evidence_of(outlet),
        owners=owners_over_time(outlet),
        merges=merges_of(outlet),
        survivor=outlet.merged_into_id,
        applications=applications_for(outlet.id, events=events),
        most=SHOWN,
        downloads=downloads_for_outlet(outlet.id, events=events),
        alike=_alike(outlet),
        audit=entries_about(outlet.subject),
        today=now().astimezone(BANGKOK).date(),
        **vocabulary(outlet),
    )


def vocabulary(outlet: Outlet) -> dict[str, Any]:
    """Words and moves for this outlet's pages."""
    return {
        "State": OutletState,
        "moves": LEGAL_MOVES[outlet.state] - {OutletState.MERGED} if outlet.merged_into_id is None else frozenset(),
        "countries": country_names(locale()),
        "words": words,
        "registry_words": registry_words,
        "act_words": desk_words.act,
        "actor_words": audit_words.actor,
    }


def _alike(outlet: Outlet) -> list[Outlet]:
    """Outlets that look like one of its two names."""
    names = [name for name in (outlet.name_th, outlet.name_en) if name and outlet.merged_into_id is None]
    found = [each for name in names for each in look_alikes(name, limit=_ALIKE, but=outlet)]
    return list(dict.fromkeys(found))[:_ALIKE]


def facts_form(outlet: Outlet) -> FactsForm:
    """The facts as they are."""
    facts = facts_of(outlet)
    return FactsForm(
        formdata=None,
        name_th=facts.name_th,
        name_en=facts.name_en,
        medium=facts.medium.value,
        country=facts.country,
        owner=facts.owner,
        version=outlet.version,
    )


def _forms(outlet: Outlet, failed: Form | None) -> dict[str, Form]:
    version = outlet.version
    forms: dict[str, Form] = {
        "facts": facts_form(outlet),
        "verify": VerifyForm(formdata=None, version=version, how=outlet.verified_how or ""),
        "standing": StandingForm(formdata=None, version=version),
        "alias": AliasForm(formdata=None),
        "platform": PlatformForm(formdata=None, platform_medium=outlet.medium.value),
        "evidence": OutletEvidenceForm(formdata=None),
        "owner": OwnerForm(formdata=None, version=version),
        "undo": UndoForm(formdata=None),
    }
    return {name: failed if failed is not None and type(failed) is type(form) else form for name, form in forms.items()}
