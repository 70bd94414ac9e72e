"""A server process as operators run it, and a headless Chromium before it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.paths import ROOT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAME, PASSWORD = "librarian", "correct horse battery"


@dataclass(frozen=True)
class Server:
    """A running archive: its address, and the environment of its processes."""

    url: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The archive with the seeds, served by gunicorn with DEBUG off."""
    folder = tmp_path_factory.mktemp("archive")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
        "DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3",
        "SEARCH_URL": f"whoosh://{folder}/index",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        "LOG_LEVEL": "WARNING",
    }
    running = Server(f"http://{address}", environment)
    running.manage("migrate", "--verbosity", "0")
    running.manage("ingest", "seeds/")
    running.manage("createsuperuser", "--noinput", "--username", NAME, "--email", "l@example.org")
    log = (folder / "server.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "newsarchive.wsgi", "--bind", address, "--threads", "4"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
    )
    try:
        _wait(running.url, folder / "server.log")
        yield running
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def _wait(url: str, log: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=2)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = os.environ.get("CHROMIUM")
    if not executable:
        raise RuntimeError("CHROMIUM names no browser: run the tests by `python3 dev.py test`")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which no script, style or address may fail."""
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    yield page
    assert problems == []


def log_in(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/admin/login/?next=/")
    page.get_by_label("Username").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{server.url}/")
