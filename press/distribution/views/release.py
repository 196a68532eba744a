"""A release's page."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.clock import now
from press.distribution import pages
from press.distribution.queries import reader_of
from press.distribution.services.reading import record_reading
from press.distribution.views.blueprint import blueprint
from press.distribution.views.history import notes_shown, texts_shown
from press.distribution.views.shared import about, kit_called, licences_shown
from press.web.guards import public
from press.web.language import locale


@blueprint.get("/kits/<slug>/releases/<release>")
@public
def release(slug: str, release: str) -> ResponseReturnValue:
    """One release in the page's language, to be read, copied and printed."""
    at = now()
    reader = reader_of(current_user, kit_called(slug).event_id)
    line = pages.release_line(texts_shown(slug, release, reader, at), locale())
    revision = line.text.kit_revision
    if current_user.is_authenticated and not reader.staff:
        record_reading(kit=revision.kit, release_id=line.text.release_id, account_id=current_user.account_id, at=at)
    return render_template(
        "distribution/release.html",
        **about(revision, at),
        line=line,
        corrected=notes_shown(line.text, reader, at),
        licences=licences_shown(revision, [], revision.licence),
    )
