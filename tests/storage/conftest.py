from pathlib import Path

import pytest

from press.storage.s3 import S3Store
from tests.support.weed import Weed, shared_weed


@pytest.fixture(scope="session")
def weed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Weed:
    base = tmp_path_factory.getbasetemp()
    return shared_weed(Path(base) if worker_id == "master" else base.parent)


@pytest.fixture(scope="session")
def store(weed: Weed, worker_id: str) -> S3Store:
    """One bucket a worker; each test keeps to keys of its own."""
    return weed.store(f"storage-{worker_id}")


@pytest.fixture
def prefix(request: pytest.FixtureRequest) -> str:
    """Begins every key of this test."""
    return f"{request.node.name}/"
