"""The cluster of ``scale.py``: three nodes on this machine, whose data stay in a folder."""

from __future__ import annotations

import json
import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.services.opensearch.nodes import Nodes

NODES, HEAP = 3, "1g"

#: As OpenSearch is delivered: its garbage collector, memory maps, and its own limits of memory.
JVM = (
    *(f"-Xms{HEAP}", f"-Xmx{HEAP}", "-XX:+UseG1GC", "-XX:G1ReservePercent=25"),
    *("-XX:InitiatingHeapOccupancyPercent=30", "-Dlog4j2.disable.jmx=true"),
)
SETTINGS = {"node.store.allow_mmap": "true", "indices.breaker.total.use_real_memory": "true"}

#: Seconds that nodes have to start, and to end by themselves.
STARTING, PATIENCE = 600, 60

#: What a nodes' command line contains.
_CLASS = b"TestNode"

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Running:
    """Nodes that run: their HTTP ports and their processes."""

    ports: list[int]
    pids: list[int]

    @property
    def hosts(self) -> str:
        return ",".join(f"127.0.0.1:{port}" for port in self.ports)

    def cpu(self) -> float:
        """CPU seconds of all nodes since they were started."""
        return sum(_ticks(pid) for pid in self.pids) / _TICKS

    def get(self, path: str) -> Any:
        address = f"http://127.0.0.1:{self.ports[0]}{path}"
        with urllib.request.urlopen(address, timeout=60) as got:
            return json.load(got)

    def is_green(self, path: str) -> bool:
        """Whether a request for health, which waits, was answered before its own time was over."""
        try:
            return not self.get(path)["timed_out"]
        except urllib.error.HTTPError:
            return False

    def heap(self) -> list[int]:
        """The shares of the heaps in use, in percent."""
        nodes = self.get("/_nodes/stats/jvm")["nodes"].values()
        return [node["jvm"]["mem"]["heap_used_percent"] for node in nodes]

    def is_whole(self) -> bool:
        return all(map(_runs, self.pids))


@contextmanager
def cluster(folder: Path) -> Iterator[Running]:
    """The nodes with their data in a folder. Those that an earlier process left running, which was
    killed, are used again. They are stopped at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / "nodes.json"
    running = Running(**json.loads(record.read_text())) if record.exists() else None
    if running is not None and not running.is_whole():
        _end(running)
        running = None
    if running is None:
        nodes = Nodes(folder, NODES, JVM, SETTINGS)
        try:
            nodes.start(STARTING)
        except BaseException:
            nodes.stop()
            raise
        running = Running(nodes.ports, nodes.pids)
        record.write_text(json.dumps(vars(running)))
    try:
        yield running
    finally:
        _end(running)
        record.unlink()


def _end(running: Running) -> None:
    for pid in filter(_runs, running.pids):
        os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    while any(map(_runs, running.pids)) and time.monotonic() < until:
        time.sleep(0.2)
    for pid in running.pids:
        # Where it is a child, nobody else asks how it ended.
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def _runs(pid: int) -> bool:
    """Whether a process is one of ours; a number may belong to another one meanwhile. One that has
    ended has no command line."""
    with suppress(OSError):
        return _CLASS in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
