"""Articles are marked, put in order, cited, saved and collected, with and without scripts."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator

import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import PATIENCE, Server, log_in
from tests.browser.test_accessibility import violations
from tests.samples import sampled

SCRIPT = pytest.mark.parametrize(
    "script", sampled([True, False], [True, False]), ids=["with script", "without script"]
)


@pytest.fixture
def visitor(browser: Browser, script: bool) -> Iterator[BrowserContext]:
    context = browser.new_context(java_script_enabled=script, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def ticked(page: Page) -> Locator:
    return page.locator("input[name=id]:checked")


def marked(page: Page) -> Locator:
    """The number in the head of the page."""
    return page.locator("[data-marked]")


def tick(page: Page, script: bool, *places: int) -> None:
    """Tick hits by keyboard; without a script a button stores what was ticked."""
    boxes = page.get_by_role("checkbox")
    for place in places:
        boxes.nth(place).focus()
        page.keyboard.press("Space")
    button = page.get_by_role("button", name="Mark ticked articles")
    if script:
        expect(button).to_be_hidden()
    else:
        button.focus()
        page.keyboard.press("Enter")


@SCRIPT
def test_what_is_ticked_stays_ticked(visitor: BrowserContext, server: Server, script: bool) -> None:
    page = visitor.new_page()
    heading = page.get_by_role("heading", level=1)
    page.goto(f"{server.url}/?q=idlib")
    tick(page, script, 0, 2)
    expect(marked(page)).to_have_text("2")

    page.get_by_role("link", name="Oldest").click()
    expect(page).to_have_url(re.compile("sort=oldest"))
    expect(ticked(page)).to_have_count(2)

    title = page.locator(".hit h2 a").first.inner_text()
    page.locator(".hit h2 a").first.click()
    expect(heading).to_have_text(title)
    expect(marked(page)).to_have_text("2")
    was = page.get_by_label("Mark this article").is_checked()
    page.get_by_label("Mark this article").set_checked(not was)
    if not script:
        page.get_by_role("button", name="Save", exact=True).click()
    expect(marked(page)).to_have_text("1" if was else "3")
    page.get_by_role("link", name="Back to the results").click()
    expect(ticked(page)).to_have_count(1 if was else 3)

    page.goto(f"{server.url}/?q=kremlin")
    expect(marked(page)).to_have_text("1" if was else "3")


@SCRIPT
def test_going_back_shows_what_was_marked_since(
    visitor: BrowserContext, server: Server, script: bool
) -> None:
    page = visitor.new_page()
    page.goto(f"{server.url}/?q=idlib")
    first = page.locator(".hit h2 a").first
    title = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_label("Mark this article").check()
    if not script:
        page.get_by_role("button", name="Save", exact=True).click()
    expect(marked(page)).to_have_text("1")
    page.go_back()
    if not script:
        page.go_back()  # the page of the article before the button was pressed
        page.reload()
    expect(ticked(page)).to_have_count(1)
    expect(marked(page)).to_have_text("1")


@SCRIPT
def test_the_list_is_put_in_order_cited_saved_and_shared(
    visitor: BrowserContext, server: Server, script: bool
) -> None:
    page = visitor.new_page()
    heading = page.get_by_role("heading", level=1)
    page.goto(f"{server.url}/?q=idlib")
    page.get_by_role("button", name="Mark all on this page").click()
    expect(ticked(page)).to_have_count(5)
    tick(page, script, 0, 1)
    expect(marked(page)).to_have_text("3")
    page.get_by_role("link", name="Cite or save the marked list").click()
    expect(heading).to_have_text("3 marked articles")

    last = page.locator(".references li").last.inner_text().split("\n")[0]
    page.get_by_role("button", name=re.compile("^Up ")).last.click()
    expect(page.locator(".references li").nth(1)).to_contain_text(last)
    page.get_by_role("button", name=re.compile("^Remove ")).first.click()
    expect(heading).to_have_text("2 marked articles")
    expect(page.locator(".references li").first).to_contain_text(last)

    page.get_by_role("link", name="MLA").click()
    expect(page.get_by_role("link", name="MLA")).to_have_attribute("aria-current", "true")
    with page.expect_download() as saved:
        page.get_by_role("link", name="RIS", exact=True).click()
    assert saved.value.path().read_text().count("TY  - NEWS") == 2

    page.get_by_role("link", name="Share this list").click()
    expect(heading).to_have_text("2 selected articles")
    address = page.url
    page.get_by_role("link", name="Marked").click()
    page.get_by_text("Empty the list").click()
    page.get_by_role("button", name="Remove all 2").click()
    expect(heading).to_have_text("Nothing marked")
    page.goto(address)
    page.get_by_role("button", name="Mark all of these").click()
    expect(marked(page)).to_have_text("2")


def test_a_mark_that_cannot_be_stored_is_not_shown_as_stored(
    context: BrowserContext, server: Server
) -> None:
    page = context.new_page()
    page.goto(f"{server.url}/?q=idlib")
    page.route("**/marked/", lambda route: route.abort())
    page.get_by_role("checkbox").first.click()
    expect(page.get_by_role("status")).to_contain_text("could not be stored")
    expect(ticked(page)).to_have_count(0)


@SCRIPT
def test_a_collection_is_made_ordered_noted_and_printed(
    visitor: BrowserContext, server: Server, script: bool
) -> None:
    page = visitor.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    heading = page.get_by_role("heading", level=1)
    log_in(page, server)
    page.goto(f"{server.url}/marked/")
    if page.get_by_text("Empty the list").is_visible():
        page.get_by_text("Empty the list").click()
        page.get_by_role("button", name=re.compile("^Remove all")).click()
    page.goto(f"{server.url}/?q=idlib")
    page.get_by_role("button", name="Mark all on this page").click()
    page.get_by_role("link", name="Cite or save the marked list").click()
    expect(heading).to_have_text("5 marked articles")
    assert not script or violations(page) == []
    page.get_by_label("Save as a collection called").fill(f"Talks {script}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(heading).to_have_text("Edit the collection")

    titles = page.locator(".entries .title").all_inner_texts()
    page.get_by_label("Note", exact=True).first.fill("The first report")
    page.get_by_role("button", name=re.compile("^New section above")).nth(3).click()
    section = page.get_by_label("Heading of a section")
    section.fill("Afterwards")
    page.get_by_role("button", name=re.compile("^Down ")).first.click()
    expect(page.locator(".entries .title").first).to_have_text(titles[1])
    expect(page.get_by_label("Note", exact=True).nth(1)).to_have_value("The first report")
    expect(section).to_have_value("Afterwards")
    if script:
        assert violations(page) == []
        page.set_viewport_size({"width": 1100, "height": 2400})
        rows = page.locator(".entries > li")
        rows.nth(5).locator(".handle").drag_to(rows.nth(0))
        expect(page.locator(".entries .title").first).to_have_text(titles[4])
        page.reload()
    else:
        for _ in range(5):
            page.get_by_role("button", name=f"Up {titles[4][:20]}").click()
            expect(heading).to_have_text("Edit the collection")
    expect(page.locator(".entries .title").first).to_have_text(titles[4])
    page.get_by_label("Who may see it").select_option("everyone with the link")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_label("Who may see it")).to_have_value("link")

    page.get_by_role("link", name=f"Talks {script}").click()
    expect(heading).to_have_text(f"Talks {script}")
    address = page.url
    assert not script or violations(page) == []
    page.get_by_role("link", name="Dossier to print").click()
    expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    assert not script or violations(page) == []
    text = "".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(page.pdf())).pages)
    # Fonts have signs of their own for pairs of letters such as fi.
    squeezed = "".join(unicodedata.normalize("NFKC", text).split())
    for part in (*titles, "The first report", "Afterwards", "Contents", "Receipt"):
        assert squeezed.count("".join(part.split())) >= 1, part
    assert "Sign in" not in text and "Back to the collection" not in text

    visitor.clear_cookies()
    page.goto(address)
    expect(heading).to_have_text(f"Talks {script}")
    expect(page.get_by_text("The first report")).to_be_visible()
