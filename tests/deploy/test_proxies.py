"""nginx and Caddy in front of the archive, with the configurations that are shipped."""

from __future__ import annotations

import http.client
import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.archive import Archive
from tests.deploy.server import Server, serving
from tests.paths import ROOT
from tests.ports import free_port

Start = Callable[[Path, Server, int], list[str]]


def nginx(folder: Path, server: Server, port: int) -> list[str]:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
         "-keyout", key, "-out", certificate, "-days", "1"],
        check=True, capture_output=True,
    )  # fmt: skip
    text = (ROOT / "deploy/nginx/newsarchive.conf").read_text()
    for old, new in (
        (r"unix:/run/newsarchive/web.sock", f"127.0.0.1:{server.port}"),
        (r"listen \[::\]:.*", ""),
        (r"listen 80;", f"listen 127.0.0.1:{free_port()};"),
        (r"listen 443", f"listen 127.0.0.1:{port}"),
        (r"archive.example.org", "localhost"),
        (r"/etc/letsencrypt/live/localhost/fullchain.pem", str(certificate)),
        (r"/etc/letsencrypt/live/localhost/privkey.pem", str(key)),
        (r"/var/log/nginx", str(folder)),
    ):
        text = re.sub(old, new, text)
    temporary = "\n".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\n{temporary}\n{text}\n}}\n"
    )
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, server: Server, port: int) -> list[str]:
    text = (ROOT / "deploy/caddy/Caddyfile").read_text()
    text = text.replace(
        "{\n", "{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n", 1
    )
    text = re.sub(r"\{\$ARCHIVE_HOST:[^}]*\}", f"https://localhost:{port}", text)
    text = re.sub(r"\{\$ARCHIVE_UPSTREAM:[^}]*\}", f"127.0.0.1:{server.port}", text)
    text = text.replace(
        f"https://localhost:{port} {{", f"https://localhost:{port} {{\n\ttls internal\n", 1
    )
    (folder / "Caddyfile").write_text(text)
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


class Proxy:
    def __init__(self, port: int, folder: Path) -> None:
        self.port, self.folder = port, folder

    def get(self, path: str) -> tuple[http.client.HTTPResponse, bytes]:
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection(
            "localhost", self.port, timeout=30, context=context
        )
        try:
            connection.request("GET", path, headers={"X-Forwarded-For": "192.0.2.99"})
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def log(self) -> str:
        return "".join(path.read_text() for path in self.folder.glob("*.log"))


@contextmanager
def running(start: Start, server: Server, folder: Path) -> Iterator[Proxy]:
    port = free_port()
    command = start(folder, server, port)
    environment = {"HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    with (folder / "out.log").open("w") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    try:
        proxy = Proxy(port, folder)
        deadline = time.monotonic() + 120
        while True:
            try:
                proxy.get("/readyz")
                break
            except OSError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise RuntimeError(proxy.log()) from None
                time.sleep(0.2)
        yield proxy
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="module")
def server(archive_of_seeds: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("archive")
    archive = archive_of_seeds.copy_to(folder)
    shutil.copytree(archive_of_seeds.index, archive.index)
    with serving(
        archive,
        ALLOWED_HOSTS="localhost",
        CSRF_TRUSTED_ORIGINS="https://localhost",
        LOG_FORMAT="json",
    ) as server:
        yield server


@pytest.mark.services
@pytest.mark.parametrize("start", [nginx, caddy], ids=["nginx", "caddy"])
def test_the_archive_is_served_through_a_proxy(
    start: Start, server: Server, tmp_path: Path
) -> None:
    assert shutil.which(start.__name__), f"{start.__name__} is not installed"
    with running(start, server, tmp_path) as proxy:
        page, body = proxy.get("/?q=idlib+talks")
        assert (page.status, b"<mark>" in body) == (200, True)
        assert page.headers["Strict-Transport-Security"] == "max-age=2592000"
        export, lines = proxy.get("/export.jsonl?q=idlib")
        assert (export.status, b'"receipt"' in lines) == (200, True)
        # By the proxy's name, not by that of the server behind it.
        assert b"https://localhost" in lines
        log, seen = server.log.read_text(), proxy.log()
    request_id = page.headers["X-Request-ID"]
    assert f'"request_id": "{request_id}"' in log
    # The proxy is trusted for the address of the client, and nobody else is.
    assert '"client": "127.0.0.1"' in log
    assert "192.0.2.99" not in log
    assert "idlib" not in log
    assert "idlib" not in seen
