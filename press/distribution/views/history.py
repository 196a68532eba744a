"""What a release said before, and what stands in the place of one that was taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.clock import now
from press.distribution import pages
from press.distribution.errors import TakenBack
from press.distribution.queries import reader_of
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import about, address, kit_called
from press.kits.differences import Piece, differences
from press.kits.errors import KitNotFound
from press.kits.lives import Version, lives_of
from press.kits.models import ReleaseEnding, ReleaseText
from press.kits.queries import Reader, corrections_of, texts_through_time, tombstone, visible_release
from press.kits.states import EndingKind
from press.web.guards import public
from press.web.language import locale

Step = tuple[Version, list[tuple[str, list[Piece]]]]


@blueprint.get("/kits/<slug>/releases/<release>/history")
@public
def history(slug: str, release: str) -> ResponseReturnValue:
    """The versions of a release, the newest first, each with what it changed; for those who may read it."""
    at = now()
    reader = reader_of(current_user, kit_called(slug).event_id)
    line = pages.release_line(texts_shown(slug, release, reader, at), locale())
    versions = versions_shown(line.text, reader, at)
    return render_template(
        "distribution/history.html",
        **about(line.text.kit_revision, at),
        line=line,
        steps=_steps(versions, line.text.language),
    )


def texts_shown(slug: str, release: str, reader: Reader, at: datetime) -> Sequence[ReleaseText]:
    """The texts of a release. Raises TakenBack where there is a tombstone for this reader, else KitNotFound."""
    try:
        return visible_release(slug, address(release), reader, at)
    except KitNotFound:
        if ending := tombstone(slug, release, reader, at):
            raise TakenBack(ending, kit=slug) from None  # who finds a tombstone has the kit
        raise


def versions_shown(text: ReleaseText, reader: Reader, at: datetime) -> list[Version]:
    """The versions of this text's release that this reader may have, the oldest first."""
    revision = text.kit_revision
    told = (revision.kit_id, text.release_id)
    life = lives_of(texts_through_time(*told), corrections_of(*told))[text.release.slug]
    return life.shown(staff=reader.staff, lift=revision.kit.lift, at=at)


def notes_shown(text: ReleaseText, reader: Reader, at: datetime) -> list[Version]:
    """The versions with a note on their correction that this reader may have, the newest first. Most releases have
    none, and their older texts are not even read."""
    if not corrections_of(text.kit_revision.kit_id, text.release_id):
        return []
    return [version for version in reversed(versions_shown(text, reader, at)) if version.correction]


@dataclass(frozen=True)
class Change:
    """What became of a release, as a kit's page tells it: corrected, or taken back where there is a `kind`."""

    at: datetime
    slug: str
    title: str
    note: str
    kind: EndingKind | None = None


def changes_shown(
    lines: Sequence[pages.ReleaseLine], endings: Sequence[ReleaseEnding], reader: Reader, at: datetime
) -> list[Change]:
    """Corrections of these releases that this reader may have, and these endings, in the reader's language, the newest
    first."""
    changes = [Change(one.at, one.release.slug, one.title(locale()), one.reason(locale()), one.kind) for one in endings]
    for line in lines:
        for version in notes_shown(line.text, reader, at):
            if note := version.correction:
                changes.append(Change(note.at, line.slug, line.text.title, note.note(locale())))
    return sorted(changes, key=lambda change: change.at, reverse=True)


def parts_of(text: ReleaseText) -> list[tuple[str, str]]:
    """What a text says, part by part, each under its name."""
    return [
        (_("Title"), text.title),
        (_("Subtitle"), text.subtitle),
        (_("Summary"), text.summary),
        (_("Dateline"), text.dateline),
        (_("Text"), text.body_text),
    ]


def _steps(versions: Sequence[Version], language: str) -> list[Step]:
    """Each version with what it changed, part by part; the first one changed nothing."""
    steps: list[Step] = [(version, []) for version in versions[:1]]
    for old, new in pairwise(versions):
        pairs = zip(parts_of(old.text(language)), parts_of(new.text(language)), strict=True)
        changed = [(name, differences(before, after)) for (name, before), (_name, after) in pairs if before != after]
        steps.append((new, changed))
    return steps[::-1]


@blueprint.app_errorhandler(TakenBack)
def taken_back(refusal: TakenBack) -> Response:
    """The tombstone: title, reason and time, nothing else of it, and the way to what is there still."""
    found = refusal.tombstone
    kind = found.kind if isinstance(found, ReleaseEnding) else None
    page = render_template("distribution/tombstone.html", tombstone=found, kind=kind, kit_address=refusal.kit)
    return make_response(page, 410)
