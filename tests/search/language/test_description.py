"""Searches and filters described in words."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.partialdate import PartialDate
from search.language.description import describe, describe_filters
from search.language.parsing import parse
from search.query.clauses import Filters

DESCRIPTIONS = [
    ("", "all articles"),
    ("idlib", "articles with “idlib”"),
    ("idlib talks", "articles with both “idlib” and “talks”"),
    (
        'idlib ceasefire "operation spring shield" -turkey',
        "articles with all of “idlib”, “ceasefire” (also “cease fire”) and the phrase “operation spring shield”,"
        " without “turkey”",
    ),
    ("e-mail", "articles with the phrase “e-mail” (also “email”)"),
    ("headline:MH17", "articles with “MH17” (also “MH 17”) in the headline"),
    ("email OR war", "articles with either “email” (also “e mail”) or “war”"),
    ("🦆", "no articles"),
    ("idlib OR aleppo", "articles with either “idlib” or “aleppo”"),
    ("idlib OR b c", "articles with either “idlib” or (both “b” and “c”)"),
    ("(a OR b) c", "articles with both (either “a” or “b”) and “c”"),
    ("talk*", "articles with a word beginning with “talk”"),
    ("headline:putin", "articles with “putin” in the headline"),
    ('body:"cease fire"', "articles with the phrase “cease fire” in the text"),
    ("-turkey", "all articles, without “turkey”"),
    ("-turkey -moscow", "all articles, without “turkey”, without “moscow”"),
    ("date:2020-03", "all articles, dated March 2020"),
    (
        "idlib date:2020-02..2020-03",
        "articles with “idlib”, dated from February 2020 to March 2020",
    ),
    ("idlib OR date:2020", "articles with either “idlib” or a date (2020)"),
    ("idlib OR NOT war", "articles with either “idlib” or no match for “war”"),
    ("v w x y z", "articles with at least two of “v”, “w”, “x”, “y” and “z”"),
    ('"a b"~8', "articles with the words “a b” with at most 8 other words between them"),
    ('"a b"~1', "articles with the words “a b” with at most one other word between them"),
    ('"a b"~0', "articles with the words “a b” side by side"),
    ('caption:"a b"~0', "articles with the words “a b” side by side in a caption"),
    ("Erdogen~", "articles with a word spelt like “erdogen”"),
    ("headline:wom?n", "articles with a word like “wom?n” in the headline"),
    ("=Talks", "articles with the exact word “Talks”"),
    ('="peace talks"', "articles with the exact words “peace talks”"),
    ("is:undated", "all articles, undated"),
    ("-is:undated war", "articles with “war”, dated"),
    ("war is:inferred", "articles with “war”, with an inferred date"),
    ("has:caption", "all articles, with a caption"),
    ("war -has:byline", "articles with “war”, without a byline"),
    ("is:undated OR has:outlet", "articles with either no date or a known outlet"),
    ("<b>", "articles with “b”"),
]


@pytest.mark.parametrize(
    ("text", "words"), DESCRIPTIONS, ids=[text or "nothing" for text, _ in DESCRIPTIONS]
)
def test_a_search_is_described_in_words(text: str, words: str) -> None:
    assert describe(parse(text).clause) == words


def test_the_description_of_a_second_tier_has_the_number_of_words() -> None:
    assert [describe(clause) for clause in parse("a1 b1 c1").tiers] == [
        "articles with all of “a1”, “b1” and “c1”",
        "articles with at least one of “a1”, “b1” and “c1”",
    ]


YEAR, MONTH = PartialDate(2020), PartialDate(2019, 3)
SINCE, UNTIL = dt.date(2020, 2, 1), dt.date(2020, 3, 31)


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), ""),
        (Filters(outlets=(7,)), "from TASS"),
        (Filters(outlets=(7, 0)), "from TASS or an unknown outlet"),
        (Filters(outlets=(-1,)), "from an outlet that is not in this archive"),
        (Filters(dates=(YEAR,)), "dated 2020"),
        (Filters(dates=(YEAR, MONTH)), "dated 2020 or March 2019"),
        (Filters(dates=(YEAR,), undated=True), "dated 2020 or undated"),
        (Filters(undated=True), "undated"),
        (Filters(since=SINCE, until=UNTIL), "from 1 February 2020 to 31 March 2020"),
        (Filters(since=SINCE), "from 1 February 2020 onwards"),
        (Filters(until=UNTIL), "until 31 March 2020"),
        (Filters(until=UNTIL, undated=True), "until 31 March 2020 or undated"),
        (
            Filters(outlets=(7,), dates=(YEAR,), since=SINCE),
            "from TASS, dated 2020, from 1 February 2020 onwards",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_filters_are_described_in_words(filters: Filters, words: str) -> None:
    assert describe_filters(filters, {7: "TASS"}) == words
