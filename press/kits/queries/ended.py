"""What has ended is there for nobody, staff included, from the commit of its ending on: conditions for the queries."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from press.kits.models import Asset, AssetEnding, AssetEntry, AssetRevision, KitRevision, ReleaseEnding, ReleaseText
from press.kits.states import AssetKind

TEXT_STANDS = ReleaseText.release_id.not_in(select(ReleaseEnding.release_id))
_TEXT_NOT_ENDED = or_(Asset.release_id.is_(None), Asset.release_id.not_in(select(ReleaseEnding.release_id)))
_ENDED_FILES = select(AssetEnding.asset_id)
_FILE_NOT_ENDED = and_(
    Asset.id.not_in(_ENDED_FILES), or_(Asset.rendition_of_id.is_(None), Asset.rendition_of_id.not_in(_ENDED_FILES))
)
# A zip that holds something ended waits for the next revision. Releases lie in zips for the kit's own audience alone.
_HOLDS_ENDED_TEXT = (
    select(ReleaseText.id)
    .join(ReleaseEnding, ReleaseEnding.release_id == ReleaseText.release_id)
    .where(ReleaseText.kit_revision_id == KitRevision.id)
    .correlate(KitRevision)
    .exists()
)
_other = aliased(AssetEntry)
_HOLDS_ENDED_FILE = (
    select(_other.id)
    .join(AssetRevision, AssetRevision.id == _other.asset_revision_id)
    .join(AssetEnding, AssetEnding.asset_id == AssetRevision.asset_id)
    .where(_other.kit_revision_id == KitRevision.id)
    .correlate(KitRevision)
    .exists()
)
_ZIP_IS_WHOLE = or_(
    Asset.kind != AssetKind.ZIP,
    and_(or_(AssetEntry.audience != KitRevision.audience, ~_HOLDS_ENDED_TEXT), ~_HOLDS_ENDED_FILE),
)
IS_GIVEN_OUT = and_(_TEXT_NOT_ENDED, _FILE_NOT_ENDED, _ZIP_IS_WHOLE)
