"""A network between a program and a server that can be slow, cut or silent."""

from __future__ import annotations

import enum
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

_CHUNK: Final = 65536


class Network(enum.Enum):
    WELL = "well"
    #: Each packet arrives later.
    SLOW = "slow"
    #: All connections end with a reset, new ones too.
    RESET = "reset"
    #: Connections are accepted and stay open, and nothing arrives: they are half open.
    SILENT = "silent"
    #: Nobody listens.
    REFUSED = "refused"


class Proxy:
    """Leads connections to a port of this machine. ``delay``: seconds of a slow network."""

    def __init__(self, target: int, *, delay: float = 0.03) -> None:
        self._target, self._delay = target, delay
        self.state = Network.WELL
        self._pairs: set[socket.socket] = set()
        self._listener = self._listen(0)
        self.port: int = self._listener.getsockname()[1]

    def become(self, state: Network) -> None:
        """Change the network, also for connections that are open."""
        before, self.state = self.state, state
        if state in (Network.RESET, Network.REFUSED) or before is Network.SILENT:
            # What was sent meanwhile is lost, so such connections cannot go on.
            self._cut()
        if state is Network.REFUSED:
            self._end_listening()
        elif before is Network.REFUSED:
            self._listener = self._listen(self.port)

    def close(self) -> None:
        self._end_listening()
        self._cut()

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port), reuse_port=False)
        threading.Thread(target=self._accept, args=[listener], daemon=True).start()
        return listener

    def _end_listening(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        self._listener.close()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            self._pairs.add(near)
            if self.state is Network.RESET:
                self._reset(near)
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                self._reset(near)
                continue
            self._pairs.add(far)
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._lead, args=[one, other], daemon=True).start()

    def _lead(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(_CHUNK):
                if self.state is Network.SILENT:
                    continue
                if self.state is Network.SLOW:
                    time.sleep(self._delay)
                other.sendall(data)
        self._reset(other)

    def _cut(self) -> None:
        for each in list(self._pairs):
            self._reset(each)

    def _reset(self, each: socket.socket) -> None:
        with suppress(OSError):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            each.shutdown(socket.SHUT_RDWR)  # wakes the thread that reads
        each.close()
        self._pairs.discard(each)


@contextmanager
def proxied(target: int) -> Iterator[Proxy]:
    proxy = Proxy(target)
    try:
        yield proxy
    finally:
        proxy.close()
