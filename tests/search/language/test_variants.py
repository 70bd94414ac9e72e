"""Words in the spellings of both sides of the Atlantic."""

from __future__ import annotations

import pytest

from search.language.description import describe
from search.language.parsing import parse
from search.language.variants import other_country
from search.query.clauses import Query
from search.text.analysis import tokenize
from search.text.languages import Languages
from tests.search.engines.material import article
from tests.search.engines.reference import Reference

PAIRS = [
    ("labour", "labor"),
    ("neighbours", "neighbors"),
    ("theatre", "theater"),
    ("centres", "centers"),
    ("grey", "gray"),
    ("programme", "program"),
    ("organised", "organized"),
    ("criticises", "criticizes"),
    ("analysed", "analyzed"),
    ("judgement", "judgment"),
    ("jewellery", "jewelry"),
]


@pytest.mark.parametrize("pair", PAIRS)
def test_british_and_american_spellings_find_each_other(pair: tuple[str, str]) -> None:
    engine = Reference(article(id_, f"The {word} came.") for id_, word in enumerate(pair))
    for id_, word in enumerate(pair):
        found = engine.answer(Query(parse(word).tiers)).ids
        assert found == [id_, 1 - id_]


@pytest.mark.parametrize(
    "word",
    [
        *("four", "hour", "raise", "noise", "surprise", "exercise", "television", "advised"),
        *("promised", "prize", "seize", "size", "crisis", "wise", "praised", "enterprise", "café"),
        *("comprised", "revised", "advertised", "franchise", "otherwise", "harb"),
    ],
)
def test_words_that_are_spelt_alike_have_no_other_spelling(word: str) -> None:
    assert other_country(word, tokenize(word)) is None


def test_what_is_asked_for_as_it_is_stays_so() -> None:
    assert "also" not in describe(parse('="labour" "labour party" labour*').clause)
    assert "also" not in describe(parse("labour", Languages(("de",))).clause)
