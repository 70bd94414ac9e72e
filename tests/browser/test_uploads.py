"""Articles are added in a browser, with and without scripts; a worker process reads and stores."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.conftest import Server, log_in, working
from tests.browser.test_accessibility import violations
from tests.paths import ROOT
from tests.samples import sampled

logger = logging.getLogger(__name__)

FILES = ROOT / "tests" / "files"
STORY = """Lighthouse {number} is sold

By Ada Lindqvist
4 March 2020

The lighthouse on the northern cape was sold to a hotel on Tuesday, the harbour office said. Its \
keeper had left it in the year before, and nobody had wanted to live there since.
"""


@pytest.fixture(scope="module")
def worker(server: Server) -> Iterator[None]:
    with working(server.archive):
        yield


def wait_for(page: Page, heading: str) -> None:
    """Wait for the end of the work, without scripts by looking again as the page offers it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        title = page.get_by_role("heading", level=1)
        expect(title).not_to_be_empty()
        if title.inner_text() == heading:
            return
        again = page.get_by_role("link", name="Look again")
        if again.is_visible():
            again.click()
        page.wait_for_timeout(300)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


@pytest.mark.parametrize(
    "script", sampled([True, False], [False]), ids=["with script", "without script"]
)
def test_a_file_is_sent_put_right_and_added(
    browser: Browser, server: Server, worker: None, script: bool
) -> None:
    context = browser.new_context(
        java_script_enabled=script, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    heading = page.get_by_role("heading", level=1)
    log_in(page, server)
    page.get_by_role("link", name="Add", exact=True).click()
    expect(heading).to_have_text("Add articles")
    if script:
        assert violations(page) == []
    story = STORY.format(number=int(script)).encode()
    page.get_by_label("Files").set_input_files(
        [
            FilePayload(name="story.txt", mimeType="text/plain", buffer=story),
            FilePayload(name="picture.png", mimeType="image/png", buffer=b"\x89PNG\r\n\x1a\n\0"),
        ]
    )
    page.get_by_role("button", name="Read", exact=True).click()
    wait_for(page, "Check 1 article")
    expect(page.get_by_text("1 could not be read")).to_be_visible()
    if script:
        assert violations(page) == []
    page.get_by_role("link", name="Correct").click()
    if script:
        assert violations(page) == []
    page.get_by_label("Outlet").fill("The Cape Courier")
    page.get_by_role("button", name="Keep these").click()
    expect(page.get_by_text("typed by you")).to_be_visible()
    page.get_by_role("button", name="Add 1 article").click()
    wait_for(page, "Done")
    ingest = page.get_by_role("link", name="This ingest in admin").get_attribute("href")
    page.get_by_role("link", name=f"Lighthouse {int(script)} is sold").click()
    expect(heading).to_have_text(f"Lighthouse {int(script)} is sold")
    expect(page.get_by_role("link", name="The Cape Courier").first).to_be_visible()
    page.goto(f"{server.url}{ingest}")
    expect(page.get_by_text("created 1")).to_be_visible()
    seen = violations(page) if script else []
    page.get_by_role("button", name="Undo…").click()
    expect(page.get_by_text("1 to be removed")).to_be_visible()
    seen += violations(page) if script else []
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("1 removed")).to_be_visible()
    page.goto(f"{server.url}/admin/articles/bulkchange/")
    page.locator("#result_list tbody th a").first.click()
    expect(page.get_by_text("1 removed")).to_be_visible()
    assert seen + (violations(page) if script else []) == []
    context.close()


@pytest.mark.slow
def test_what_is_wrong_with_a_form_is_said_where_it_was_sent(
    browser: Browser, server: Server
) -> None:
    context = browser.new_context()
    page = context.new_page()
    log_in(page, server)
    page.goto(f"{server.url}/add/")
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Choose a file, or paste an article.")
    page.get_by_label("Or paste an article").fill("Ferry")
    page.get_by_label("Web address").fill("no address")
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.get_by_text("Enter a valid URL.")).to_be_visible()
    context.close()


def test_the_bookmark_sends_the_page_at_hand(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    log_in(page, server)
    page.goto(f"{server.url}/add/")
    page.get_by_text("Add the page at hand").click()
    bookmark = page.locator(".bookmark code").inner_text()
    outlet = "https://outlet.example/story?id=7"
    page.route(outlet, lambda route: route.fulfill(body="<title>Idlib</title><h1>Talks</h1>"))
    page.goto(outlet)
    with page.expect_popup() as opened:
        page.evaluate(bookmark.removeprefix("javascript:"))
    form = opened.value
    expect(form.get_by_label("Or paste an article")).to_have_value(
        re.compile("^<!doctype html>\\n<html>.*Talks", re.DOTALL)
    )
    expect(form.get_by_label("Web address")).to_have_value(outlet)
    context.close()


@pytest.mark.parametrize(
    "script", sampled([True, False], [True]), ids=["with script", "without script"]
)
def test_a_table_of_unknown_columns_is_read_another_way(
    browser: Browser, server: Server, worker: None, script: bool
) -> None:
    context = browser.new_context(
        java_script_enabled=script, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    log_in(page, server)
    page.goto(f"{server.url}/add/")
    table = f"Kopf,Tag\nQuay {int(script)} flooded,2020-03-04\n".encode()
    page.get_by_label("Files").set_input_files(
        FilePayload(name="quays.csv", mimeType="text/csv", buffer=table)
    )
    page.get_by_role("button", name="Read", exact=True).click()
    wait_for(page, "Check 0 articles")
    page.get_by_label("What “Kopf” is").select_option(label="Headline")
    page.get_by_label("What “Tag” is").select_option(label="Published")
    if script:
        assert violations(page) == []
    page.get_by_role("button", name="Read again").click()
    wait_for(page, "Check 1 article")
    expect(page.get_by_role("heading", name=f"Quay {int(script)} flooded")).to_be_visible()
    context.close()


def test_a_folder_is_sent_without_what_belongs_to_saved_pages(
    browser: Browser, server: Server, worker: None, tmp_path: Path
) -> None:
    (tmp_path / "news/story_files").mkdir(parents=True)
    (tmp_path / "news/story.txt").write_text(STORY.format(number=77))
    (tmp_path / "news/story_files/advert.html").write_text("<h1>Buy a lighthouse</h1>")
    context = browser.new_context()
    page = context.new_page()
    log_in(page, server)
    page.goto(f"{server.url}/add/")
    page.get_by_label("Or a folder").set_input_files(tmp_path / "news")
    page.get_by_role("button", name="Read", exact=True).click()
    wait_for(page, "Check 1 article")
    expect(page.get_by_role("heading", name="Lighthouse 77 is sold")).to_be_visible()
    context.close()


@pytest.mark.slow
def test_files_of_many_formats_are_sent_at_once(
    browser: Browser, server: Server, worker: None
) -> None:
    """They become one preview, which says of each what it holds or why it cannot be read."""
    files = sorted(path for path in FILES.iterdir() if path.name != "README.md")[:25]
    context = browser.new_context()
    page = context.new_page()
    log_in(page, server)
    page.goto(f"{server.url}/add/")
    page.get_by_label("Files").set_input_files(files)
    began = time.monotonic()
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"Check \d+ articles"))
    logger.info("%d files: preview after %.1f s", len(files), time.monotonic() - began)
    for path in files:
        expect(page.get_by_text(path.name).first).to_be_attached()
    assert violations(page) == []
    context.close()
