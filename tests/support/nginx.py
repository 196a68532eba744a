"""A real nginx before a running application, with the very lines that docs/nginx-files.conf gives to operators."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from config import ROOT

PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
START_SECONDS = 10
CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass {site};
            proxy_set_header Host $http_host;
        }}
        {files}
    }}
}}
"""


@contextmanager
def nginx(folder: Path, *, site: str, store: str) -> Iterator[str]:
    """The address of an nginx that stands before `site` and reads files from `store`."""
    assert PROGRAM is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    files = (ROOT / "docs" / "nginx-files.conf").read_text("utf-8").replace("127.0.0.1:8333", urlsplit(store).netloc)
    files = files.replace("http://127.0.0.1:8000", site)
    written = folder / "nginx.conf"
    written.write_text(CONFIGURATION.format(folder=folder, port=port, site=site, files=files), "utf-8")
    server = subprocess.Popen([PROGRAM, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(written)])
    try:
        _await(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(START_SECONDS)


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("nginx did not start")
