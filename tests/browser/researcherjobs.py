"""The jobs of researchers, who search, compare, cite and export."""

from __future__ import annotations

import csv
import hashlib
import io
import re

from playwright.sync_api import expect

from tests.browser.clicks import Hand, Jobs

RESEARCHER = Jobs()


@RESEARCHER.add("R1", "Save one outlet’s articles of one week as BibTeX", 6)
def save_a_week(hand: Hand) -> None:
    hand.search("idlib outlet:tass")
    hand.fill("From", "first week of March 2020")
    hand.press("Enter")
    expect(hand.page.locator(".understood")).to_contain_text("from 1 March 2020 to 7 March 2020")
    hand.click("Save or follow")
    text = hand.download("BibTeX").path().read_text()
    assert text.count("@article{") >= 1


@RESEARCHER.add("R2", "Mark articles of two pages of results and cite them", 8)
def cite_several(hand: Hand) -> None:
    page = hand.page
    hand.search("quay")
    for place in (0, 2):
        hand.click(page.get_by_role("checkbox").nth(place))
    hand.expect_marked(2)
    hand.click("Next page")
    expect(page).to_have_url(re.compile("page=2"))
    hand.click(page.get_by_role("checkbox").first)
    hand.expect_marked(3)
    hand.open("Marked 3", "3 marked articles")
    hand.click("Chicago")
    expect(page.get_by_role("link", name="Chicago")).to_have_attribute("aria-current", "true")
    expect(page.locator(".references li")).to_have_count(3)


@RESEARCHER.add("R3", "Save a search with its texts as a table for R or pandas", 4)
def save_a_table(hand: Hand) -> None:
    hand.search("quay")
    hand.click("Save or follow")
    table = hand.download("Table with texts (CSV)").path().read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) > 20
    assert all(row["body"] for row in rows)


@RESEARCHER.add("R4", "Compare two words over time and save the numbers", 6)
def compare_two_words(hand: Hand) -> None:
    hand.search("quay")
    hand.open("Compare over time", "Compare searches over time")
    hand.fill(hand.page.get_by_role("textbox", name="B", exact=True), "ferry")
    hand.press("Enter")
    expect(hand.page.locator(".legend li")).to_have_count(2)
    box = hand.page.locator(".lines > .form-note").bounding_box()
    assert box and box["height"] < 30, "the note stands on one line"
    table = hand.download("table (CSV)").path().read_text("utf-8-sig")
    assert "“ferry”" in table


@RESEARCHER.add("R5", "Find other forms of a German, an Arabic and a Russian word", 6)
def search_languages(hand: Hand) -> None:
    for word, title in (
        ("Haus", "Häuser am Kai"),
        ("ادلب", "إدلب"),
        ("Москва", "Переговоры в Москве"),
    ):
        hand.search(word)
        expect(hand.page.locator(".hit h2").filter(has_text=title)).to_be_visible()


@RESEARCHER.add("R6", "Copy the citation of an article", 5)
def copy_a_citation(hand: Hand) -> None:
    hand.search("quay")
    hand.open_first_hit()
    hand.click(hand.page.get_by_role("link", name="Cite", exact=True).first)
    button = hand.page.locator("[data-copy=citation-1]")
    hand.click(button)
    expect(button).to_have_text("Copied")


@RESEARCHER.add("R7", "Get the receipt of a search", 4)
def get_a_receipt(hand: Hand) -> None:
    hand.search("quay")
    hand.click("Save or follow")
    hand.click("Receipt")
    expect(hand.page).to_have_url(re.compile("receipt"))
    ids = hand.page.get_by_role("listitem").locator("code").all_inner_texts()
    total = hand.page.locator("dt", has_text="Articles found").locator("xpath=../dd").inner_text()
    assert len(ids) == int(total) > 20
    sha256 = hashlib.sha256("".join(f"{each}\n" for each in ids).encode()).hexdigest()
    expect(hand.page.get_by_text(sha256)).to_be_visible()


@RESEARCHER.add("R8", "See which people and places a search mentions most", 3)
def see_names(hand: Hand) -> None:
    hand.search("idlib")
    hand.open("Names", re.compile("^Names and speakers"))
    people = hand.page.get_by_role("table").filter(has_text="Erdogan").first
    expect(people).to_be_visible()


@RESEARCHER.add("R9", "See whether a 0 means no article or no match", 2)
def see_coverage(hand: Hand) -> None:
    hand.open("Coverage", "Coverage")
    hand.open("2020", "Coverage of 2020")
    expect(hand.page.get_by_text("not that the outlet published nothing")).to_be_visible()


@RESEARCHER.add("R10", "Offer an article to Zotero", 3)
def offer_to_zotero(hand: Hand) -> None:
    hand.search("quay")
    expect(hand.page.locator(".Z3988").first).to_be_attached()
    hand.open_first_hit()
    for name in ("citation_title", "citation_date", "citation_language"):
        assert hand.page.locator(f"meta[name={name}]").get_attribute("content")
