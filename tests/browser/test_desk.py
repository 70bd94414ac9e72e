"""On a phone and on a desk: filters, tools, typed dates, copying and sharing, with and without
scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server
from tests.samples import sampled

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
#: Stands in for a browser that shares and copies: it remembers what it was given.
SHARING = """
    window.given = [];
    navigator.share = data => { given.push(data); return Promise.resolve(); };
    navigator.canShare = () => true;
"""


@pytest.mark.parametrize("script", sampled([True, False], [False]))
def test_filters_stay_open_after_a_tap(browser: Browser, server: Server, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script, **PHONE)
    page = context.new_page()
    page.goto(f"{server.url}/?q=idlib")
    filters = page.get_by_role("navigation", name="Filters")
    expect(filters).not_to_be_visible()
    page.get_by_role("navigation", name="Tools").get_by_text("Filters").tap()
    expect(filters).to_be_visible()
    filters.get_by_role("link", name="TASS").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 articles for")
    expect(filters.get_by_role("link", name="TASS")).to_have_attribute("aria-current", "true")
    expect(filters).to_be_visible()
    expect(filters.get_by_role("link", name="TASS")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize("script", sampled([True, False], [True]))
def test_on_a_phone_the_tools_are_at_the_thumb_and_citing_is_near_the_top(
    browser: Browser, server: Server, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script, **PHONE)
    context.add_init_script(SHARING)
    page = context.new_page()
    page.goto(f"{server.url}/?q=idlib")
    tools = page.get_by_role("navigation", name="Tools")
    expect(tools).to_be_in_viewport()
    tools.get_by_role("link", name="Save").tap()
    expect(page.get_by_role("link", name="RIS", exact=True)).to_be_in_viewport()

    page.locator(".hit h2 a").first.tap()
    expect(page.locator(".trail .keys")).to_be_hidden()
    anchor = page.locator(".text .anchor").first
    expect(anchor).to_have_css("opacity", "1")
    cite = page.locator("main > article").get_by_role("link", name="Cite", exact=True)
    box = cite.bounding_box()
    assert box is not None and box["y"] < 1200
    cite.tap()
    expect(page.locator("#citation-1")).to_be_in_viewport()
    shares = page.get_by_role("button", name="Share")
    if script:
        shares.last.tap()
        shared = page.evaluate("given")
        assert re.search(r"/articles/\w+/$", shared[0]["url"])
    else:
        expect(shares).to_have_count(0)
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_a_citation_is_copied_with_its_italics(browser: Browser, server: Server) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{server.url}/?q=idlib+kremlin")
    page.locator(".hit h2 a").first.click()
    page.get_by_text("Cite this article").click()
    page.get_by_role("button", name="Copy APA").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    read = """async type => {
        const [item] = await navigator.clipboard.read();
        return (await item.getType(type)).text();
    }"""
    assert re.search(r"<i>[^<]+</i>", page.evaluate(read, "text/html"))
    assert page.evaluate(read, "text/plain") == page.locator("#citation-1").inner_text()
    context.close()


@pytest.mark.parametrize("script", sampled([True, False], [False]))
def test_dates_are_typed_and_a_search_is_composed_without_knowing_the_signs(
    browser: Browser, server: Server, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(server.url)
    page.get_by_text("Compose a search").click()
    page.get_by_label("All of these words").fill("idlib")
    page.get_by_label("Any of these words").fill("turkey kremlin")
    page.get_by_role("button", name="Write and search").click()
    expect(page.locator("#q")).to_have_value("idlib (turkey OR kremlin)")
    page.get_by_label("From", exact=True).fill("1 March 2020 to 31 March 2020")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile("from=2020-03-01&to=2020-03-31"))
    expect(page.get_by_label("To", exact=True)).to_have_value("2020-03-31")
    page.get_by_role("link", name="Compact").click()
    expect(page.locator(".hits.compact .hit").first).to_be_visible()
    expect(page.locator(".snippet")).to_have_count(0)
    context.close()


def test_on_a_wide_screen_a_chosen_filter_leaves_the_page_where_it_is(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/?q=idlib")
    page.get_by_role("navigation", name="Filters").get_by_role("link", name="TASS").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 articles for")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(page.get_by_role("navigation", name="Tools")).to_be_hidden()
