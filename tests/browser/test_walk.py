"""A user searches, narrows the results, reads, corrects an article and searches again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server, log_in
from tests.samples import sampled

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_search_facet_article_admin_edit_search(page: Page, server: Server) -> None:
    log_in(page, server)
    page.goto(server.url)
    page.get_by_role("combobox").fill("idlib")
    page.get_by_role("combobox").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("5 articles for")

    page.get_by_role("navigation", name="Filters").get_by_role("link", name="TASS").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 articles for")
    page.get_by_role("link", name="Remove filter TASS").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("5 articles for")

    page.get_by_role("link", name="Russia backs holding summit over Syria’s Idlib").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Russia backs holding summit")
    expect(page.locator("mark").nth(1)).to_be_visible()
    page.locator("#hit-1 a").click()
    expect(page).to_have_url(re.compile("#hit-2$"))

    page.get_by_role("link", name="Edit").first.click()
    page.get_by_role("textbox", name="Headline").fill("Xanadu summit planned")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")

    page.goto(f"{server.url}/?q=xanadu")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 article for")
    expect(page.locator(".hit")).to_contain_text("Xanadu summit planned")

    server.archive.manage("ingest", "seeds/")
    page.reload()
    expect(page.locator(".hit")).to_contain_text("Xanadu summit planned")


def press_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, as a user would."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard never reaches {selector}")


@pytest.mark.slow
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_search_facet_article_hits_and_citation_by_keyboard_alone(
    browser: Browser, server: Server, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script, accept_downloads=True)
    page = context.new_page()
    heading = page.get_by_role("heading", level=1)
    page.goto(server.url)

    press_to(page, "input[name=q]")
    page.keyboard.type("idlib")
    page.keyboard.press("Enter")
    expect(heading).to_contain_text("5 articles for")

    press_to(page, ".facet a[href*='outlet=tass']")
    page.keyboard.press("Enter")
    expect(heading).to_contain_text("3 articles for")

    press_to(page, ".hit h2 a")
    page.keyboard.press("Enter")
    expect(page.locator(".trail")).to_contain_text("1 of 3")
    press_to(page, "#hit-1 a")
    for number in (2, 3):
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"#hit-{number}$"))
        press_to(page, f"#hit-{number} a")
    if script:
        page.keyboard.press("p")
        expect(page).to_have_url(re.compile("#hit-2$"))

    press_to(page, "#cite > summary")
    page.keyboard.press("Enter")
    expect(page.locator(".citations dd").first).to_be_visible()
    press_to(page, "#cite a[href$='.ris']")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.path().read_text().startswith("TY  - NEWS")
    context.close()


@pytest.mark.parametrize("width", sampled([390, 1280], [390]))
def test_a_results_page_has_no_layout_shift(browser: Browser, server: Server, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{server.url}/?q=idlib")
    page.wait_for_load_state("networkidle")
    shifts = """() => new Promise(resolve => {
      let sum = 0;
      new PerformanceObserver(list => list.getEntries().forEach(each => { sum += each.value; }))
        .observe({ type: "layout-shift", buffered: true });
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
    })"""
    assert "layout-shift" in page.evaluate("PerformanceObserver.supportedEntryTypes")
    assert page.evaluate(shifts) == 0
    page.get_by_role("combobox").fill("tur")
    expect(page.get_by_role("listbox")).to_be_visible()
    assert page.evaluate(shifts) == 0
    context.close()


def test_a_bar_of_the_histogram_narrows_the_search_to_its_period(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/?q=idlib")
    page.get_by_text("As a table").click()
    page.get_by_role("row", name="5 March 2020").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("for idlib")
    expect(page.get_by_role("link", name="Remove filter 5 March 2020")).to_be_visible()
    page.locator(".histogram svg a.chosen").click()
    expect(page.get_by_role("link", name="Remove filter 2020")).to_be_visible()


@pytest.mark.slow
def test_the_permanent_address_of_an_article_has_no_search_in_it(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/?q=kremlin")
    page.locator(".hit h2 a").first.click()
    address = page.locator('link[rel="canonical"]').get_attribute("href")
    assert address
    expect(page).to_have_url(re.compile(rf"^{re.escape(address)}(\?|$)"))


def test_n_and_p_go_from_match_to_match(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/?q=idlib")
    page.locator(".hit a").first.click()
    page.wait_for_load_state()  # the script that listens for keys runs when the page is parsed
    count = page.locator("mark").count()
    for key, number in (("n", 1), ("n", 2), ("p", 1), ("p", count), ("n", 1)):
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(rf"#hit-{number}$"))
        assert page.evaluate("document.activeElement.parentElement.id") == f"hit-{number}"
    page.get_by_role("combobox").press("n")
    assert page.url.endswith("#hit-1"), "what is typed into a box leads nowhere"


@pytest.mark.slow
def test_citations_fit_their_window(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(f"{server.url}/?q=kremlin")
    page.locator(".hit a").first.click()
    page.get_by_text("Cite this article").click()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_the_keyboard_reaches_the_results_first(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/?q=idlib")
    page.locator("body").press("Tab")
    names = []
    for _ in range(2):
        names.append(page.evaluate("document.activeElement.textContent.trim()"))
        page.keyboard.press("Tab")
    assert "Skip to results" in names


@pytest.mark.slow
def test_no_page_is_wider_than_its_window(context: BrowserContext, server: Server) -> None:
    page, too_wide = context.new_page(), {}
    for path in (
        *("/", "/?q=idlib", "/?q=xylophone&outlet=tass", "/archive/", "/archive/2020/"),
        *("/?q=" + "x" * 300, "/?q=idlib&chart=share", "/search/help", "/nowhere/"),
        *(
            "/outlets/",
            "/outlets/tass/",
            "/coverage/",
            "/coverage/?year=2020",
            "/names/?q=idlib",
            "/names/?name=Dmitry+Peskov&q=idlib",
            "/quotations/?speaker=Dmitry+Peskov",
            "/trends/?line=q%3Didlib&line=outlet%3Dtass",
            "/selection/",
            "/marked/",
        ),
    ):
        page.goto(server.url + path)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            needed = page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                too_wide[path, width] = needed
    assert too_wide == {}
