"""Take the screenshots of the documentation from a running archive.

It has the seeds and an invented wire story with its copies in it:

.venv/bin/python manage.py ingest seeds/ tests/articles/copies/wirestory.jsonl
python3 dev.py run --address 127.0.0.1:8000 &
.venv/bin/python docs/screenshots.py http://127.0.0.1:8000 admin PASSWORD
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from playwright.sync_api import FloatRect, Page, ViewportSize, sync_playwright

FOLDER = Path(__file__).resolve().parent / "screenshots"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SIZE: ViewportSize = {"width": 1280, "height": 860}
UPPER: FloatRect = {"x": 0, "y": 0, "width": 1280, "height": 460}

#: An invented export of a database.
EXAMPLES = FOLDER.parent.parent / "tests" / "articles" / "readers" / "exports" / "examples"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("url")
    parser.add_argument("name")
    parser.add_argument("password")
    options = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        page = browser.new_page(viewport=SIZE)
        take(page, options.url)
        page.goto(f"{options.url}/accounts/login/?next=/admin/articles/article/")
        page.get_by_label("Username").fill(options.name)
        page.get_by_label("Password").fill(options.password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("link", name="Russia backs holding summit").click()
        page.get_by_role("textbox", name="Headline").wait_for()
        page.screenshot(path=FOLDER / "edit.png")
        preview(page, options.url)
        upload(page, options.url)
        browser.close()


def take(page: Page, url: str) -> None:
    page.goto(url)
    page.screenshot(path=FOLDER / "home.png")
    page.goto(f"{url}/?q=idlib&outlet=tass&date=2020-03")
    page.screenshot(path=FOLDER / "results.png")
    page.goto(f"{url}/?q=idlib")
    page.get_by_role("link", name="Russia backs holding summit").click()
    page.screenshot(path=FOLDER / "article.png")
    page.goto(f"{url}/trends/?line=q%3Didlib&line=q%3Drussia&line=q%3Dturkey")
    page.screenshot(path=FOLDER / "trends.png")
    copies(page, url)
    page.goto(f"{url}/names/?q=idlib")
    page.screenshot(path=FOLDER / "names.png")
    page.goto(f"{url}/quotations/?speaker=Dmitry+Peskov&q=idlib")
    page.screenshot(path=FOLDER / "quotations.png")
    page.goto(f"{url}/coverage/")
    page.screenshot(path=FOLDER / "coverage.png", clip=UPPER)


def copies(page: Page, url: str) -> None:
    """A wire story of six copies: folded among the results, and three of them side by side."""
    page.goto(f"{url}/?q=vesna+lock&sort=oldest&fold=on")
    page.get_by_text("outlets with the same story").click()
    page.screenshot(path=FOLDER / "folded.png")
    page.locator(".hit h2 a").first.click()
    page.get_by_role("link", name="Several of them side by side").click()
    for title in ("Canal at Vesna closed", "Canal lock could stay shut"):
        page.get_by_role("checkbox", name=title).check()
    page.get_by_role("button", name="Compare side by side").click()
    page.get_by_role("heading", name="3 texts compared").wait_for()
    page.screenshot(path=FOLDER / "copies.png")


def preview(page: Page, url: str) -> None:
    """The preview of a new date for two articles. It is not confirmed, so nothing changes."""
    page.goto(f"{url}/admin/articles/article/?q=idlib")
    for number in (0, 1):
        page.locator("input.action-select").nth(number).check()
    page.locator("select[name=action]").select_option(label="Set date…")
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_label("Published").fill("2020-03-04")
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("4 March 2020").first.wait_for()
    page.screenshot(path=FOLDER / "preview.png", clip=UPPER)


def upload(page: Page, url: str) -> None:
    """An export of a database as it is understood before it is stored. It is discarded."""
    page.goto(f"{url}/add/")
    page.get_by_label("Or paste an article").fill((EXAMPLES / "nexisuni.txt").read_text())
    page.get_by_role("button", name="Read", exact=True).click()
    page.get_by_role("button", name="Add 3 articles").wait_for()
    page.screenshot(path=FOLDER / "upload.png")
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("heading", name="Add articles").wait_for()


if __name__ == "__main__":
    main()
