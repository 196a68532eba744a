"""An event as a file: TOML in, checked values out."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from press.events.errors import EventFileFault
from press.events.settings import MOST_DAYS, PUBLIC_FIGURES, PaperRule, Quotas

_BOTH = ("name", "summary", "description", "venue")


def read_event_file(path: Path) -> dict[str, Any]:
    """The columns of an Event as the file gives them. Raises EventFileFault naming file and key."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EventFileFault(f"{path}: {error}") from error
    try:
        return _columns(raw)
    except (KeyError, TypeError, ValueError) as error:
        raise EventFileFault(f"{path}: missing or wrong: {error}") from error


def _columns(raw: Mapping[str, Any]) -> dict[str, Any]:
    texts = {f"{key}_{language}": str(raw[key][language]).strip() for key in _BOTH for language in ("th", "en")}
    columns: dict[str, Any] = {
        **texts,
        "slug": str(raw["slug"]),
        "ref_prefix": str(raw["ref_prefix"]),
        "starts_at": _moment(raw, "starts_at"),
        "ends_at": _moment(raw, "ends_at"),
        "applications_open_at": _moment(raw, "applications_open_at") if "applications_open_at" in raw else None,
        "applications_close_at": _moment(raw, "applications_close_at") if "applications_close_at" in raw else None,
        "goal": int(raw["goal"]),
        "public_progress": bool(raw.get("public_progress", True)),
        "kit_slug": raw.get("kit"),
        "organisers": [dict(organiser) for organiser in raw["organisers"]],
        "contact": dict(raw["contact"]),
        **{name: read(raw[name]) for name, read in _CHOSEN.items() if name in raw},
    }
    if columns["ends_at"] <= columns["starts_at"]:
        raise ValueError("ends_at is not after starts_at")
    if columns["goal"] < 1:
        raise ValueError("goal is less than 1")
    return columns


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value


def _days(value: Any) -> int:
    if not 0 <= int(value) <= MOST_DAYS:
        raise ValueError(f"{value!r} is no number of days from 0 to {MOST_DAYS}")
    return int(value)


def _targets(value: Mapping[str, Any]) -> dict[str, int]:
    return dict(Quotas.from_json({"by_medium": value}).by_medium)


def _figures(value: Any) -> list[str]:
    unknown = sorted(set(value) - set(PUBLIC_FIGURES))
    if unknown:
        raise ValueError(f"public_figures knows no {', '.join(unknown)}")
    return [name for name in PUBLIC_FIGURES if name in value]


# What a file may choose; what it does not name stays as it is.
_CHOSEN: Mapping[str, Callable[[Any], Any]] = {
    "data_protection": dict,
    "papers": lambda rules: [PaperRule.from_json(rule).as_json() for rule in rules],
    "quotas": lambda quotas: Quotas.from_json(quotas).as_json(),
    "targets": _targets,
    "public_figures": _figures,
    "two_officers": _truth,
    "promotes_by_itself": _truth,
    "appeal_days": _days,
    "retention_days": _days,
}


def _moment(raw: Mapping[str, Any], key: str) -> datetime:
    value = raw[key]
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError(f"{key} needs a date, a time and an offset, such as 2019-03-11T09:00:00+07:00")
    return value
