"""The web server of one laptop: granian with the application loaded before its workers are forked, so that they
share the memory of it (about 70 MB less than when each loads its own)."""

import gc
import os

from granian import Granian
from granian.constants import Interfaces

import wsgi
from embedded.settings import HOST, PORT, port_from

WORKERS = 2
# Some answers are long (a zip to a slow telephone): a few of them must not keep the others waiting.
THREADS = 4


def main() -> None:
    """Serves until told to end."""
    assert wsgi.app is not None  # noqa: S101 - loading it here is the point
    gc.collect()
    gc.freeze()
    Granian(
        "wsgi:app",
        address=HOST,
        port=port_from(os.environ, "PORT", PORT),
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_access=False,
    ).serve()


if __name__ == "__main__":
    main()
