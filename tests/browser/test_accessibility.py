"""axe-core finds nothing on any page of ours, light or dark, wide or narrow."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Server, log_in

PAGES = {
    "home": "/",
    "results": "/?q=idlib",
    "results with filters": "/?q=idlib&outlet=tass&date=2020-03&from=2020",
    "results with notes": "/?q=((idlib&page=9&date=x",
    "no results": "/?q=xylophone",
    "no results with filters": "/?q=xylophone+idlib&outlet=tass&date=1999&from=1998",
    "results with wrong dates": "/?q=idlib&from=soon&to=2020",
    "results by day": "/?q=idlib&date=2020-03",
    "results as a share": "/?q=idlib&chart=share",
    "did you mean": "/?q=idilb",
    "help": "/search/help",
    "archive": "/archive/",
    "coverage": "/coverage/",
    "coverage of a year": "/coverage/?year=2020",
    "nothing chosen": "/selection/",
    "year": "/archive/2020/",
    "month": "/archive/2020/03/",
    "outlets": "/outlets/",
    "outlet": "/outlets/tass/",
    "not found": "/nowhere/",
}


def violations(page: Page) -> list[dict[str, Any]]:
    found = Axe().run(page).response["violations"]
    return [
        {"rule": each["id"], "nodes": [node["html"][:200] for node in each["nodes"]]}
        for each in found
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_our_pages_have_no_violations(
    browser: Browser, server: Server, scheme: Any, width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    found = {}
    for name, path in PAGES.items():
        page.goto(server.url + path)
        found[name] = violations(page)
    page.goto(f"{server.url}/?q=idlib")
    page.get_by_text("As a table").click()
    found["results with the table"] = violations(page)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Cite or save the chosen").click()
    found["selection"] = violations(page)
    page.goto(f"{server.url}/?q=idlib")
    page.locator(".hit a").first.click()
    found["article"] = violations(page)
    page.get_by_text("Cite this article").click()
    found["article with its citations"] = violations(page)
    assert found == {name: [] for name in found}
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edit_page_has_no_violations(browser: Browser, server: Server, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    log_in(page, server)
    page.goto(f"{server.url}/admin/articles/article/")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("textbox", name="Headline").wait_for()
    assert violations(page) == []
    page.goto(f"{server.url}/?q=idlib")
    assert violations(page) == []
    context.close()


#: Pages of the admin, and pages of the same kind that are Django's own.
ADMIN = {
    "/admin/articles/article/": "/admin/auth/user/?e=0",
    "/admin/articles/outlet/": "/admin/auth/user/?e=0",
    "/admin/articles/learntline/": "/admin/auth/user/?e=0",
    "/admin/articles/snapshot/": "/admin/auth/user/?e=0",
    "/admin/": "/admin/auth/",
}


@pytest.mark.parametrize(("ours", "stock"), ADMIN.items())
def test_the_rest_of_admin_has_none_beyond_stock_djangos(
    page: Page, server: Server, ours: str, stock: str
) -> None:
    log_in(page, server)
    page.goto(server.url + stock)
    known = {each["rule"] for each in violations(page)}
    page.goto(server.url + ours)
    assert {each["rule"] for each in violations(page)} <= known
