"""A server process as operators run it, and a headless Chromium that uses it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import global_settings
from django.contrib.auth.models import User
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from articles.ingest.ingest import ingest
from articles.models import Article, Tag, Takedown
from articles.readers import find
from tests.archive import Archive
from tests.browser.captures import write_captures
from tests.paths import ROOT
from tests.ports import free_port

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: How long a test waits for what it expects, in milliseconds. A busy machine is slow.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
NAME, PASSWORD = "librarian", "correct horse battery"
#: The server's hashers: the settings of the tests have a quicker one, which it does not know.
PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
#: With this variable, Django uses the database also while an event loop runs.
ASYNC_UNSAFE = "DJANGO_ALLOW_ASYNC_UNSAFE"


@dataclass(frozen=True)
class Server:
    """A running archive: its address, its files, and the public id of a withdrawn article."""

    url: str
    archive: Archive
    withdrawn: str


@pytest.fixture(scope="session")
def server(
    empty_archive: Archive,
    archive_of_seeds: Archive,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Server]:
    """An archive of the seeds and the captures of ``captures.py``, served by gunicorn with DEBUG
    off."""
    archive = Archive(tmp_path_factory.mktemp("archive"))
    captures = tmp_path_factory.mktemp("captures")
    write_captures(captures)
    with (
        django_db_blocker.unblock(),
        override_settings(SEARCH_URL=archive.search_url, PASSWORD_HASHERS=PASSWORD_HASHERS),
    ):
        archive_of_seeds.restore()
        list(ingest(find([captures])))
        gone = Article.objects.filter(headline="Gone")
        gone.update(withdrawn_at=timezone.now())
        withdrawn = gone.get().public_id
        Takedown.objects.create(
            action=Takedown.Action.WITHDRAWN,
            article=gone.get(),
            public_id=withdrawn,
            reason="The Post asked for it",
        )
        for name in ("Grain", "Harbours"):
            Tag.objects.create(name=name)
        User.objects.create_superuser(NAME, password=PASSWORD)
        archive.keep()
        empty_archive.restore()
    with serving(archive) as url:
        yield Server(url, archive, withdrawn)


@contextmanager
def serving(archive: Archive) -> Iterator[str]:
    """The address of gunicorn, which serves an archive as long as the block runs."""
    address = f"127.0.0.1:{free_port()}"
    log = (archive.folder / "server.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "newsarchive.wsgi", "--bind", address, "--threads", "4"],
        cwd=ROOT,
        env=archive.environment | {"LOG_LEVEL": "WARNING", "WITHDRAWN_SHOWS": "reasons"},
        stdout=log,
        stderr=log,
    )
    try:
        _wait(f"http://{address}", archive.folder / "server.log")
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(timeout=60)
        log.close()


@contextmanager
def working(archive: Archive) -> Iterator[None]:
    """A worker process, which does the background work of an archive as long as the block runs."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", "--no-reload", "--interval", "0.2"],
        cwd=ROOT,
        env=archive.environment | {"LOG_LEVEL": "WARNING"},
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(url: str, log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=20)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


class _Chromium:
    """One browser for all tests of this folder, since to start one takes as long as many a test.

    Playwright's event loop runs as long as it does, and Django would then refuse to use the
    database, though nothing else runs meanwhile.
    """

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    def running(self) -> Browser:
        if self._browser is None or not self._browser.is_connected():
            self.end()
            executable = os.environ.get("CHROMIUM")
            if not executable:
                raise RuntimeError(
                    "CHROMIUM names no browser: run the tests by `python3 dev.py test`"
                )
            self._playwright = sync_playwright().start()
            os.environ[ASYNC_UNSAFE] = "true"
            self._browser = self._playwright.chromium.launch(executable_path=executable, args=FLAGS)
        return self._browser

    def end(self) -> None:
        if self._playwright is not None:
            self._playwright.stop()
        os.environ.pop(ASYNC_UNSAFE, None)
        self._playwright = self._browser = None


_chromium = _Chromium()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """End the browser after the last test of this folder."""
    try:
        return (yield)
    finally:
        if nextitem is None or Path(__file__).parent not in nextitem.path.parents:
            _chromium.end()


def pytest_sessionfinish() -> None:
    _chromium.end()


@pytest.fixture
def browser() -> Browser:
    return _chromium.running()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page. The test fails if the page reports an error of a script, a style or an address."""
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda message: problems.append(message.text) if message.type == "error" else None,
    )
    yield page
    assert problems == []


def log_in(page: Page, server: Server, name: str = NAME) -> None:
    page.goto(f"{server.url}/accounts/login/?next=/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{server.url}/")
