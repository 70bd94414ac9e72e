from __future__ import annotations

from collections import Counter

import pytest

from articles.extraction.page.page import Page
from articles.extraction.page.topic import Story, topical
from articles.extraction.words.vocabulary import words_of

STORY = [
    "The lighthouse at Cape Morran will be dark from Friday for the first time in a century.",
    "Keepers said the lamp of the lighthouse had cracked in the January storm over the cape.",
    "A new lamp for the lighthouse on the cape is ordered, but Morran must wait for five months.",
    "Fishermen must find the cape by radio until the lighthouse of Morran has a lamp once more.",
]
NOTICE = "We and our partners store details on devices so that pages can show you what you like."


def story_of(*texts: str) -> Story:
    blocks = Page.of("\n".join(texts)).blocks
    topics = [topical(block.words) for block in blocks]
    return Story(blocks, 0, Counter(block.text for block in blocks), topics)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Elections and an election", ["electi", "electi"]),
        ("They said that it was the 12 of May", ["12"]),
        ("THE LIGHTHOUSE’S lamp", ["lighth", "lamp"]),
        ("", []),
    ],
)
def test_topical_words_are_cut_so_that_their_forms_are_the_same(text: str, keys: list[str]) -> None:
    assert topical(words_of(text.casefold())) == keys


def test_a_notice_before_the_story_is_not_of_it() -> None:
    assert story_of(NOTICE, *STORY).paragraphs == [1, 2, 3, 4]


def test_what_stands_twice_is_not_of_the_story() -> None:
    twice = "The lamp of the lighthouse on Cape Morran is for sale to readers of this page alone."
    assert story_of(twice, *STORY, twice).paragraphs == [1, 2, 3, 4]


def test_a_story_that_stands_twice_is_one_all_the_same() -> None:
    assert story_of(*STORY, *STORY).paragraphs == list(range(8))


def test_a_line_is_covered_by_the_words_of_the_story_and_of_what_follows_it() -> None:
    story = story_of("Lamp and radio", *STORY)
    shared, lead = story.similarity(["lamp", "and", "radio"], 0)[:2]
    assert shared == pytest.approx(2 / 3)
    assert lead == pytest.approx(1 / 3)  # the radio comes in the fourth paragraph


def test_a_paragraph_does_not_cover_itself() -> None:
    assert story_of(STORY[0], NOTICE).similarity(words_of(NOTICE.casefold()), 1) == (0, 0, 0, 0)


def test_the_next_paragraph_is_below() -> None:
    story = story_of("Lamp and radio", *STORY)
    assert [story.next_paragraph(index) for index in (0, 1, 4)] == [1, 2, None]


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("A lighthouse lamp had cracked", 1 / 3),
        ("The lamp of the lighthouse in the January storm at Cape Morran", 1),
        ("Radio waves crack a house of light", 0),
        ("It is of the", 0),
    ],
    ids=["one", "more than enough", "none", "small words alone"],
)
def test_phrases_are_pairs_of_words_that_the_story_has_too(line: str, share: float) -> None:
    assert story_of(line, *STORY).similarity(words_of(line.casefold()), 0).phrases == pytest.approx(
        share
    )


def test_what_the_story_says_often_is_nearer_to_it_than_what_it_says_once() -> None:
    often, once = "The lighthouse", "The radio"
    story = story_of(often, once, *STORY)
    assert (
        story.similarity(words_of(often.casefold()), 0).shared
        == story.similarity(words_of(once.casefold()), 1).shared
    )
    assert (
        story.similarity(words_of(often.casefold()), 0).weighted
        > story.similarity(words_of(once.casefold()), 1).weighted
    )


def test_names_of_sections_say_little_of_a_story() -> None:
    told = [f"{text} The politics of the harbour are old." for text in STORY]
    story = story_of("Politics", "Harbour", *told)
    assert story.similarity(["politics"], 0).weighted < story.similarity(["harbour"], 1).weighted
