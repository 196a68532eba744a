"""How the studio calls a kit, and how it says moments that count to the second."""

from datetime import UTC, datetime

from flask_babel import gettext as _
from markupsafe import Markup

from press.clock import BANGKOK
from press.kits.models import Kit
from press.kits.queries import current_revision, open_draft_of
from press.kits.queries.writing import both, manifest_of
from press.web.language import locale, moment_there, time_tag


def zoned(moment: datetime) -> Markup:
    """Bangkok's time, the same in UTC, and a place for the reader's own zone (static/js/zones.js); never rounded."""
    utc, seconds = moment.astimezone(UTC), moment.second > 0
    bangkok = time_tag(moment, moment_there(moment.astimezone(BANGKOK), _("Bangkok"), seconds=seconds))
    universal = moment_there(utc, "UTC", seconds=seconds)
    return Markup('{} <span class="pd-soft">· {}<span data-own-zone="{}"></span></span>').format(
        bangkok, universal, utc.isoformat(timespec="seconds")
    )


def kit_title(kit: Kit) -> str:
    """The kit's title: of the revision that holds, of the draft before there is one; its name in addresses when
    neither says any."""
    revision = current_revision(kit.id)
    if revision is not None:
        return revision.title(locale()) or kit.slug
    draft = open_draft_of(kit.id)
    titles = both(manifest_of(draft.id), "title") if draft else {}
    return titles.get(locale()) or next(filter(None, titles.values()), kit.slug)
