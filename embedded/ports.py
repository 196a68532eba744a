"""Which ports are used, and whether they are free."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass

HOST = "127.0.0.1"
GRPC_OFFSET = 10_000  # SeaweedFS listens for its own parts on each port and on this many above it
HIGHEST = 65_535 - GRPC_OFFSET - 4


@dataclass(frozen=True)
class StorePorts:
    """The ports of one object store: the S3 port, and four behind it."""

    s3: int

    def __post_init__(self) -> None:
        if not 1 <= self.s3 <= HIGHEST:
            raise ValueError(f"S3_PORT must be between 1 and {HIGHEST}, not {self.s3}")

    @property
    def master(self) -> int:
        return self.s3 + 1

    @property
    def volume(self) -> int:
        return self.s3 + 2

    @property
    def filer(self) -> int:
        return self.s3 + 3

    @property
    def admin(self) -> int:
        return self.s3 + 4

    @property
    def all(self) -> tuple[int, ...]:
        """Every port that the store listens on, inner ones included."""
        outer = range(self.s3, self.s3 + 5)
        return (*outer, *(port + GRPC_OFFSET for port in outer))

    @property
    def endpoint_url(self) -> str:
        return f"http://{HOST}:{self.s3}"


def taken(ports: Iterable[int]) -> list[int]:
    """Those of the ports that another program holds on this machine."""
    return [port for port in ports if not _is_free(port)]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # Without this a port that was closed a moment ago would count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
