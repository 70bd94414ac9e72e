"""The jobs of librarians, who add, correct and withdraw articles."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from pathlib import Path

from playwright.sync_api import FilePayload, expect

from newsarchive.accounts.roles import Role
from tests.browser.clicks import Hand, Jobs
from tests.browser.quays import quay
from tests.paths import ROOT

LIBRARIAN = Jobs()
NEXIS = ROOT / "tests" / "articles" / "readers" / "exports" / "examples" / "nexisuni.txt"


def files(*stories: tuple[str, str]) -> list[FilePayload]:
    return [
        FilePayload(name=name, mimeType="text/plain", buffer=text.encode())
        for name, text in stories
    ]


def open_admin(hand: Hand, name: str) -> None:
    """From the home page to one of the lists of admin."""
    hand.open("Admin", "Archive and accounts")
    hand.open(name, re.compile(name))


def act(hand: Hand, action: str) -> None:
    """Choose an action for the rows of a list that are ticked."""
    page = hand.page
    hand.choose(page.get_by_label("Action:").first, action)
    hand.click(page.get_by_role("button", name="Go").first)


def edit_first(hand: Hand, words: str) -> None:
    """Search, open the first hit, and its edit page."""
    hand.search(words)
    hand.open_first_hit()
    hand.click("Edit this article")
    expect(hand.page.get_by_role("heading", name="Source")).to_be_visible()


def add(hand: Hand, *stories: tuple[str, str], count: int) -> None:
    hand.open("Add", "Add articles")
    hand.attach("Files", files(*stories))
    hand.click("Read")
    hand.expect_heading(re.compile(rf"^Check {count} article"))
    hand.click(hand.page.get_by_role("button", name=f"Add {count} article"))
    hand.expect_heading("Done")


@LIBRARIAN.add("L1", "Give 20 articles 20 different dates, then undo it", 12, Role.EDITOR)
def correct_twenty_dates(hand: Hand) -> None:
    page = hand.page
    hand.search("quay")
    hand.click("Save or follow")
    table = hand.download("Table to correct (CSV)").path().read_text("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(table))
    for day, row in enumerate(rows[:20], start=1):
        row[header.index("published")] = f"2018-05-{day:02d}"
    with tempfile.TemporaryDirectory() as folder:
        edited = Path(folder) / "edited.csv"
        with edited.open("w", encoding="utf-8-sig") as file:
            csv.writer(file).writerows([header, *rows[:20]])
        open_admin(hand, "Articles")
        hand.click("Correct by a table")
        hand.attach("Table (CSV)", edited)
        hand.click("Preview")
        expect(page.get_by_text("20 articles would change")).to_be_visible()
        hand.click("Apply")
    expect(page.get_by_text("Corrected 20 articles.")).to_be_visible()
    hand.click("See or undo this change")
    hand.click("Undo")
    expect(page.get_by_text("in 20 articles.")).to_be_visible()


@LIBRARIAN.add("L2", "Add 30 captures without a shell", 4, Role.EDITOR)
def add_captures(hand: Hand) -> None:
    stories = [(f"new{number}.txt", quay(f"Sent {number}")) for number in range(30)]
    add(hand, *stories, count=30)


@LIBRARIAN.add("L3", "Withdraw an article for a legal reason", 8, Role.CURATOR)
def withdraw(hand: Hand) -> None:
    edit_first(hand, "gangway")
    hand.open("Withdraw…", "Withdraw")
    hand.fill(hand.page.get_by_label("Reason"), "An order of the court")
    hand.fill(hand.page.get_by_label("Case number"), "7 O 12/20")
    hand.click(hand.page.get_by_role("button", name="Withdraw 1 article"))
    expect(hand.page.get_by_text("Withdrew 1 article")).to_be_visible()


@LIBRARIAN.add("L5", "Give somebody an account that cannot delete", 5, Role.ADMINISTRATOR)
def invite_an_editor(hand: Hand) -> None:
    hand.open("Account", "administrator")
    hand.open("People", "People")
    hand.fill(hand.page.get_by_label("Name to sign in with"), "new-editor")
    hand.choose("Role", "Editor")
    hand.click("Invite")
    expect(hand.page.get_by_text("new-editor").first).to_be_visible()


@LIBRARIAN.add("L6", "Merge two outlets that are one", 8, Role.CURATOR)
def merge_outlets(hand: Hand) -> None:
    page = hand.page
    open_admin(hand, "Outlets")
    for name in ("Quay Post", "Quay Evening Post"):
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))
        hand.click(row.get_by_role("checkbox"))
    act(hand, "Merge…")
    hand.choose(page.get_by_role("combobox"), "Quay Post")
    hand.click("Merge")
    expect(page.locator(".messagelist")).to_contain_text("Quay Post")


@LIBRARIAN.add("L7", "Check an article that needs it, and go to the next", 4, Role.EDITOR)
def review(hand: Hand) -> None:
    hand.open("Admin", "Archive and accounts")
    hand.click("Date inferred")
    links = hand.page.locator("#result_list tbody th a")
    first, second = links.nth(0).inner_text(), links.nth(1).inner_text()
    hand.click(links.nth(0))
    hand.expect_heading(first)
    hand.click("Save and next")
    hand.expect_heading(second)


@LIBRARIAN.add("L8", "Confirm a recurring line, and extract again", 8, Role.CURATOR)
def confirm_a_line(hand: Hand) -> None:
    page = hand.page
    open_admin(hand, "Recurring lines")
    row = page.get_by_role("row").filter(has_text="Follow our harbour page")
    hand.click(row.get_by_role("checkbox"))
    act(hand, "Confirm: the line is not part of stories")
    hand.click(page.get_by_role("link", name=re.compile("^snapshot")).first)
    hand.click("See what would change…")
    hand.click(page.get_by_role("button", name=re.compile(r"^Extract \d+ articles? again")))
    expect(page.locator(".messagelist")).to_be_visible()


@LIBRARIAN.add("L9", "Add a table (CSV) and a file of a database", 4, Role.EDITOR)
def add_exports(hand: Hand) -> None:
    table = "headline,published,outlet,body\n" + "".join(
        f'Ledger {number} of the port,2020-05-0{number},Quay Post,"{quay(str(number))}"\n'
        for number in (1, 2)
    )
    add(hand, ("table.csv", table), ("nexis.txt", NEXIS.read_text()), count=5)


@LIBRARIAN.add("L10", "See who changed what in an article", 5, Role.EDITOR)
def see_history(hand: Hand) -> None:
    edit_first(hand, "quay")
    hand.click("History")
    expect(hand.page.get_by_role("heading", level=1)).to_contain_text("history")


@LIBRARIAN.add("L11", "See which articles are copies of one text", 3)
def see_copies(hand: Hand) -> None:
    hand.search("customs strike")
    hand.open_first_hit()
    expect(hand.page.get_by_role("heading", name="The same story")).to_be_visible()
