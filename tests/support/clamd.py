"""A virus scanner that speaks as clamd does."""

from __future__ import annotations

import socket
import struct
import threading


class Clamd(threading.Thread):
    """A scanner that speaks as clamd does, and finds what holds EICAR."""

    def __init__(self, answer: bytes | None = None) -> None:
        super().__init__(daemon=True)
        self.answer = answer
        self.door = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.door.getsockname()[1]}"
        self.start()

    def run(self) -> None:
        line, _address = self.door.accept()
        with line, line.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            body = b""
            while length := struct.unpack("!I", said.read(4))[0]:
                body += said.read(length)
            found = b"stream: Eicar FOUND\0" if b"EICAR" in body else b"stream: OK\0"
            line.sendall(self.answer or found)
