from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from press.db import db
from press.events.models import Event
from tests.kits.folders import write_kit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small good kit, to be published or broken."""
    return write_kit(tmp_path)


@pytest.fixture
def event(app: Flask, at: datetime) -> Event:
    """The event that the small kit belongs to."""
    words = {"name": "งาน", "summary": "สรุป", "description_html": "<p>งาน</p>", "venue": "กรุงเทพฯ"}
    event = Event(
        slug="sample-event",
        ref_prefix="SMP",
        **{f"{key}_{language}": text for key, text in words.items() for language in ("th", "en")},
        starts_at=at,
        ends_at=at,
        opened_at=at,
        goal=20,
        organisers=[],
        contact={},
    )
    db.session.add(event)
    db.session.commit()
    return event
