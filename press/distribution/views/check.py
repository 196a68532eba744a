"""Is my copy old?"""

import re
from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.clock import now
from press.distribution.queries import reader_of
from press.distribution.views.blueprint import blueprint
from press.distribution.views.history import versions_shown
from press.distribution.views.shared import kit_called
from press.kits.errors import KitNotFound
from press.kits.queries import Reader, may_see_kit, visible_release
from press.kits.queries.reading import KnownCopy, known_copies
from press.kits.states import CopyState
from press.web.guards import public

_SHA256 = re.compile(r"[0-9a-f]{64}")
# What is said when the same bytes are known more than once: what still holds, first.
_ORDER = list(CopyState)


@blueprint.get("/kits/<slug>/check")
@public
def check(slug: str) -> ResponseReturnValue:
    """What became of a file that somebody holds, by its SHA-256: the file itself stays where it is. Of files that this
    reader may not know of it says the same as of any other."""
    at, kit = now(), kit_called(slug)
    reader = reader_of(current_user, kit.event_id)
    typed = request.args.get("sha256", "").strip()
    sha256 = typed.lower().partition(" ")[0]  # as sha256sum and SHA256SUMS.txt write it: the name follows
    copies = known_copies(slug, sha256, reader, at)
    found = min(copies, key=lambda one: _ORDER.index(one.state), default=None)
    return render_template(
        "distribution/check.html",
        event=kit.event,
        kit=kit,
        whole_kit=may_see_kit(slug, reader, at),
        typed=typed,
        asked=bool(typed),
        wrong=bool(typed) and not _SHA256.fullmatch(sha256),
        found=found,
        history=_history(slug, found, reader, at),
    )


def _history(slug: str, found: KnownCopy | None, reader: Reader, at: datetime) -> str | None:
    """The release whose history says more of this copy: one that has been through several versions."""
    if found is None or found.release is None:
        return None
    try:
        text, *_others = visible_release(slug, found.release, reader, at)
    except KitNotFound:  # taken back in this moment
        return None
    return found.release if len(versions_shown(text, reader, at)) > 1 else None
