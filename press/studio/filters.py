"""How the studio says moments that count to the second."""

from datetime import UTC, datetime

from flask_babel import gettext as _
from markupsafe import Markup

from press.web.language import short_date, time_tag


def zoned(moment: datetime) -> Markup:
    """Bangkok's time, the same in UTC, and a place for the reader's own zone (static/js/zones.js)."""
    utc = moment.astimezone(UTC)
    universal = f"{short_date(utc.date())} {utc:%H:%M} UTC"
    return Markup('{} <span class="pd-soft">({}; {}<span data-own-zone="{}"></span>)</span>').format(
        time_tag(moment), _("Bangkok"), universal, utc.isoformat(timespec="seconds")
    )
