"""Words that ask for articles, and need not stand in them."""

from __future__ import annotations

import pytest
from hypothesis import given

from search.language.description import describe
from search.language.parsing import parse, words_of
from search.query.clauses import Query
from search.text.languages import Languages
from tests.search.engines.material import article
from tests.search.engines.reference import Reference
from tests.search.hostile import LANGUAGE

ASKED = [
    ("articles by jane smith", "jane smith"),
    ("columns by jane smith about trams", "jane smith trams"),
    ("pieces written by jane smith", "jane smith"),
    ("written by jane smith", "jane smith"),
    ("tram articles by jane smith", "tram jane smith"),
    ("stories from the gazette about ferries", "gazette ferries"),
    ("show me all recent newspaper articles about floods", "floods"),
    ("news on the ferry", "ferry"),
    ("coverage of the ferry", "ferry"),
    ("ferry articles", "ferry"),
    ("what did the mayor say about trams", "mayor trams"),
    ("What has the mayor said on trams?", "mayor trams"),
    ("who reported on the ferry in 2011", "ferry 2011"),
    ("what happened to the ferry", "ferry"),
    ("what is known about the fire", "fire"),
    ("how many died in the fire", "died fire"),
    ("tell me about the ferry", "ferry"),
    ("Artikel über Häfen", "Häfen"),
    ("artículos sobre puertos", "puertos"),
]


@pytest.mark.parametrize(("q", "words"), ASKED)
def test_words_that_ask_need_not_stand_in_an_article(q: str, words: str) -> None:
    found = [getattr(word, "text", "") for word in words_of(parse(q).clause)]
    assert " ".join(found) == words


@pytest.mark.parametrize(
    "q",
    [
        *("articles", "stories about", "news", "what did they say", "sky news", "who said"),
        *("articles of war", "interviews with mayors", "letters about trams", "ghost stories"),
        *('"stories about" trams', "stories NOT trams", "=stories about trams", "headline:news on"),
        *("the story of a ferry", "insurance coverage", "say it with flowers", "News of a wreck"),
    ],
)
def test_words_that_may_be_meant_are_required(q: str) -> None:
    assert "preferably" not in describe(parse(q).clause)


def test_an_article_with_the_whole_text_comes_first() -> None:
    engine = Reference(
        [
            article(3, "The sea rose, and the sea fell again."),
            article(2, "Stories from the sea will be read aloud."),
            article(1, "A calm sea was the last that the keeper saw of it."),
        ]
    )
    answer = engine.answer(Query(parse("Stories from the sea").tiers))
    assert (answer.total, answer.ids[0]) == (3, 2)


def test_the_description_says_what_need_not_be_there() -> None:
    assert [describe(tier) for tier in parse("stories by jane smith").tiers] == [
        "articles with both “jane” and “smith”, preferably with “stories”",
        "articles with at least one of “jane” and “smith”, preferably with “stories”",
    ]


def test_small_words_of_another_language_do_not_hide_the_frame() -> None:
    parsed = parse("Artikel über den Hafen", Languages(("de", "en")))
    assert [getattr(word, "text", "") for word in words_of(parsed.clause)] == ["Hafen"]


@given(LANGUAGE)
def test_any_search_keeps_a_word_that_is_required(q: str) -> None:
    parsed = parse(f"articles about {q}")
    assert describe(parsed.clause)
