"""A gunicorn with the configuration that is shipped, in processes of its own."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.archive import Archive
from tests.ports import free_port


@dataclass(frozen=True)
class Server:
    port: int
    pid: int
    log: Path

    def get(
        self, path: str, *, timeout: float = 30, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Ask on a connection of its own; returns the answer and its body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers=named)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(each) for each in children.split()]


@contextmanager
def serving(archive: Archive, **settings: str) -> Iterator[Server]:
    port = free_port()
    path = archive.folder / f"server-{port}.log"
    environment = archive.environment | {
        "ENV_FILE": os.devnull,
        "WEB_BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": "2",
        "LOG_LEVEL": "INFO",
    }
    with (
        path.open("w") as log,
        subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"],
            cwd=archive.root,
            env=environment | settings,
            stdout=log,
            stderr=log,
        ) as process,
    ):
        server = Server(port, process.pid, path)
        try:
            _wait(server)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=40)
            except subprocess.TimeoutExpired:
                process.kill()
                raise


def _wait(server: Server) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            server.get("/readyz", timeout=20)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the server did not start:\n{server.log.read_text()}")
