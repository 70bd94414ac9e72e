"""Slow clients block nobody, and a download that is cut off is seen by who downloads it."""

from __future__ import annotations

import http.client
import io
import json
import os
import re
import signal
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from django.db.models import QuerySet
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from articles.ingest.ingest import ingest
from articles.models import Article
from articles.readers import find
from newsarchive.serving import MOST_REQUESTS
from tests.archive import Archive
from tests.deploy.server import Server, serving

DOWNLOADS = HALF_SENT = 20
RATE = 30_000  # bytes a second
#: More than the buffers of both ends of a connection hold, so that the server has to wait.
ARTICLES, SIZE = 20, 600_000


@pytest.fixture(scope="module")
def archive(
    empty_archive: Archive,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Archive:
    """An archive whose export is some 12 MB."""
    archive = empty_archive.copy_to(tmp_path_factory.mktemp("archive"))
    records = (
        {"id": str(n), "headline": f"Ferry {n}", "body": "It was late."} for n in range(ARTICLES)
    )
    captures = archive.folder / "captures.jsonl"
    captures.write_text("\n".join(map(json.dumps, records)))
    with django_db_blocker.unblock(), override_settings(SEARCH_URL=archive.search_url):
        list(ingest(find([captures])))
        # Not through the index, which would take long and is not what is tested.
        QuerySet(Article).update(body="The ferry was late. " * (SIZE // 20))
        archive.keep()
        empty_archive.restore()
    return archive


@pytest.fixture(scope="module")
def server(archive: Archive) -> Iterator[Server]:
    with serving(archive) as server:
        yield server


def connected(server: Server, request: bytes) -> socket.socket:
    """A connection that has sent something, with a small buffer for what it receives."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    client.settimeout(60)
    client.connect(("127.0.0.1", server.port))
    client.sendall(request)
    return client


@dataclass
class Health:
    """Asks for /healthz until it is told to stop."""

    server: Server
    seconds: list[float] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        while not self.stop.wait(0.1):
            began = time.monotonic()
            answer, _ = self.server.get("/healthz", timeout=60)
            self.seconds.append(time.monotonic() - began)
            assert answer.status == 200


def download(server: Server, seconds: float, all_started: threading.Barrier) -> bytes:
    """Download slowly for so many seconds, then as fast as possible."""
    request = b"GET /export.jsonl?q=ferry&receipt=last HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    with connected(server, request) as client:
        received = io.BytesIO()
        received.write(client.recv(1))
        all_started.wait(60)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            received.write(client.recv(RATE // 10))
            time.sleep(0.1)
        while part := client.recv(1 << 16):
            received.write(part)
    return received.getvalue()


def body_of(answer: bytes) -> bytes:
    """The body of a whole answer. Raises IncompleteRead for one that was cut off."""

    class Received:
        def makefile(self, mode: str) -> io.BytesIO:
            return io.BytesIO(answer)

    response = http.client.HTTPResponse(Received())  # type: ignore[arg-type]  # it only reads
    response.begin()
    return response.read()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seconds", "longest"),
    [
        pytest.param(2.0, 5.0, id="some seconds"),
        pytest.param(60.0, 1.0, id="a minute"),
    ],
)
def test_slow_downloads_and_half_sent_requests_block_nobody(
    server: Server, seconds: float, longest: float
) -> None:
    _, whole = server.get("/export.jsonl?q=ferry&receipt=last", timeout=120, host="127.0.0.1")
    assert whole.count(b"\n") == ARTICLES + 1
    half_sent = [connected(server, b"GET / HTTP/1.1\r\nHost: loc") for _ in range(HALF_SENT)]
    all_started = threading.Barrier(DOWNLOADS + 1)
    health = Health(server)
    with ThreadPoolExecutor(DOWNLOADS + 1) as pool:
        downloads = [pool.submit(download, server, seconds, all_started) for _ in range(DOWNLOADS)]
        all_started.wait(120)
        watching = pool.submit(health.watch)
        time.sleep(seconds)
        health.stop.set()
        watching.result()
        bodies = [body_of(each.result()) for each in downloads]
    for client in half_sent:
        client.close()
    assert len(health.seconds) > seconds / (longest + 0.1)
    assert max(health.seconds) <= longest, sorted(health.seconds)[-5:]
    # The receipt at the end names the time, so the rest is compared.
    assert {body.rpartition(b"\n{")[0] for body in bodies} == {whole.rpartition(b"\n{")[0]}


def test_a_download_that_is_cut_off_is_seen(archive: Archive) -> None:
    with serving(archive, WEB_WORKERS="1") as server:
        request = b"GET /export.jsonl?q=ferry HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        with connected(server, request) as client:
            received = client.recv(1000)
            os.kill(server.workers()[0], signal.SIGKILL)
            try:
                while part := client.recv(1 << 16):
                    received += part
            except ConnectionResetError:
                pass
        assert b"200 OK" in received
        with pytest.raises(http.client.IncompleteRead):
            body_of(received)


def test_clients_that_do_not_close_their_connection_block_nobody(server: Server) -> None:
    asked = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    clients = [connected(server, asked) for _ in range(HALF_SENT)]
    for client in clients:
        assert client.recv(1000)
    began = time.monotonic()
    server.get("/healthz")
    seconds = time.monotonic() - began
    for client in clients:
        client.close()
    # Each of them would block the main loop of one of two workers for two seconds.
    assert seconds < HALF_SENT / 2


@pytest.mark.slow
def test_a_silent_client_is_cut_off_without_a_traceback(archive: Archive) -> None:
    with serving(archive, WEB_SILENCE="1") as server:
        with connected(server, b"GET / HTTP/1.1\r\nHost: loc") as client:
            began = time.monotonic()
            client.recv(1000)
            assert time.monotonic() - began < 20
        log = server.log.read_text()
    assert not re.search("Traceback|Socket error", log)


def test_a_connection_ends_after_some_requests_and_the_last_answer_says_so(server: Server) -> None:
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    closing = []
    for _ in range(MOST_REQUESTS):
        client.request("GET", "/healthz")
        answer = client.getresponse()
        answer.read()
        closing.append(answer.getheader("Connection") == "close")
    client.close()
    assert closing == [False] * (MOST_REQUESTS - 1) + [True]
