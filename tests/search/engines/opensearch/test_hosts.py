"""A host that says nothing is passed over for another one, in a time that is known before."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from search.engines.base import EngineAway
from search.engines.opensearch.address import Address
from search.engines.opensearch.cluster import Cluster
from search.engines.timelimits import within

SECONDS = 1


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b'{"version": {"number": "2.19.6"}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def silent() -> Iterator[list[str]]:
    """Three hosts that accept connections and say nothing."""
    listening = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
    yield [f"127.0.0.1:{each.getsockname()[1]}" for each in listening]
    for each in listening:
        each.close()


@pytest.fixture
def answering() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def cluster(*hosts: str) -> Cluster:
    url = f"opensearch+http://{','.join(hosts)}/archive?timeout={SECONDS}"
    return Cluster(Address.from_url(url))


def test_a_silent_host_is_waited_for_once(silent: list[str], answering: str) -> None:
    asked = cluster(silent[0], answering)
    began = time.monotonic()
    for _ in range(10):
        assert asked.ask("GET", "/")["version"]["number"] == "2.19.6"
    assert time.monotonic() - began < 2 * SECONDS


def test_when_all_are_silent_a_request_ends_in_time(
    silent: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    asked = cluster(*silent)
    caplog.set_level(logging.DEBUG)
    for _ in range(2):
        began = time.monotonic()
        with pytest.raises(EngineAway, match="did not answer in time"):
            asked.ask("GET", "/archive/_search?q=secret")
        assert time.monotonic() - began < 3 * SECONDS
    assert "did not answer a GET" in caplog.text
    # What somebody searches for is in no log, nor are pages of tracebacks.
    assert "secret" not in caplog.text
    assert "Traceback" not in caplog.text


def test_who_has_less_time_waits_no_longer(silent: list[str], answering: str) -> None:
    began = time.monotonic()
    with within(SECONDS / 4):
        for _ in range(3):
            with pytest.raises(EngineAway, match="did not answer in time"):
                cluster(*silent).ask("GET", "/")
    assert time.monotonic() - began < SECONDS
    assert cluster(answering).ask("GET", "/")
