"""Ports for the servers that tests start."""

from __future__ import annotations

import random
import socket
from typing import Final

#: Below the ports that Linux gives to clients and to servers that ask for any. So nothing takes a
#: port between the moment when it is found free and the start of its server.
PORTS: Final = range(20_000, 32_000)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses. Processes that ask at once hardly get the same."""
    for port in random.SystemRandom().sample(PORTS, 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise RuntimeError("all ports are in use")
