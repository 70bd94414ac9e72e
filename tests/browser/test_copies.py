"""One wire story and its six copies: folded among the results, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server
from tests.samples import sampled

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

SCRIPT = pytest.mark.parametrize("script", sampled([True, False], [False]))


@SCRIPT
def test_copies_unfold_in_their_place(browser: Browser, server: Server, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{server.url}/?q=Ottilie&sort=oldest")
    expect(page.locator(".hit h2")).to_have_count(7)
    page.get_by_role("link", name="Fold copies").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("7 articles for")
    expect(page.get_by_text("6 of the 7 articles on this page are folded")).to_be_visible()
    expect(page.locator(".hits > .hit")).to_have_count(1)
    copy = page.get_by_role("link", name="A lock, a barge and a bell")
    expect(copy).not_to_be_visible()
    page.get_by_text("and 6 outlets with the same story").click()
    expect(copy).to_be_visible()
    copy.click()
    expect(page.get_by_text("7 of 7")).to_be_visible()
    page.get_by_role("link", name="Back to the results").click()
    page.get_by_role("link", name="Unfold copies").click()
    expect(page.locator(".hits > .hit")).to_have_count(7)
    context.close()
