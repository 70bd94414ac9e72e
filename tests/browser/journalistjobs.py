"""The jobs of journalists, on a phone that is dark and touched."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from newsarchive.accounts.roles import Role
from tests.browser.clicks import Hand, Jobs
from tests.browser.conftest import PASSWORD

JOURNALIST = Jobs()


def at_thumb(hand: Hand, name: str) -> Locator:
    """A link of the bar at the bottom."""
    return hand.page.locator(".thumb").get_by_role("link", name=re.compile(f"^{name}"))


def sign_in(hand: Hand) -> None:
    hand.fill("Username", Role.READER)
    hand.fill("Password", PASSWORD)
    hand.press("Enter")


@JOURNALIST.add("J1", "Read an article", 3)
def read(hand: Hand) -> None:
    hand.search("idlib")
    hand.open_first_hit()
    text = hand.page.locator(".text p").first
    expect(text).to_be_visible()
    width = "document.documentElement.scrollWidth"
    assert hand.page.evaluate(width) == 390
    assert float(text.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")) >= 18


@JOURNALIST.add("J2", "Find an article by misspelt words", 3)
def misspell(hand: Hand) -> None:
    hand.search("erdgan moscow idlb")
    expect(hand.page.get_by_text("No article has “idlb”")).to_be_visible()
    hand.click(hand.page.get_by_role("link", name="erdogan moscow idlib"))
    expect(hand.page.locator("h1 q")).to_have_text("erdogan moscow idlib")


@JOURNALIST.add("J3", "Follow a topic by e-mail", 6, Role.READER)
def follow(hand: Hand) -> None:
    hand.search("idlib")
    hand.click(at_thumb(hand, "Save"))
    hand.open("Save this search", "idlib")
    hand.click(hand.page.get_by_label("once a day"))
    hand.open("Save", "Saved searches")
    expect(hand.page.get_by_text("e-mails once a day")).to_be_visible()


@JOURNALIST.add(
    "J4", "Put three articles with a note into a collection and share it", 13, Role.READER
)
def collect(hand: Hand) -> None:
    page = hand.page
    hand.search("quay")
    for place in range(3):
        hand.click(page.get_by_role("checkbox").nth(place))
    hand.expect_marked(3)
    hand.open("Marked 3", "3 marked articles")
    hand.fill("Save as a collection called", "Quays")
    hand.press("Enter")
    hand.expect_heading("Edit the collection")
    hand.fill(page.get_by_label("Note", exact=True).first, "The first report")
    hand.choose("Who may see it", "everyone with the link")
    hand.click("Save")
    expect(page.get_by_label("Who may see it")).to_have_value("link")
    hand.open("Quays", "Quays")
    button = page.get_by_role("button", name="Copy the address")
    hand.click(button)
    expect(page.get_by_role("button", name="Copied")).to_be_visible()


@JOURNALIST.add("J5", "Compare an article with a copy of it", 4)
def compare(hand: Hand) -> None:
    hand.search("customs strike")
    hand.open_first_hit()
    hand.click(hand.page.get_by_role("link", name=re.compile("^Compare with")).first)
    hand.expect_heading(re.compile("."))
    expect(hand.page).to_have_url(re.compile("compare"))


@JOURNALIST.add("J6", "Narrow a search to two outlets and a year", 6)
def narrow(hand: Hand) -> None:
    hand.search("quay")
    hand.click(at_thumb(hand, "Filters"))
    filters = hand.page.locator("#filters")
    for name in ("Coast Herald", "Quay Post", "2020"):
        choice = filters.get_by_role("link", name=re.compile(rf"^(The )?{name}"))
        hand.click(choice.first)
        chips = hand.page.get_by_role("list", name="Parts of this search")
        expect(chips).to_contain_text(name)
        expect(filters).to_be_visible()


@JOURNALIST.add("J7", "Get the address of a paragraph", 4)
def link_to_paragraph(hand: Hand) -> None:
    hand.search("idlib")
    hand.open_first_hit()
    hand.click(hand.page.get_by_role("link", name="Link to paragraph 2", exact=True))
    expect(hand.page).to_have_url(re.compile("#p2$"))


@JOURNALIST.add("J8", "Go from match to match, and to the next result", 6)
def go_on(hand: Hand) -> None:
    hand.search("idlib")
    hand.open_first_hit()
    hand.click(hand.page.locator(".matches a"))
    hand.click(hand.page.locator("#hit-1"))
    expect(hand.page).to_have_url(re.compile("#hit-2$"))
    hand.click(at_thumb(hand, "Next result"))
    expect(hand.page.locator(".trail")).to_contain_text("2 of")


@JOURNALIST.add("J9", "Sign in", 4)
def find_the_door(hand: Hand) -> None:
    hand.click("Sign in")
    sign_in(hand)
    expect(hand.page.get_by_role("link", name="Account")).to_be_visible()


@JOURNALIST.add("J10", "Save a search without being signed in yet", 8)
def save_a_search(hand: Hand) -> None:
    hand.search("kremlin")
    hand.click(at_thumb(hand, "Save"))
    hand.click("Save this search")
    sign_in(hand)
    hand.expect_heading("Save a search")
    hand.open("Save this search", "kremlin")
