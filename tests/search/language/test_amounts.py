"""Amounts that are written in several ways find each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.amounts import other_amounts
from search.language.description import describe
from search.language.parsing import parse
from search.query.clauses import Query
from search.text.analysis import tokenize
from search.text.languages import Languages
from tests.search.engines.material import article
from tests.search.engines.reference import Reference

MILLIONS = ["31m", "$31m", "£31m", "31 million", "$31 million", "31mn", "31-million", "31,000,000"]
BILLIONS = ["1.5bn", "€1.5bn", "1.5 billion", "$1.5b", "1,500,000,000"]
THOUSANDS = ["500k", "500 thousand", "500,000", "£500k"]
PERCENTAGES = ["7.5%", "7.5 percent", "7.5 per cent", "7.5pc"]
WHOLE_PERCENTAGES = ["5 percent", "5 per cent", "5pc", "5 pct", "five percent", "five per cent"]


OTHERS = [
    "Some 31 people own a million",
    "a loss of 75 and 8",
    "1.5 metres of a billion",
    "5 ships",
]


@pytest.mark.parametrize("written", [MILLIONS, BILLIONS, THOUSANDS, PERCENTAGES, WHOLE_PERCENTAGES])
def test_each_way_to_write_an_amount_finds_the_others(written: list[str]) -> None:
    texts = [*written, *OTHERS]
    engine = Reference(article(id_, f"It was {text} then.") for id_, text in enumerate(texts))
    for typed in written:
        found = engine.answer(Query(parse(typed).tiers[:1])).ids
        assert sorted(found) == [*range(len(written))], typed


def test_a_typed_sign_ranks_percentages_first() -> None:
    engine = Reference(
        [article(1, "It was 5 percent."), *(article(id_, "5 ships sank.") for id_ in range(2, 20))]
    )
    assert engine.answer(Query(parse("5%").tiers)).ids[0] == 1


@pytest.mark.parametrize(
    ("typed", "others"),
    [("31m", "31 million"), ("31 million", "31m"), ("5 per cent", "5 percent"), ("2 bn", "2bn")],
)
def test_the_typed_way_comes_first(typed: str, others: str) -> None:
    rare = [article(1, f"It was {typed} then.")]
    common = [article(id_, f"It was {others} then.") for id_ in range(2, 40)]
    for documents in (rare + common, [replace(each, id=50 - each.id) for each in rare + common]):
        engine = Reference(documents)
        assert engine.answer(Query(parse(typed).tiers)).ids[0] == documents[0].id


def test_other_languages_have_words_of_their_own() -> None:
    texts = ["1,5 Milliarden Euro", "1,5 Mrd. Euro", "1.500.000.000 Euro", "1.5bn euros"]
    engine = Reference(article(id_, text, language="de") for id_, text in enumerate(texts))
    languages = Languages(("de", "en"))
    for typed in ("1,5 Mrd", "1,5 Milliarden", "1.5bn", "1.500.000.000", "1.5 billion"):
        found = engine.answer(Query(parse(typed, languages).tiers[:1])).ids
        assert sorted(found) == [0, 1, 2, 3], typed


@pytest.mark.parametrize(
    "text", ["2011", "2000", "31", "1,234,567", "one", "one b", "B52", "31 years", "0.0015 m"]
)
def test_a_number_that_may_be_anything_is_no_amount(text: str) -> None:
    assert other_amounts(text, ["en"]) == ()


@pytest.mark.parametrize("text", ['"31m"', "=31m", "31 mayors of a million", "headline:31 million"])
def test_what_is_asked_for_as_it_is_stays_so(text: str) -> None:
    assert "also" not in describe(parse(text).clause)


def test_an_amount_is_one_word_of_a_search_and_some_of_its_words_come_after() -> None:
    tiers = parse("31 million refugees").tiers
    assert [describe(tier) for tier in tiers] == [
        "articles with both the phrase “31 million” (also “31,000,000”, “31m”, “31mn” and the"
        " like) and “refugees”",
        "articles with at least one of “31”, “million”, (either “31,000,000”, “31m”, “31mn” or"
        " “31mln”) and “refugees”",
    ]


@given(st.text(alphabet="0123456789,.mkbn %$£ percntilo-two", max_size=24))
def test_any_text_is_read(text: str) -> None:
    for other in other_amounts(text, ["en", "de", "xx"]):
        assert tokenize(other)
