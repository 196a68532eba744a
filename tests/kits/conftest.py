from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.kits.folders import write_kit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small good kit, to be published or broken."""
    return write_kit(tmp_path)


@pytest.fixture
def in_app(app: Flask) -> Iterator[Flask]:
    """Lets the test read the database."""
    with app.app_context():
        yield app
