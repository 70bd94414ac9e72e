"""Suggestions while a search is typed, used with the keyboard and the mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.test_accessibility import violations


def test_a_suggestion_is_chosen_by_keyboard(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/?q=&outlet=tass")
    box = page.get_by_role("combobox")
    before = page.get_by_role("heading", level=1).bounding_box()
    box.fill("")
    box.press_sequentially("idl")
    options = page.get_by_role("option")
    expect(options.first).to_have_text("idlib")
    expect(box).to_have_attribute("aria-expanded", "true")
    assert page.get_by_role("heading", level=1).bounding_box() == before
    assert violations(page) == []

    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert violations(page) == []
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 articles for idlib")


@pytest.mark.slow
def test_escape_closes_the_list_and_keeps_what_was_typed(page: Page, server: Server) -> None:
    page.goto(server.url)
    box = page.get_by_role("combobox")
    box.press_sequentially("krem")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("ArrowUp")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("krem")
    expect(box).to_have_attribute("aria-expanded", "false")


def test_a_suggested_headline_opens_its_article(page: Page, server: Server) -> None:
    page.goto(server.url)
    page.get_by_role("combobox").press_sequentially("kremlin tur")
    page.get_by_role("option").filter(has_text="Kremlin to Turkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kremlin to Turkey")


@pytest.mark.slow
def test_the_help_page_is_reached_from_the_form_and_its_examples_work(
    page: Page, server: Server
) -> None:
    page.goto(server.url)
    page.get_by_text("How to search").click()
    page.get_by_role("link", name="All search forms").click()
    assert violations(page) == []
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("article")
