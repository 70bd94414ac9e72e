"""Nodes of OpenSearch on this machine, each a process of its own.

Their jars come from Maven Central, once, to a folder beside this Python.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tests.ports import free_port

_HERE: Final = Path(__file__).resolve().parent
_INPUTS: Final = ("TestNode.java", "pom.xml", "log4j2.properties")

#: The tests of pages, which do not depend on the engine, but for those that damage files.
PAGES: Final = (
    *("tests/search/test_inquiry.py", "tests/search/views", "tests/search/exports/test_listing.py"),
    "--ignore=tests/search/views/test_damage.py",
)

#: What the tests need, and how to get it.
NEEDED: Final = {
    "java": "apt-get install openjdk-17-jdk-headless",
    "javac": "apt-get install openjdk-17-jdk-headless",
    "mvn": "apt-get install maven",
}

#: A small heap, and the quickest start.
_JVM: Final = (
    *("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
    "-Dlog4j2.disable.jmx=true",
)


#: Bytes that the data and logs of a test may need.
_ROOM: Final = 2 << 30
#: Bytes that three nodes need, and the oldest Java that runs them.
_MEMORY: Final = 3 << 30
_JAVA: Final = 17
#: Seconds for fetching the jars, some 60 MB, and for the answer of a host.
_FETCHING: Final = 300
_ANSWER: Final = 20


def lacking() -> str:
    """A sentence that says why no node can be started here, "" if one can. Fetches what is needed
    if it was not fetched before."""
    if commands := dict.fromkeys(NEEDED[each] for each in NEEDED if not shutil.which(each)):
        typed = " && ".join(f"sudo {command}" for command in commands)
        return f"Java or Maven is not installed. Type: {typed}"
    if (found := _java()) < _JAVA:
        return f"It needs Java {_JAVA}; this is {found}. Type: sudo {NEEDED['java']}"
    if (free := _free_memory()) < _MEMORY:
        return f"It needs {_MEMORY >> 20:,} MB of memory; {free >> 20:,} MB are free."
    try:
        installed()
    except Unfetched as error:
        return str(error)
    return ""


def _java() -> int:
    """The version of Java, such as 17; 0 if it says none."""
    done = subprocess.run(["java", "-version"], capture_output=True, text=True, timeout=60)
    version = re.search(r'version "(\d+)', done.stderr)
    return int(version[1]) if version else 0


def _free_memory() -> int:
    found = re.search(r"MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text())
    return int(found[1]) << 10 if found else 0


class Unfetched(RuntimeError):
    """The jars cannot be fetched."""


def installed() -> Path:
    """The folder with the jars and the compiled class; fetches them unless they are there. Raises
    Unfetched if that cannot be done in time."""
    inputs = b"".join((_HERE / name).read_bytes() for name in _INPUTS)
    folder = Path(sys.prefix) / "services" / f"opensearch-{hashlib.sha256(inputs).hexdigest()[:12]}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent))
    try:
        _run(
            *("mvn", "--batch-mode", "--quiet", "--file", _HERE / "pom.xml"),
            # By the names of Maven 3.9 and of those before it.
            *(f"-Daether.connector.{each}Timeout={_ANSWER}000" for each in ("connect", "request")),
            f"-Dmaven.wagon.http.connectionTimeout={_ANSWER}000",
            f"-Dmaven.wagon.http.readTimeout={_ANSWER}000",
            "dependency:copy-dependencies",
            *(f"-DoutputDirectory={draft / 'lib'}", "-DincludeScope=runtime"),
        )
        for name in ("classes", "config"):
            (draft / name).mkdir()
        shutil.copy(_HERE / "log4j2.properties", draft / "classes")
        _run("javac", "-cp", f"{draft}/lib/*", "-d", draft / "classes", _HERE / "TestNode.java")
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def _run(*command: str | Path) -> None:
    with tempfile.TemporaryFile("w+") as printed:
        # Not to a pipe: a process that it leaves behind would keep that open.
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=printed, stderr=printed, process_group=0
        )
        try:
            code = process.wait(_FETCHING)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise Unfetched(f"{command[0]} took longer than {_FETCHING} s.") from None
        printed.seek(0)
        if code:
            lines = [line for line in printed.read().splitlines() if line.strip()]
            why = lines[0][:300] if lines else f"code {code}"
            raise Unfetched(f"{command[0]} could not fetch or compile it: {why}")


@contextmanager
def nodes(count: int) -> Iterator[Nodes]:
    """A cluster of so many nodes, which are stopped at the end. Its data are in memory if there is
    room, since each new index waits for the disk several times."""
    memory = Path("/dev/shm")
    in_memory = memory.is_dir() and shutil.disk_usage(memory).free > _ROOM
    with tempfile.TemporaryDirectory(dir=memory if in_memory else None) as folder:
        cluster = Nodes(Path(folder), count)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()


class Nodes:
    """A cluster of nodes, which are numbered from 0. ``folder`` has their data and logs. ``jvm``
    are the options of Java, and ``settings`` replace those below."""

    def __init__(
        self,
        folder: Path,
        count: int,
        jvm: Sequence[str] = _JVM,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self._folder = folder
        self._jvm, self._settings = jvm, settings or {}
        self.ports = [free_port() for _ in range(count)]
        self._transports = [free_port() for _ in range(count)]
        self._processes: list[subprocess.Popen[bytes] | None] = [None] * count

    @property
    def hosts(self) -> str:
        return ",".join(f"127.0.0.1:{port}" for port in self.ports)

    @property
    def pids(self) -> list[int]:
        return [each.pid for each in self._processes if each is not None]

    def start(self, seconds: float = 300) -> None:
        """Start the nodes that do not run, and wait until all have joined."""
        home = installed()
        for number, process in enumerate(self._processes):
            if process is None:
                self._processes[number] = self._started(home, number)
        self.wait(seconds=seconds)

    def wait(self, status: str = "yellow", seconds: float = 300) -> None:
        """Wait until all nodes that run have joined, and the cluster has this status or a better
        one."""
        running = [number for number, each in enumerate(self._processes) if each is not None]
        wanted = f"wait_for_status={status}&wait_for_nodes={len(running)}&timeout=1s"
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                self.get(running[0], f"/_cluster/health?{wanted}")
            except OSError:
                time.sleep(0.1)
            else:
                return
            for number in running:
                process = self._processes[number]
                if process is not None and process.poll() is not None:
                    raise RuntimeError(f"Node {number} ended: {self._log(number)[-3000:]}")
        raise RuntimeError(f"The cluster is not {status}: {self._log(running[0])[-3000:]}")

    def kill(self, number: int) -> None:
        """End a node at once, as a power failure would."""
        self._end(number, signal.SIGKILL)

    def stop(self) -> None:
        for number in range(len(self._processes)):
            self._end(number, signal.SIGTERM)

    def manager(self) -> int:
        """The number of the node that manages the cluster."""
        for number, process in enumerate(self._processes):
            if process is not None:
                found = self.get(number, "/_cat/cluster_manager?format=json")
                return int(str(found[0]["node"]).removeprefix("n"))
        raise RuntimeError("no node runs")

    def version(self) -> str:
        found: dict[str, dict[str, str]] = self.get(0, "/")
        return found["version"]["number"]

    def get(self, number: int, path: str) -> Any:
        return self._asked(urllib.request.Request(self._address(number, path)))

    def set(self, settings: dict[str, str | None]) -> None:
        """Change settings of the cluster; None takes one back."""
        self._asked(
            urllib.request.Request(
                self._address(0, "/_cluster/settings"),
                json.dumps({"transient": settings}).encode(),
                {"Content-Type": "application/json"},
                method="PUT",
            )
        )

    def have(self, text: bytes) -> list[int]:
        """The numbers of the nodes with a file that has this text, whether they run or not."""
        return [
            number
            for number in range(len(self.ports))
            if any(text in _content(path) for path in self._files(number))
        ]

    def _files(self, number: int) -> list[Path]:
        return [path for path in (self._folder / f"n{number}").rglob("*") if path.is_file()]

    def _address(self, number: int, path: str) -> str:
        return f"http://127.0.0.1:{self.ports[number]}{path}"

    def _asked(self, request: urllib.request.Request) -> Any:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def _started(self, home: Path, number: int) -> subprocess.Popen[bytes]:
        names = [f"n{each}" for each in range(len(self.ports))]
        settings = {
            "cluster.name": f"tests-{self.ports[0]}",
            "cluster.initial_cluster_manager_nodes": ",".join(names),
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in self._transports),
            "node.name": names[number],
            "network.host": "127.0.0.1",
            "http.port": self.ports[number],
            "transport.port": self._transports[number],
            "path.home": home,
            "path.data": self._folder / names[number],
            "path.logs": self._folder / names[number],
            # Memory maps would need a higher limit of the kernel.
            "node.store.allow_mmap": "false",
            # A small heap is nearly full of garbage now and then, which is no reason to refuse.
            "indices.breaker.total.use_real_memory": "false",
            "cluster.routing.allocation.disk.threshold_enabled": "false",
            **self._settings,
        }
        with (self._folder / f"{names[number]}.log").open("ab") as log:
            return subprocess.Popen(
                [
                    *("java", *self._jvm, "-cp", f"{home}/classes:{home}/lib/*", "TestNode"),
                    *(f"{name}={value}" for name, value in settings.items()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={name: value for name, value in os.environ.items() if name != "CLASSPATH"},
            )

    def _end(self, number: int, how: signal.Signals) -> None:
        process = self._processes[number]
        if process is not None:
            process.send_signal(how)
            process.wait(timeout=60)
            self._processes[number] = None

    def _log(self, number: int) -> str:
        return (self._folder / f"n{number}.log").read_text(errors="replace")


def _content(path: Path) -> bytes:
    """That of a file which a node may be deleting."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
