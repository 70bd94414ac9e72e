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


@SCRIPT
@pytest.mark.parametrize("width", [390, 1280])
def test_copies_are_chosen_and_set_side_by_side(
    browser: Browser, server: Server, script: bool, width: int
) -> None:
    context = browser.new_context(
        java_script_enabled=script, viewport={"width": width, "height": 844}
    )
    page = context.new_page()
    page.goto(f"{server.url}/?q=Ottilie&sort=oldest")
    page.locator(".hit h2 a").first.click()
    page.get_by_role("link", name="Several of them side by side").click()
    for title in ("Canal at Vesna closed after accident", "Canal lock could stay shut for a week"):
        page.get_by_role("checkbox", name=title).check()
    page.get_by_role("button", name="Compare side by side").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 texts compared")
    expect(page.locator("ins").first).to_have_text("sand")
    cells = [page.locator("tbody tr").first.locator("td").nth(number) for number in (0, 1)]
    expect(cells[1]).to_be_visible()
    boxes = [cell.bounding_box() for cell in cells]
    assert boxes[0] and boxes[1]
    is_stacked = boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"]
    assert is_stacked == (width == 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
