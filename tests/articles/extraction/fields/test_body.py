"""The ends of a story: what stands there without belonging to it, and what does belong to it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from articles.extraction.extract import extract
from articles.extraction.page.page import Page

TITLE = "Ferry to Morran island stops for the winter"
STORY = (
    "The ferry between Port Ellis and Morran island will not sail again before March, the harbour "
    "office said on Tuesday, after inspectors found cracks in the hull of the 40-year-old ship.",
    "About 300 people live on the island, and most of them rely on the ferry for food, post and "
    "visits to the hospital in Port Ellis.",
    "“We knew that the ship was old, but nobody told us that it might stop altogether,” said Ruth "
    "Amsel, who runs the only shop on Morran. “I have flour for six weeks.”",
    "The harbour office has hired a fishing boat that will bring supplies to the island twice a "
    "week. It can carry eight passengers, and islanders who are ill will go first.",
    "Repairs of the hull would cost more than 2 million, according to a report that inspectors "
    "gave to the council in October. A new ferry was ordered in spring, but the yard in Oslen is "
    "late.",
    "Councillor Piet Maarsen said that the island should have been warned. “The report was on a "
    "desk for five weeks while the ship sailed in storms,” he said.",
    "The council will discuss the ferry on Thursday. Islanders plan to follow the meeting from the "
    "school in Morran, which has the only screen that is large enough.",
)


def body_of(*blocks: str) -> tuple[str, ...]:
    return tuple(extract(Page.of("\n\n".join(blocks))).body)


@pytest.mark.parametrize(
    "notice",
    [
        ("We welcome comments from our readers, but posts that are obscene or abusive will be "
         "removed, and people who post them may lose their account.",),
        ("Are you thinking of buying a boat? Browse hundreds of offers from dealers near you and "
         "get free advice from our partners!",),
        ("The Morran Messenger is a trademark of Ellis Papers. Before using this site, please read "
         "our terms and our privacy policy.",),
        ("If you have a tip for our newsroom, or photos that you would like to share with other "
         "readers, please contact us by email.",
         "Get help with your own website from our team."),
        ("Lotte Brink is a reporter for the Messenger. Previously she covered courts for a weekly "
         "magazine, and she is the author of two books about lighthouses.",),
        ("Pay rise for nurses agreed",
         "Nurses in all hospitals of the county will get five per cent more from…",
         "Orchestra names its new conductor",
         "Mirela Costin, 34, is the first woman to lead the musicians of…"),
    ],
)  # fmt: skip
def test_what_follows_a_story_is_not_part_of_it(notice: tuple[str, ...]) -> None:
    assert body_of(TITLE, "By Lotte Brink", "4 December 2018", *STORY, *notice) == STORY


def test_what_precedes_a_story_is_not_part_of_it() -> None:
    opening = "Share your pictures and videos with us, and see what other readers have posted!"
    assert body_of(TITLE, opening, *STORY) == STORY


@pytest.mark.parametrize(
    "end",
    [
        "Anyone who saw the ship leave the harbour is asked to call the police in Port Ellis.",
        "The next meeting is on Monday.",
        "“You can read all about it in the report,” said Amsel. “We do.”",
        "Tickets that were bought for the winter will be refunded at the harbour office, which is "
        "open daily except on Sundays.",
        "CORRECTION: An earlier version of this article said that the ferry was 50 years old.",
        "Maarsen, a former reporter who has written three books about the ferries of the island, "
        "will speak first.",
    ],
)
def test_the_last_sentence_of_a_story_is_part_of_it(end: str) -> None:
    assert body_of(TITLE, "By Lotte Brink", "4 December 2018", *STORY, end) == (*STORY, end)


def test_the_explanation_quotes_what_was_left_out() -> None:
    notice = "The Morran Messenger is a trademark. Please read our terms before using this site."
    found = extract(Page.of("\n\n".join((TITLE, *STORY, notice))))
    why = next(each.why for each in found.findings if each.field == "body")
    assert "unlike the story at its ends" in why
    assert "trademark" in why


def test_two_paragraphs_are_not_measured_against_each_other() -> None:
    notice = "The Morran Messenger is a trademark. Please read our terms before using this site."
    assert body_of(TITLE, STORY[0], notice) == (STORY[0], notice)


def test_the_items_of_a_newsletter_need_have_nothing_in_common() -> None:
    items = (
        "Good morning. Here is what happened while you slept.",
        "1. Ferry stops",
        f"{STORY[0]} Read more",
        "2. Rice is short",
        "Mills in the south have closed because three ships with grain are late. Read more",
        "3. And finally",
        "Children have counted more puffins on the cliffs than in any year since 1986. Read more",
    )
    title = ("The Early Boat", "Sunday, March 3, 2019", "View in browser")
    end = "You received this email because you signed up for The Early Boat. Unsubscribe"
    assert body_of(*title, *items, end) == items


DATES = [f"{day} December – The {name} Hall, Oslen" for day, name in enumerate(
    ("Harbour", "Corn", "Weaver", "Salt", "Guild"), start=7
)]  # fmt: skip
PRICES = [f"{what}: {price} for the return" for what, price in (
    ("Adults", 14), ("Children", 7), ("Dogs", 3), ("Bicycles", 4),
)]  # fmt: skip


@pytest.mark.parametrize(
    "below",
    [
        ("Meetings about the ferry", *DATES),
        ("What the fishing boat costs", *PRICES),
        ("In full:", *PRICES),
    ],
)
def test_a_list_in_one_form_under_a_title_ends_the_story(below: tuple[str, ...]) -> None:
    page = (TITLE, "By Lotte Brink", "4 December 2018", *STORY, "\n".join(below), "Contact us")
    assert body_of(*page) == (*STORY, *below)


@pytest.mark.parametrize(
    "below",
    [
        DATES,  # no title
        ("Diary", *DATES),  # a title that has nothing to do with the story
        ("The ferry elsewhere", "Pay rise for nurses agreed", "Orchestra names its conductor",
         "Two hurt in fire at mill", "Swan is found", "Oslen: a new mayor"),
    ],
)  # fmt: skip
def test_other_labels_below_a_story_are_no_part_of_it(below: Sequence[str]) -> None:
    page = (TITLE, "By Lotte Brink", "4 December 2018", *STORY, "\n".join(below), "Contact us")
    assert body_of(*page) == STORY


@pytest.mark.parametrize(
    ("signed", "introduction"),
    [
        ("By Lotte Brink", "Lotte Brink is an engineer who has built ships in three countries."),
        ("By Lotte Brink", "Lotte has lived beside the sea for all of her life."),
        ("Lotte Brink", "Lotte Brink is a reporter who covers the coast and its harbours."),
    ],
)
def test_what_introduces_the_author_above_a_story_is_no_part_of_it(
    signed: str, introduction: str
) -> None:
    assert body_of(TITLE, signed, introduction, "4 December 2018", *STORY) == STORY


def test_a_story_may_begin_with_somebody_who_did_not_write_it() -> None:
    opening = "Ruth Amsel has run the only shop on Morran since the ferry was built."
    page = (TITLE, "By Lotte Brink", "4 December 2018", opening, *STORY)
    assert body_of(*page) == (opening, *STORY)
