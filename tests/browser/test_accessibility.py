"""axe-core finds no violations on our pages, in light and dark, wide and narrow windows.

Each page is opened once and checked in every window: to change the window costs far less than to
open the page again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import resolve
from playwright.sync_api import BrowserContext, Page

from tests.browser.captures import LONG
from tests.browser.conftest import NAME, Server, log_in
from tests.security.addresses import ADMIN_PAGES
from tests.security.addresses import PAGES as SITE

Step = Callable[[Page], None]
HERE = Path(__file__).parent

#: Both colour schemes and both widths. Colours do not depend on the width, so two pairs suffice.
Window = tuple[Literal["light", "dark"], int]
NARROW: Window = ("light", 390)
WIDE: Window = ("dark", 1280)
#: Runs axe once the colours that change with the window have stopped changing.
RUN = """async () => {
    await Promise.allSettled(document.getAnimations().map(each => each.finished));
    return (await axe.run({resultTypes: ["violations"]})).violations;
}"""


def click(name: str) -> Step:
    return lambda page: page.get_by_text(name, exact=True).first.click()


def first_hit(page: Page) -> None:
    page.locator(".hit h2 a").first.click()


def compare(page: Page) -> None:
    page.get_by_role("link", name="Compare with").first.click()
    page.get_by_role("heading", name="Two texts compared").wait_for()


def group(page: Page) -> None:
    page.get_by_role("link", name="Several of them side by side").click()
    page.get_by_role("heading", name="Texts of one story").wait_for()


def compare_several(page: Page) -> None:
    for number in (0, 1, 2):
        page.get_by_role("checkbox").nth(number).check()
    page.get_by_role("button", name="Compare side by side").click()
    page.get_by_role("heading", name="4 texts compared").wait_for()


def mark(page: Page) -> None:
    page.get_by_role("checkbox").first.check()
    page.get_by_role("link", name="Cite or save the marked list").click()
    # The script follows the link once the mark is stored, which a click does not wait for.
    page.wait_for_url("**/marked/")


def type_words(page: Page) -> None:
    page.get_by_role("combobox").press_sequentially("idl")
    page.get_by_role("option").first.wait_for()


def mistake(page: Page) -> None:
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()


#: Pages of the archive, each with an address and the steps there.
PAGES: dict[str, tuple[str, list[Step]]] = {
    "home with the language": ("/", [click("How to search")]),
    "suggestions": ("/", [type_words]),
    "results with the table": ("/?q=idlib", [click("As a table")]),
    "results with filters": ("/?q=idlib&outlet=tass&date=2020-03&from=2020", []),
    "results with notes": ("/?q=((idlib&page=9&date=x", []),
    "results relaxed": ("/?q=idlib+xylophone+kremlin", []),
    "results with wrong dates": ("/?q=idlib&from=soon&to=2020", []),
    "results in a compact list": ("/?q=idlib&list=compact&per_page=2&page=2", []),
    "results with folded copies": (
        "/?q=Ottilie&fold=on",
        [click("and 6 outlets with the same story")],
    ),
    "composing a search": ("/search/help?outlet=tass#compose", []),
    "results with their files": ("/?q=idlib", [click("Save or follow")]),
    "results by day": ("/?q=idlib&date=2020-03", []),
    "results as a share": ("/?q=idlib&chart=share", []),
    "results of another script": ("/?q=outlet:harbour", []),
    "no results": ("/?q=xylophone", []),
    "no results with filters": ("/?q=xylophone+idlib&outlet=tass&date=1999&from=1998", []),
    "did you mean": ("/?q=idilb", []),
    "help": ("/search/help", []),
    "archive": ("/archive/", []),
    "year": ("/archive/2020/", []),
    "month": ("/archive/2020/03/", []),
    "coverage": ("/coverage/", []),
    "coverage of a year": ("/coverage/?year=2020", []),
    "searches over time": ("/trends/?line=q%3Didlib&line=outlet%3Dtass&show=share", []),
    "searches to compare": ("/trends/?from=soon", []),
    "outlets": ("/outlets/", []),
    "outlet": ("/outlets/tass/", []),
    "names": ("/names/?q=idlib", []),
    "articles that have a name": ("/names/?name=Dmitry+Peskov&q=idlib", []),
    "quotations": ("/quotations/?speaker=Dmitry+Peskov", []),
    "withdrawn articles": ("/withdrawn/", []),
    "how to follow a search": ("/follow/?q=idlib", []),
    "a receipt": ("/receipt/?q=idlib", []),
    "nothing chosen": ("/selection/", []),
    "nothing marked": ("/marked/", []),
    "receipt of the marked list": ("/marked/receipt/", []),
    "marked list": ("/?q=idlib", [mark]),
    "selection": ("/?q=idlib", [mark, click("Share this list")]),
    "article with its citations": ("/?q=idlib+kremlin", [first_hit, click("Cite this article")]),
    "article with its names": (
        "/?q=idlib+kremlin",
        [first_hit, click("Names and quotations")],
    ),
    "undated article": ("/?q=idlib+is:undated", [first_hit]),
    "article with an inferred date": ("/?q=is:inferred", [first_hit]),
    "article without headline": ("/?q=codenamed", [first_hit]),
    "article of long words": (f"/?q={LONG}", [first_hit]),
    "article in Arabic": ("/?q=headline:إدلب", [first_hit]),
    "texts of one story": ("/?q=Ottilie", [first_hit, group]),
    "several texts compared": ("/?q=Ottilie", [first_hit, group, compare_several]),
    "two texts compared": ("/?q=Alba+ferry", [first_hit, compare]),
    "not found": ("/nowhere/", []),
    "signing in with a wrong password": ("/accounts/login/", [mistake]),
    "a link that no longer works": ("/accounts/link/MQ/x-y/", []),
}
#: One page of each kind, for an ordinary run.
MAIN = (
    *("home with the language", "results with the table", "no results with filters"),
    *("outlets", "article with its citations", "signing in with a wrong password"),
)
#: The same pages before their last step. They have nothing that the pages above have not.
BEFORE: dict[str, tuple[str, list[Step]]] = {
    "home": ("/", []),
    "results": ("/?q=idlib", []),
    "article of a search": ("/?q=idlib+kremlin", [first_hit]),
    "signing in": ("/accounts/login/?next=/archive/", []),
}


def act(action: str, *, then: str = "") -> Step:
    """Choose an action for the first two articles of a list; ``then`` is typed as a date."""

    def step(page: Page) -> None:
        for number in (0, 1):
            page.locator("input.action-select").nth(number).check()
        page.locator("select[name=action]").select_option(label=action)
        page.get_by_role("button", name="Go", exact=True).click()
        if then:
            page.get_by_label("Published").fill(then)
            page.get_by_role("button", name="Preview").click()
            page.get_by_text(then[:4]).first.wait_for()

    return step


def first_row(page: Page) -> None:
    page.locator("#result_list tbody th a").first.click()


def person(page: Page) -> None:
    page.get_by_role("link", name=NAME).first.click()
    page.get_by_role("heading", level=1, name=NAME).wait_for()


ARTICLES = "/admin/articles/article/"
#: Pages of the admin that are our own.
DESK: dict[str, tuple[str, list[Step]]] = {
    "edit page": (f"{ARTICLES}?q=summit", [first_row]),
    "set outlet": (ARTICLES, [act("Set outlet…")]),
    "set date": (ARTICLES, [act("Set date…")]),
    "preview of a date": (ARTICLES, [act("Set date…", then="2019-05-04")]),
    "mark reviewed": (ARTICLES, [act("Mark as reviewed…")]),
    "extract again": (ARTICLES, [act("Extract again…")]),
    "withdraw": (ARTICLES, [act("Withdraw…")]),
    "erase": (ARTICLES, [act("Erase for good…")]),
    "add or remove tags": (ARTICLES, [act("Add or remove tags…")]),
    "merge tags": ("/admin/articles/tag/", [act("Merge…")]),
    "merge outlets": ("/admin/articles/outlet/", [act("Merge…")]),
    "unpin": (ARTICLES, [act("Unpin…")]),
    "corrections": (f"{ARTICLES}corrections/", []),
    "results for staff": ("/?q=idlib", [click("Save or follow")]),
    "saved searches": ("/searches/", []),
    "saving a search": ("/searches/new?q=idlib", []),
    "collections": ("/collections/", []),
    "status": ("/admin/status/", []),
    "account": ("/accounts/", []),
    "tokens": ("/accounts/tokens/", []),
    "people": ("/accounts/people/", []),
    "person": ("/accounts/people/", [person]),
    "password": ("/accounts/password/", []),
}

#: Lists and forms that extend Django's, each with a page of Django's own of the same kind.
EXTENDED = {
    ARTICLES: "/admin/auth/user/?e=0",
    f"{ARTICLES}?look=any": "/admin/auth/user/?e=0",
    "/admin/articles/outlet/": "/admin/auth/user/?e=0",
    "/admin/articles/outlet/?review=yes": "/admin/auth/user/?e=0",
    "/admin/articles/learntline/": "/admin/auth/user/?e=0",
    "/admin/articles/snapshot/": "/admin/auth/user/?e=0",
    "/admin/articles/snapshot/1/change/": "/admin/auth/user/1/change/",
    "/admin/": "/admin/auth/",
}


#: Addresses of pages that are reached by steps, or that other tests open, and where.
ELSEWHERE = {
    **dict.fromkeys(("article", "compare", "copies"), "test_accessibility"),
    **dict.fromkeys(("collection", "collection-edit", "collection-dossier"), "test_marking"),
    **dict.fromkeys(("saved-search", "unsubscribe"), "test_following"),
    **dict.fromkeys(("notes", "note", "tags"), "test_passages"),
    **dict.fromkeys(("add", "upload", "upload-article"), "test_uploads"),
    "admin:articles_article_corrections_preview": "test_takedowns",
    "person": "test_accessibility",
}
#: Addresses that answer with no page: with a file, data, a redirection or a part of a page.
NO_PAGES = {
    *(
        "article-mentions",
        "article-short",
        "article-tags",
        "branding",
        "corrections",
        "healthz",
        "logo",
        "logout",
    ),
    *("manifest", "marked-results", "marked-state", "metrics", "opensearch", "readyz", "robots"),
    *("saved-search-save", "security-txt", "sitemap", "sitemap-page", "token-revoke"),
    *("upload-progress", "admin:articles_bulkchange_progress", "admin:articles_outlet_delete"),
}
#: Pages of Django's own.
STOCK = {name for name in ADMIN_PAGES if "articles" not in name} - {"admin:index"}


#: Pages that say that there is none.
GONE = {"not found", "withdrawn article"}


def show_in(page: Page, window: Window) -> None:
    scheme, width = window
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the open page, in each window, once it has been read to its end."""
    page.wait_for_load_state()
    page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = []
    for window in (NARROW, WIDE):
        show_in(page, window)
        found += [
            {
                "rule": each["id"],
                "window": window,
                "nodes": [node["html"][:200] for node in each["nodes"]],
            }
            for each in page.evaluate(RUN)
        ]
    return found


def found_on(
    page: Page, server: Server, table: dict[str, tuple[str, list[Step]]]
) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for name, (path, steps) in table.items():
        show_in(page, NARROW)
        response = page.goto(server.url + path)
        assert response is not None and (response.ok or name in GONE), path
        for step in steps:
            step(page)
        found[name] = violations(page)
    return found


#: Pages of the same template as another one, which is checked.
SAME_TEMPLATE = {"collection-receipt-page": "receipt-page", "collection-follow": "follow"}


def test_every_page_is_checked_somewhere() -> None:
    opened = [path for path, _ in (PAGES | BEFORE | DESK).values()]
    names = {
        resolve(urlsplit(path).path).view_name
        for path in (*opened, *EXTENDED)
        if path != "/nowhere/"
    }
    modules = {name: (HERE / f"{name}.py").read_text() for name in ELSEWHERE.values()}
    assert all("violations(page) == []" in text for text in modules.values())
    addresses = {name for name, each in (SITE | ADMIN_PAGES).items() if not each.scope}
    assert set(SAME_TEMPLATE.values()) <= names
    assert addresses - names - {*ELSEWHERE, *SAME_TEMPLATE} - NO_PAGES - STOCK == set()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def test_our_main_pages_have_no_violations(page: Page, server: Server) -> None:
    found = found_on(page, server, {name: PAGES[name] for name in MAIN})
    assert found == {name: [] for name in MAIN}


@pytest.mark.slow
def test_our_pages_have_no_violations(page: Page, server: Server) -> None:
    pages = PAGES | {"withdrawn article": (f"/articles/{server.withdrawn}/", [])}
    found = found_on(page, server, pages)
    assert found == {name: [] for name in found}


@pytest.mark.slow
def test_pages_before_their_last_step_have_no_violations(page: Page, server: Server) -> None:
    found = found_on(page, server, BEFORE)
    assert found == {name: [] for name in found}


@pytest.mark.slow
def test_the_page_of_an_outage_has_no_violations(page: Page, server: Server) -> None:
    pointer = server.archive.index / "current"
    away = pointer.rename(pointer.with_name("away"))
    try:
        response = page.goto(f"{server.url}/?q=idlib")
        assert response is not None and response.status == 503
        assert violations(page) == []
    finally:
        away.rename(pointer)


@pytest.mark.slow
def test_the_desk_has_no_violations(page: Page, server: Server) -> None:
    log_in(page, server)
    found = found_on(page, server, DESK)
    assert found == {name: [] for name in found}

    stock = {path: {_broken(each) for each in _at(page, server, path)} for path in
             dict.fromkeys(EXTENDED.values())}  # fmt: skip
    beyond = {
        ours: [each for each in _at(page, server, ours) if _broken(each) not in stock[theirs]]
        for ours, theirs in EXTENDED.items()
    }
    assert beyond == {path: [] for path in EXTENDED}


def _broken(violation: dict[str, Any]) -> tuple[str, Window]:
    """The rule, in the window where it is broken."""
    return violation["rule"], violation["window"]


def _at(page: Page, server: Server, path: str) -> list[dict[str, Any]]:
    response = page.goto(server.url + path)
    assert response is not None and response.ok, path
    return violations(page)
