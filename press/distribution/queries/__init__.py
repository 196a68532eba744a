"""Reads of distribution, by noun."""

from press.distribution.queries.adoption import (
    THAILAND,
    Adoption,
    adoption_of,
    report_of,
    reports_of,
)
from press.distribution.queries.downloads import (
    DownloadRow,
    downloads_for_outlet,
    downloads_of,
)
from press.distribution.queries.emblems import (
    emblem_grants,
    emblem_request,
    emblem_requests_of,
    emblems_ending,
    granted_emblem,
    own_emblem_requests,
)
from press.distribution.queries.readers import (
    KitLink,
    MarkLink,
    Opening,
    kits_for,
    mark_for,
    opening_of,
    reader_of,
    reading_as,
)
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
    "THAILAND",
    "Accepted",
    "Adoption",
    "DownloadRow",
    "KitLink",
    "MarkLink",
    "Opening",
    "Terms",
    "accepted_by",
    "accepted_for",
    "accepted_versions",
    "adoption_of",
    "downloads_for_outlet",
    "downloads_of",
    "emblem_grants",
    "emblem_request",
    "emblem_requests_of",
    "emblems_ending",
    "granted_emblem",
    "kits_for",
    "latest_undertaking",
    "licences_asked",
    "mark_for",
    "opening_of",
    "own_emblem_requests",
    "reader_of",
    "reading_as",
    "report_of",
    "reports_of",
    "undertaking_asked",
    "undertaking_of",
]
