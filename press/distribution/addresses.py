"""Addresses and moments as machines are told them."""

from datetime import datetime

from flask import current_app, url_for

from press.clock import BANGKOK
from press.kits.models import AssetEntry


def absolute(path: str) -> str:
    """From BASE_URL, never from a request's Host header."""
    return str(current_app.extensions["press.config"].base_url) + path


def address_of(entry: AssetEntry) -> str:
    """Where a file is, in its newest revision."""
    held = entry.asset_revision
    return absolute(url_for("distribution.file", ref=entry.asset.ref, number=held.number, name=held.file_name))


def iso(moment: datetime) -> str:
    """ "2019-03-11T09:00:00+07:00"."""
    return moment.astimezone(BANGKOK).isoformat(timespec="seconds")
