"""Searches are saved, followed and changed, and e-mails stopped, with and without scripts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from newsarchive.desk.unsubscribing import path_for
from tests.browser.conftest import PATIENCE, Server, log_in
from tests.browser.test_accessibility import violations
from tests.samples import sampled


def scripts(*ordinary: bool) -> pytest.MarkDecorator:
    """With and without scripts; only ``ordinary`` ones in an ordinary run."""
    return pytest.mark.parametrize(
        "script",
        sampled([True, False], ordinary),
        ids=lambda each: "with script" if each else "without script",
    )


@pytest.fixture
def visitor(browser: Browser, script: bool) -> Iterator[BrowserContext]:
    context = browser.new_context(java_script_enabled=script)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def in_database(server: Server, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(server.archive.database, timeout=60)) as database, database:
        return database.execute(statement).fetchall()


@scripts(True, False)
def test_a_search_is_saved_followed_changed_and_deleted(
    visitor: BrowserContext, server: Server, script: bool
) -> None:
    page = visitor.new_page()
    heading = page.get_by_role("heading", level=1)
    log_in(page, server)
    page.goto(f"{server.url}/?q=idlib&outlet=tass")
    page.get_by_text("Save or follow", exact=True).click()
    page.get_by_label("Name of this search").fill("Idlib in TASS")
    page.get_by_role("button", name="Save this search").click()
    expect(heading).to_have_text("Idlib in TASS")
    expect(page.get_by_role("status")).to_contain_text("Saved as “Idlib in TASS”")

    page.get_by_label("Published from").fill("past 30 years")
    page.get_by_label("once a week").check()
    if script:
        assert violations(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(heading).to_have_text("Saved searches")
    expect(page.get_by_role("main")).to_contain_text("nothing new since")
    expect(page.get_by_role("main")).to_contain_text("“past 30 years” counts from today")
    expect(page.get_by_role("main")).to_contain_text("e-mails once a week")

    # As if nothing had been in the archive when it was saved.
    in_database(server, "UPDATE desk_savedsearch SET seen_up_to = 1")
    page.reload()
    new = page.locator("a.new")
    expect(new).to_have_text(re.compile(r"\d new since \d\d:\d\d"))
    count = new.inner_text().partition(" ")[0]
    if script:
        assert violations(page) == []
    new.click()
    expect(page).to_have_url(re.compile(r"from=\d{4}-\d\d-\d\d.*after=1&sort=added"))
    expect(heading).to_contain_text(f"{count} article")
    expect(page.get_by_role("link", name="Last added")).to_have_attribute("aria-current", "true")
    page.go_back()
    page.get_by_role("button", name="Mark as seen").click()
    expect(page.get_by_role("main")).to_contain_text("nothing new since")

    page.get_by_role("link", name="Change Idlib in TASS").click()
    page.get_by_text("Delete the saved search").click()
    page.get_by_label("Delete it").check()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("was deleted")
    expect(page.get_by_role("main")).to_contain_text("You have no saved searches")


@scripts(False)
def test_a_stranger_signs_in_and_the_search_is_not_lost(
    visitor: BrowserContext, server: Server, script: bool
) -> None:
    page = visitor.new_page()
    page.goto(f"{server.url}/?q=idlib&outlet=tass")
    page.get_by_text("Save or follow", exact=True).click()
    page.get_by_role("link", name="Save this search").click()
    page.get_by_label("Username").fill("librarian")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Save a search")
    expect(page.get_by_label("Name", exact=True)).to_have_value("idlib")
    if script:
        assert violations(page) == []
    page.get_by_role("button", name="Save this search").click()
    expect(page.get_by_role("status")).to_contain_text("Saved as “idlib”")
    (row,) = in_database(server, "SELECT query FROM desk_savedsearch")
    assert row == ("q=idlib&outlet=tass",)
    in_database(server, "DELETE FROM desk_savedsearch")


@scripts(True)
def test_the_link_in_an_email_asks_before_it_stops_them(
    visitor: BrowserContext, server: Server, script: bool
) -> None:
    page = visitor.new_page()
    page.goto(f"{server.url}{path_for(1)}")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Do you want no more e-mails")
    if script:
        assert violations(page) == []
    page.get_by_role("button", name="Stop all e-mails").click()
    expect(main).to_contain_text("You get no more e-mails about your saved searches")
