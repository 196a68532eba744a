"""Reads of distribution, by noun."""

from press.distribution.queries.adoption import THAILAND, Adoption, adoption_of, report_of, reports_of
from press.distribution.queries.downloads import DownloadRow, downloads_for_outlet, downloads_of
from press.distribution.queries.emblems import (
    emblem_grants,
    emblem_request,
    emblem_requests_of,
    granted_emblem,
    own_emblem_requests,
)
from press.distribution.queries.readers import kit_link_for, reader_of

__all__ = [
    "THAILAND",
    "Adoption",
    "DownloadRow",
    "adoption_of",
    "downloads_for_outlet",
    "downloads_of",
    "emblem_grants",
    "emblem_request",
    "emblem_requests_of",
    "granted_emblem",
    "kit_link_for",
    "own_emblem_requests",
    "reader_of",
    "report_of",
    "reports_of",
]
