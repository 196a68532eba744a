"""Press kits in the database: revisions are added and never changed, so that what anyone saw can be shown
again. Which revision holds is `Kit.current_number`; whether it shows is computed when it is asked for."""

from press.kits.models.asset import Asset, AssetEntry, AssetRevision, LogoPack
from press.kits.models.draft import DraftAuthor, DraftFile, DraftUpload, KitDraft
from press.kits.models.kit import Kit, KitRevision, RevisionFile
from press.kits.models.life import AssetEnding, Correction, EmbargoChange, ReleaseEnding, Tombstone
from press.kits.models.release import LicenceText, Release, ReleaseText

__all__ = [
    "Asset",
    "AssetEnding",
    "AssetEntry",
    "AssetRevision",
    "Correction",
    "DraftAuthor",
    "DraftFile",
    "DraftUpload",
    "EmbargoChange",
    "Kit",
    "KitDraft",
    "KitRevision",
    "LicenceText",
    "LogoPack",
    "Release",
    "ReleaseEnding",
    "ReleaseText",
    "RevisionFile",
    "Tombstone",
]
