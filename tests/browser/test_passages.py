"""Passages are highlighted and noted, and articles tagged, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE, Server, log_in
from tests.browser.test_accessibility import violations
from tests.samples import sampled

SCRIPT = pytest.mark.parametrize(
    "script", sampled([True, False], [True, False]), ids=["with script", "without script"]
)
#: Selects from a place in the first text of one paragraph to one in that of another.
SELECT = """([first, start, last, end]) => {
  const node = (number) => document
    .createTreeWalker(document.getElementById(`p${number}`), NodeFilter.SHOW_TEXT).nextNode();
  getSelection().setBaseAndExtent(node(first), start, node(last), end);
  return getSelection().toString();
}"""


@pytest.fixture
def visitor(browser: Browser, script: bool) -> Iterator[BrowserContext]:
    context = browser.new_context(java_script_enabled=script)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def open_article(page: Page, server: Server) -> None:
    log_in(page, server)
    page.goto(f"{server.url}/?q=idlib+kremlin")
    page.locator(".hit h2 a").first.click()
    expect(page.get_by_role("heading", name="Notes")).to_be_visible()


def words_of(page: Page, paragraph: int, length: int) -> str:
    whole: str = page.locator(f"#p{paragraph}").text_content() or ""
    return whole[:length].strip()


@SCRIPT
def test_a_passage_is_highlighted_noted_and_deleted(
    visitor: BrowserContext, server: Server, script: bool
) -> None:
    page = visitor.new_page()
    open_article(page, server)
    form, tools = page.locator("#new-note"), page.locator("#passage-tools")
    expect(tools).to_be_hidden()
    words = words_of(page, 2, 30)
    if script:
        page.evaluate(SELECT, [2, 0, 2, 30])
        expect(tools).to_be_visible()
        tools.get_by_role("button", name="Note").click()
        expect(form.get_by_label("Words of the article")).to_have_value(words)
        expect(form.get_by_label("Note", exact=False).last).to_be_focused()
    else:
        form.locator("summary").click()
        form.get_by_label("Words of the article").fill(words)
        form.get_by_label("Paragraph").fill("2")
    text = f"Who said so? {script}"
    form.locator("textarea[name=text]").fill(text)
    form.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile(r"\?q=.*#note-\d+$"))
    expect(page.locator(".noted > li", has_text=text)).to_be_in_viewport()
    assert words in "".join(page.locator("#p2 mark.noted").all_text_contents())
    if script:
        assert violations(page) == []

    page.locator(".noted > li", has_text=text).get_by_role("link", name="Change").click()
    page.get_by_label("Words of the article").fill("No such words at all")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("These words are not in the text of the article.")).to_be_visible()
    if script:
        assert violations(page) == []
    page.get_by_role("button", name="Delete the note").click()
    expect(page.get_by_text("The note was deleted.")).to_be_visible()
    expect(page.get_by_text(text)).to_have_count(0)


@pytest.mark.parametrize("script", [True], ids=["with script"])
def test_selected_words_of_two_paragraphs_are_highlighted_at_once(
    visitor: BrowserContext, server: Server, script: bool
) -> None:
    page = visitor.new_page()
    open_article(page, server)
    page.evaluate(SELECT, [2, 10, 3, 20])
    page.locator("#passage-tools").get_by_role("button", name="Highlight").click()
    expect(page).to_have_url(re.compile(r"#note-\d+$"))
    expect(page.locator("#p2 mark.noted").last).to_be_visible()
    expect(page.locator("#p3 mark.noted").first).to_be_visible()
    page.goto(f"{server.url}/notes/")
    expect(page.locator("blockquote p")).to_have_count(2)
    assert violations(page) == []
    page.get_by_role("link", name="Change").click()
    page.get_by_role("button", name="Delete the note").click()
    expect(page.get_by_text("The note was deleted.")).to_be_visible()


@pytest.mark.parametrize(
    "script", sampled([True, False], [True]), ids=["with script", "without script"]
)
def test_an_article_is_tagged_and_found_by_its_tag(
    visitor: BrowserContext, server: Server, script: bool
) -> None:
    page, name = visitor.new_page(), "Black Sea" if script else "Grain deal"
    open_article(page, server)
    tagging = page.locator(".tagging")
    tagging.locator("summary").click()
    field = tagging.get_by_label("Tags, with commas between them")
    before = field.input_value()
    field.fill(", ".join(filter(None, [before, name])))
    tagging.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The tags were saved.")).to_be_visible()
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 article")
    filters = page.get_by_role("navigation", name="Filters")
    expect(filters.get_by_role("link", name=name)).to_have_attribute("aria-current", "true")
    if script:
        assert violations(page) == []
    filters.get_by_role("link", name="All tags").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tags")
    if script:
        assert violations(page) == []
    page.get_by_role("main").get_by_role("link", name=name).click()
    expect(filters.get_by_role("link", name=name)).to_have_attribute("aria-current", "true")
    page.locator(".hit h2 a").first.click()
    tagging.locator("summary").click()
    field.fill(before)
    tagging.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name=name, exact=True)).to_have_count(0)
