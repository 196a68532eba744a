"""Who holds which version, and what was downloaded by whom."""

from datetime import date, datetime

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.audit.services import record
from press.clock import now
from press.distribution.queries import figures, holding
from press.kits.queries import kit_for_editor
from press.kits.states import ReleaseState
from press.studio import asking, exports, words
from press.studio.lives import numbering
from press.studio.views.blueprint import blueprint, kit_editors_only
from press.web.language import short_date, short_moment


@blueprint.get("/<slug>/holders")
@kit_editors_only
def holders(slug: str) -> ResponseReturnValue:
    """Each release and file with how many have the version that holds, and the people behind it."""
    kit = kit_for_editor(slug, actor=current_user)
    wanted = asking.holder_filter(request.args)
    items = holding.items_of(kit)
    held = holding.held_of(kit)
    page = holding.holders(kit, wanted, number=asking.number(request.args.get("page", "")) or 1)
    shown = [(item, held.get(key, holding.Held())) for key, item in items.items() if _is_shown(item, key in held)]
    chosen = items.get(wanted.item) if wanted.item else None
    first = [each for each in shown if each[0].kind == holding.RELEASE or each[1].people_older]
    return render_template(
        "studio/holders.html",
        kit=kit,
        event=kit.event,
        items=shown,
        # Whoever has only an older version is to be told: what they have stands above everything else.
        first=sorted(first, key=lambda each: not each[1].people_older),
        others=[each for each in shown if each not in first],
        older=any(each.people_older for _item, each in shown),
        by_key=items,
        wanted=wanted,
        chosen=chosen,
        ended=_ended,
        version_of=numbering(kit),
        page=page,
    )


@blueprint.post("/<slug>/holders.csv")
@kit_editors_only
def export_holders(slug: str) -> Response:
    """The people who match, as CSV. An act, not a look: personal data leaves the house."""
    kit = kit_for_editor(slug, actor=current_user)
    wanted = asking.holder_filter(request.form)
    rows = holding.every_holder(kit, wanted)
    at = now()
    # Which words were searched for names people; that some were is enough.
    by_which = {"item": request.form.get("item", "") if wanted.item else "", "have": wanted.have}
    taken = {"rows": len(rows), "searched": bool(wanted.words), **by_which}
    record("holders.exported", f"kit:{kit.slug}", by=current_user.by, at=at, **taken)
    return exports.csv_response(
        exports.holders(rows, holding.items_of(kit), numbering(kit)), _("Holders"), slug=kit.slug, at=at
    )


@blueprint.get("/<slug>/downloads")
@kit_editors_only
def downloads(slug: str) -> ResponseReturnValue:
    """What was downloaded, by file, by outlet and over time."""
    kit = kit_for_editor(slug, actor=current_user)
    wanted = asking.download_filter(request.args)
    every = figures.DownloadFilter()
    points = figures.grown(figures.over_time(kit, wanted))
    return render_template(
        "studio/downloads.html",
        kit=kit,
        event=kit.event,
        wanted=wanted,
        asked=request.args,
        nobodys=figures.NOBODYS,
        files=figures.by_file(kit, wanted),
        outlets=figures.by_outlet(kit, wanted),
        every_file=figures.by_file(kit, every),
        every_outlet=figures.by_outlet(kit, every),
        points=[(moment, _label(moment), total) for moment, total in points],
    )


@blueprint.post("/<slug>/downloads.csv")
@kit_editors_only
def export_downloads(slug: str) -> Response:
    """The same figures as CSV. They name outlets and nobody."""
    kit = kit_for_editor(slug, actor=current_user)
    wanted = asking.download_filter(request.form)
    at = now()
    files, outlets = figures.by_file(kit, wanted), figures.by_outlet(kit, wanted)
    record("downloads.exported", f"kit:{kit.slug}", by=current_user.by, at=at, rows=len(files) + len(outlets))
    return exports.csv_response(exports.downloads(files, outlets), _("Downloads"), slug=kit.slug, at=at)


def _is_shown(item: holding.Item, is_held: bool) -> bool:
    """Releases and what people choose to take; of pictures and of what is gone only what somebody has."""
    return is_held or (item.current is not None and item.asset_kind != "rendition")


def _ended(item: holding.Item) -> str:
    return words.release_state(ReleaseState(item.ended.value)) if item.ended else ""


def _label(moment: datetime | date) -> str:
    return short_moment(moment) if isinstance(moment, datetime) else short_date(moment)
