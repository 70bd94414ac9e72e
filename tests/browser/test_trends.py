"""Searches are compared over time by a form, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server
from tests.samples import sampled


@pytest.mark.parametrize("script", sampled([True, False], [False]))
def test_searches_become_lines_of_a_chart(browser: Browser, server: Server, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{server.url}/?q=idlib")
    page.get_by_role("link", name="Compare over time").click()
    page.get_by_label("B", exact=True).fill("kremlin outlet:TASS")
    page.get_by_role("button", name="Draw").click()
    legend = page.locator(".legend li")
    expect(legend).to_have_count(2)
    expect(legend.nth(1)).to_contain_text("kremlin")

    page.get_by_role("link", name="Show as shares").click()
    expect(page.get_by_role("heading", name="Share of articles by")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="table (CSV)").click()
    assert download.value.path().read_text("utf-8-sig").startswith("line,search,address,period")

    page.get_by_role("link", name="Remove line A").click()
    expect(legend).to_have_count(1)
    expect(legend).to_contain_text("kremlin")
    page.locator(".numbers tbody a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("article")
    context.close()
