"""Facts are corrected by a table, articles erased, and the queue worked through with keys, in a
browser with and without scripts."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, log_in
from tests.browser.test_accessibility import violations
from tests.paths import ROOT
from tests.samples import sampled

STORY = """Quibblewick {number} is closed

By Ada Lindqvist

The lighthouse of Quibblewick was closed for repairs, the harbour office said {number} times, and \
its keeper was sent home before the storm came in from the sea.
"""
LIST = "/admin/articles/article/"


def ingest(server: Server, folder: Path, *numbers: str) -> None:
    for number in numbers:
        (folder / f"{number}.txt").write_text(STORY.format(number=number))
    subprocess.run(
        [sys.executable, "manage.py", "ingest", str(folder)],
        cwd=ROOT,
        env=server.archive.environment,
        check=True,
        capture_output=True,
    )


def act(page: Page, action: str) -> None:
    page.get_by_label("Action:").first.select_option(label=action)
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).first.click()


@pytest.mark.parametrize("script", sampled([True, False], [False]))
def test_facts_are_corrected_by_a_table_and_an_article_is_erased(
    browser: Browser, server: Server, tmp_path: Path, script: bool
) -> None:
    number = "nine" if script else "seven"
    ingest(server, tmp_path, number)
    context = browser.new_context(java_script_enabled=script, accept_downloads=True)
    page = context.new_page()
    log_in(page, server)
    page.goto(f"{server.url}{LIST}?q=quibblewick+{number}")
    page.locator("#result_list .action-select").check()
    with page.expect_download() as download:
        act(page, "Download to correct (CSV)")
    header, row = csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig")))
    row[header.index("headline")] = f"Quibblewick {number} is open"
    table = tmp_path / "edited.csv"
    with table.open("w", encoding="utf-8-sig") as file:
        csv.writer(file, delimiter=";").writerows([header, row])

    page.get_by_role("link", name="Correct by a table").click()
    page.get_by_label("Table (CSV)").set_input_files(table)
    page.get_by_role("button", name="Preview").click()
    cells = page.get_by_role("region", name="Changes").get_by_role("cell")
    expect(cells.nth(3)).to_have_text(f"“Quibblewick {number} is closed”")
    expect(cells.nth(4)).to_have_text(f"“Quibblewick {number} is open”")
    assert not script or violations(page) == []
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("Corrected 1 article.")).to_be_visible()
    page.goto(f"{server.url}/admin/articles/bulkchange/")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undid bulk change")).to_be_visible()

    page.goto(f"{server.url}{LIST}?q=quibblewick+{number}")
    page.get_by_role("link", name=f"Quibblewick {number} is closed").click()
    address = page.get_by_role("link", name="Public page").get_attribute("href")
    public_id = page.locator(".article-kicker code").inner_text()
    page.get_by_role("button", name="Erase for good…").click()
    page.get_by_label("Reason").fill("A court ordered it")
    confirmation = page.get_by_label("To confirm, type")
    confirmation.fill("something else")
    page.get_by_role("button", name="Erase 1 article for good").click()
    expect(page.get_by_text(f"Nothing was erased. Type {public_id} exactly.")).to_be_visible()
    assert not script or violations(page) == []
    confirmation.fill(public_id)
    page.get_by_role("button", name="Erase 1 article for good").click()
    expect(page.get_by_text("Erased 1 article.")).to_be_visible()
    answer = page.goto(f"{server.url}{address}")
    assert answer is not None and answer.status == 410
    page.goto(f"{server.url}/admin/articles/takedown/?q={public_id}")
    expect(page.get_by_role("cell", name="A court ordered it")).to_be_visible()
    context.close()


def press_access_key(page: Page, key: str) -> None:
    """Alt and a key, with the text that the key has without Alt: Chromium goes by that, and
    Playwright leaves it out."""
    code = f"Digit{key}" if key.isdecimal() else f"Key{key.upper()}"
    typed = {"modifiers": 1, "key": key, "code": code, "unmodifiedText": key}
    session = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        session.send(
            "Input.dispatchKeyEvent",
            {"type": kind, "windowsVirtualKeyCode": ord(key.upper()), **typed},
        )
    session.detach()


@pytest.mark.parametrize("script", sampled([True, False], [False]))
def test_the_queue_is_worked_through_without_a_mouse(
    browser: Browser, server: Server, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    log_in(page, server)
    page.goto(f"{server.url}{LIST}?look=any")
    links = page.locator("#result_list tbody th a")
    first, second = links.nth(0).inner_text(), links.nth(1).inner_text()
    links.nth(0).focus()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(first)
    press_access_key(page, "n")
    expect(heading).to_have_text(second)
    press_access_key(page, "p")
    expect(heading).to_have_text(first)
    press_access_key(page, "s")
    expect(heading).to_have_text(second)
    save = page.get_by_role("button", name="Save", exact=True).last
    save.focus()
    outline = save.evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline != "none", "the focus is seen"
    context.close()


@pytest.mark.parametrize("script", sampled([True, False], [False]))
def test_possible_dates_are_chosen_by_digits(
    browser: Browser, server: Server, tmp_path: Path, script: bool
) -> None:
    """The queue of one search, whose articles each have a date that may mean two days."""
    names = ("Nettlewick", "Oakwick") if script else ("Pearwick", "Quincewick")
    records = [
        {
            "headline": f"{name} opens",
            "body": f"{name} and its harbour opened.",
            "date": "03/04/2020",
        }
        for name in names
    ]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, records)))
    ingest(server, tmp_path)
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    log_in(page, server)
    heading = page.get_by_role("heading", level=1)
    chosen = page.get_by_label("Published")
    for key, date in (("1", "2020-03-04"), ("2", "2020-04-03")):
        page.goto(f"{server.url}{LIST}?look=undated&q=wick+opens")
        title = page.locator("#result_list tbody th a").first.inner_text()
        page.locator("#result_list tbody th a").first.click()
        expect(heading).to_have_text(title)
        choices = page.locator("[name=candidate]")
        expect(choices).to_have_text(["4 March 2020", "3 April 2020"])
        expect(page.get_by_text("choose a possible date")).to_contain_text("1 to 2")
        assert not script or violations(page) == []
        press_access_key(page, key)
        expect(choices).to_have_count(0)
        expect(chosen).to_have_value(date)
        expect(page.locator("#fact-published .pin")).to_contain_text("pinned by librarian")
    context.close()
