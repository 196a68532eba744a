"""Reads of distribution, by noun."""

from press.distribution.queries.downloads import DownloadRow, downloads_for_outlet, downloads_of
from press.distribution.queries.readers import Opening, kit_link_for, opening_for, opening_of, reader_of, reading_as
from press.distribution.queries.terms import (
    Accepted,
    Terms,
    accepted_by,
    accepted_for,
    accepted_versions,
    latest_undertaking,
    licences_asked,
    undertaking_asked,
    undertaking_of,
)

__all__ = [
    "Accepted",
    "DownloadRow",
    "Opening",
    "Terms",
    "accepted_by",
    "accepted_for",
    "accepted_versions",
    "downloads_for_outlet",
    "downloads_of",
    "kit_link_for",
    "latest_undertaking",
    "licences_asked",
    "opening_for",
    "opening_of",
    "reader_of",
    "reading_as",
    "undertaking_asked",
    "undertaking_of",
]
