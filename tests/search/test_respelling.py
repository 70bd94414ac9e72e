"""Words that no article has, and the spellings that replace them."""

from __future__ import annotations

import pytest

from search.engines import Engine
from search.language.parsing import parse
from search.query.clauses import And, AtLeast, Or, Query, Term
from search.respelling import DISCOUNT, respelt
from tests.conftest import Asked
from tests.search.engines.material import article

TEXTS = ["The ceasefire in Idlib holds", "Idlib and the convoy", "A convoy near Moscow"]


@pytest.fixture
def engine(engine: Engine) -> Engine:
    engine.update([article(number, text) for number, text in enumerate(TEXTS, 1)])
    return engine


def ids(engine: Engine, text: str) -> list[list[int]]:
    """The ids of each tier."""
    hits = engine.search(Query(respelt(engine, parse(text)).tiers)).hits
    return [[hit.id for hit in hits if hit.tier == tier] for tier in (0, 1)]


@pytest.mark.parametrize(
    ("text", "all_words", "some_words"),
    [
        ("convoy idlib", [2], [1, 3]),
        ("ceasfire idlib", [], [1, 2]),
        ("ceasfire convoi", [], [1, 3, 2]),
        ("zzzzzz idlib", [], [2, 1]),
        ("idlib AND ceasfire", [], []),
        ('idlib "ceasfire holds"', [], []),
        ("ceasfire in idlib near mosco with a convoy", [3, 2, 1], []),
    ],
)
def test_a_missing_word_is_replaced_where_not_every_word_must_match(
    engine: Engine, text: str, all_words: list[int], some_words: list[int]
) -> None:
    first, second = ids(engine, text)
    assert (sorted(first), sorted(second)) == (sorted(all_words), sorted(some_words))


def test_replaced_and_present_words_are_named(engine: Engine) -> None:
    found = respelt(engine, parse("Ceasfire zzzzzz Idlib"))
    assert [(each.word, each.spellings) for each in found.replaced] == [
        ("Ceasfire", ("ceasefire",))
    ]
    assert found.present == ("Idlib",)


def test_a_replaced_word_counts_less(engine: Engine) -> None:
    first, second = respelt(engine, parse("ceasfire idlib")).tiers
    words = (Term(("ceasfir",), "ceasfire"), Term(("idlib",), "idlib"))
    spelling = Term(("ceasefir",), "ceasefire", weight=DISCOUNT)
    assert first == And(words)
    assert second == AtLeast(1, (Or((spelling,)), words[1]))


def test_a_search_without_missing_words_asks_for_no_spellings(engine: Engine, asked: Asked) -> None:
    respelt(engine, parse("convoy idlib"))
    assert (asked.searches, asked.totals) == (0, [])
