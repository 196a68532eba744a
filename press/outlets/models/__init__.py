"""The tables of the registry, by noun."""

from press.outlets.models.history import OutletApart, OutletMerge, OutletOwner
from press.outlets.models.known import OutletEvidence, OutletPlatform
from press.outlets.models.outlet import Outlet, OutletAlias, Owner, OwnMedium

__all__ = [
    "Outlet",
    "OutletAlias",
    "OutletApart",
    "OutletEvidence",
    "OutletMerge",
    "OutletOwner",
    "OutletPlatform",
    "OwnMedium",
    "Owner",
]
