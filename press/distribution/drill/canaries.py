"""What would give a kit away, were it found anywhere: its titles, its words, its files' names, addresses and sums."""

import re

from sqlalchemy import select

from press.db import db
from press.kits.models import Asset, AssetEntry, AssetRevision, Kit, KitRevision, ReleaseText
from press.kits.states import Audience
from press.markup import CELL

SHORTEST = 8  # a shorter word stands in many pages
FRAGMENT = 48
ADDRESS = "address of"
_MARK = re.compile(r"\s*(?:•|\d+\.) ")  # before an item of a list: no page has it beside the words

Canaries = dict[str, str]  # what may be found, and what it is


def canaries_of(revision: KitRevision) -> tuple[Canaries, Canaries]:
    """What the kit's accredited readers find after the lift, and the part of it that everybody does. What the event
    says of itself is no secret of the kit."""
    public, whole = _files(revision)
    whole |= _words(revision)
    if revision.audience is Audience.PUBLIC:
        public |= _words(revision)
    if public:  # the zip that is open to all says what kit it is
        public |= _introduction(revision)
    known = _public_words(revision.kit)
    lines = {_longest_line(text): what for text, what in whole.items()}
    whole = {text: what for text, what in lines.items() if len(text) >= SHORTEST and text not in known}
    return whole, {text: whole[text] for text in map(_longest_line, public) if text in whole}


def _longest_line(text: str) -> str:
    return max(text.splitlines(), key=len, default="").strip()


def _introduction(revision: KitRevision) -> Canaries:
    found = {revision.title_th: "title", revision.title_en: "title"}
    return found | {revision.summary_th: "summary", revision.summary_en: "summary"}


def _words(revision: KitRevision) -> Canaries:
    found = _introduction(revision)
    texts = db.session.scalars(select(ReleaseText).where(ReleaseText.kit_revision_id == revision.id))
    for text in texts:
        found[text.title] = f"title of {text.release.slug}"
        found[_fragment(text.body_text)] = f"text of {text.release.slug}"
    return found


def _fragment(body: str) -> str:
    """The beginning of the longest line, as it stands on a page, too."""
    lines = [_MARK.sub("", line, count=1).partition(CELL)[0] for line in body.splitlines()]
    return max(lines, key=len, default="")[:FRAGMENT].strip()


def _files(revision: KitRevision) -> tuple[Canaries, Canaries]:
    public: Canaries = {}
    whole: Canaries = {}
    rows = db.session.execute(
        select(AssetEntry.audience, Asset.ref, AssetRevision.file_name, AssetRevision.sha256)
        .join(AssetRevision, AssetRevision.id == AssetEntry.asset_revision_id)
        .join(Asset, Asset.id == AssetRevision.asset_id)
        .where(AssetEntry.kit_revision_id == revision.id)
    )
    for audience, ref, name, sha256 in rows:
        held = {ref: f"{ADDRESS} {name}", name: "file name", sha256: f"sum of {name}"}
        whole |= held
        if audience is Audience.PUBLIC:
            public |= held
    return public, whole


def _public_words(kit: Kit) -> str:
    event = kit.event
    return "\n".join(str(getattr(event, column.key)) for column in event.__table__.columns)
