"""Ask clamd whether a file is infected (its INSTREAM command; man clamd)."""

import socket
import struct
from urllib.parse import urlsplit

from press.errors import Unavailable

_SECONDS = 20
_CHUNK = 64 * 1024


class ScannerAway(Unavailable):
    """clamd does not answer, or not in words that we know."""


def is_infected(body: bytes, clamd_url: str) -> bool:
    """Whether clamd finds something. `clamd_url` is tcp://host:port or unix:///path. Raises ScannerAway."""
    try:
        with _connected(clamd_url) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(body), _CHUNK):
                part = body[start : start + _CHUNK]
                line.sendall(struct.pack("!I", len(part)) + part)
            line.sendall(struct.pack("!I", 0))
            answer = _answer(line)
    except (OSError, ValueError) as fault:
        raise ScannerAway from fault
    if answer.endswith("OK"):
        return False
    if answer.endswith("FOUND"):
        return True
    raise ScannerAway(answer[:100])


def _connected(clamd_url: str) -> socket.socket:
    parts = urlsplit(clamd_url)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_SECONDS)
        line.connect(parts.path)
        return line
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), timeout=_SECONDS)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and (part := line.recv(4096)):
        said += part
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
