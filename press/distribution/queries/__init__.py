"""Reads of distribution, by noun."""

from press.distribution.queries.downloads import DownloadRow, downloads_for_outlet, downloads_of
from press.distribution.queries.readers import kit_link_for, reader_of

__all__ = ["DownloadRow", "downloads_for_outlet", "downloads_of", "kit_link_for", "reader_of"]
