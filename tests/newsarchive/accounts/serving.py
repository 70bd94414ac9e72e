"""An archive that gunicorn serves with settings of its own, and a browser without a screen."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

from tests.archive import Archive
from tests.paths import ROOT
from tests.ports import free_port

_FORM_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass
class Page:
    """An answer: its status, the address it came from after redirects, and its text."""

    status: int
    url: str
    text: str


class Browser:
    """Keeps cookies and follows redirects, also to other servers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()), urllib.request.ProxyHandler({})
        )

    def get(self, path: str, **headers: str) -> Page:
        return self._open(urllib.request.Request(urljoin(self.url, path), headers=headers))

    def send(self, page: Page, path: str = "", **fields: str) -> Page:
        """Send a form of a page, to the page's own address unless a path is given."""
        token = _FORM_TOKEN.search(page.text)
        assert token, page.text
        body = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        address = urljoin(page.url, path) if path else page.url
        return self._open(urllib.request.Request(address, body, {"Referer": page.url}))

    def sign_in(self, name: str, password: str, then: str = "/accounts/") -> Page:
        page = self.get(f"/accounts/login/?next={then}")
        return self.send(page, username=name, password=password, next=then)

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=120) as answer:
                return Page(answer.status, answer.url, answer.read().decode())
        except urllib.error.HTTPError as error:
            return Page(error.code, error.url or "", error.read().decode())


@contextmanager
def served(archive: Archive, **settings: str) -> Iterator[str]:
    """The address of an archive that is served with these settings, migrated before."""
    archive.manage("migrate", "--verbosity", "0", **settings)
    address = f"127.0.0.1:{free_port()}"
    log = archive.folder / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "newsarchive.wsgi", "--bind", address, "--threads", "4"],
            cwd=ROOT, env=archive.environment | settings, stdout=output, stderr=output,
        )  # fmt: skip
        try:
            _wait(f"http://{address}/robots.txt", log)
            yield f"http://{address}"
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait(url: str, log: object) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=20).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not start: see {log}")
