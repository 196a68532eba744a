"""A release for machines, and for whoever only wants the words. As the page: the same rule, and 404 for all else."""

import json

from flask import Response
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.clock import now
from press.distribution import pages
from press.distribution.ninjs import NINJS, ninjs
from press.distribution.queries import reader_of
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import address, kit_called, licences_shown
from press.kits.queries import visible_release
from press.kits.queries.reading import dated, texts_as_files
from press.web.guards import public
from press.web.language import locale


@blueprint.get("/kits/<slug>/releases/<release>/text.txt")
@public
def plain_text(slug: str, release: str) -> ResponseReturnValue:
    """Title and text in the page's language, to be copied where there is no script."""
    at = now()
    reader = reader_of(current_user, kit_called(slug).event_id)
    text = pages.release_line(visible_release(slug, address(release), reader, at), locale()).text
    answer = Response(pages.copied_text(text, at) + "\n", content_type="text/plain; charset=utf-8")
    answer.headers["Content-Language"] = text.language.value
    return answer


@blueprint.get("/kits/<slug>/releases/<release>/ninjs.json")
@public
def ninjs_json(slug: str, release: str) -> ResponseReturnValue:
    """The release as ninjs, in the page's language."""
    at = now()
    reader = reader_of(current_user, kit_called(slug).event_id)
    line = pages.release_line(visible_release(slug, address(release), reader, at), locale())
    revision = line.text.kit_revision
    own, *others = dated([text for text in (line.text, line.other) if text])
    licences = licences_shown(revision, [], revision.licence)
    item = ninjs(
        own,
        others,
        files=texts_as_files(slug, release, reader, at),
        contacts=pages.contacts_of(revision),
        licence=licences[0] if licences else None,
        at=at,
    )
    return Response(json.dumps(item, ensure_ascii=False, indent=1), content_type=f"{NINJS}; charset=utf-8")
