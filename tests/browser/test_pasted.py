"""A whole article pasted into the search form, with and without scripts."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Server
from tests.samples import sampled

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

#: Longer than any address may be.
PADDING = " ".join(f"Unheard{place}" for place in range(1500))
SEARCH = "/?q=idlib&outlet=tass"


@pytest.mark.parametrize(
    "script", sampled([True, False], [True]), ids=["with script", "without script"]
)
def test_a_pasted_article_finds_itself(browser: Browser, server: Server, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(server.url + SEARCH)
    link = page.locator(".hit h2 a").last
    title = link.inner_text()
    link.click()
    article = " ".join(page.locator("main").inner_text().split())

    page.goto(server.url + SEARCH)
    box = page.locator("#q")
    box.fill(f"{article} {PADDING}")
    box.press("Enter")
    page.wait_for_url(lambda url: SEARCH not in url)
    fields = parse_qs(urlsplit(page.url).query)
    assert len(fields["q"][0].split()) <= 30
    assert fields["outlet"] == ["tass"]
    assert page.locator(".hit h2 a").first.inner_text() == title
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "methods"),
    [(True, ["GET"]), (False, ["POST", "GET"])],
    ids=["with script", "without script"],
)
def test_a_short_search_keeps_its_filters_and_its_words(
    browser: Browser, server: Server, script: bool, methods: list[str]
) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(server.url + SEARCH)
    sent: list[str] = []
    page.on(
        "request",
        lambda request: sent.append(request.method) if request.is_navigation_request() else None,
    )
    box = page.locator("#q")
    box.fill("“in Moscow” -x")
    box.press("Enter")
    page.wait_for_url(lambda url: SEARCH not in url)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["“in Moscow” -x"], "outlet": ["tass"]}
    assert sent == methods
    context.close()
