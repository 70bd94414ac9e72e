"""Did you mean: proposals made of words of the archive, which find more than the search."""

from __future__ import annotations

import pytest

from search.engines.base import Engine
from search.hints.didyoumean import MOST_TRIES, MOST_WORDS, Proposal, did_you_mean
from search.language.parsing import parse
from search.query.clauses import Filters, Query
from search.text.languages import Languages
from tests.conftest import Asked
from tests.search.engines.material import article

TEXTS = ["Erdoğan met Putin in Moscow", "the convoy left Idlib"]


@pytest.fixture
def engine(engine: Engine) -> Engine:
    documents = [article(id_, TEXTS[id_ % 2], outlet_id=1) for id_ in range(1, 41)]
    rare = article(41, "One erdogam, one wan convoi", outlet_id=2)
    engine.rebuild([*documents, rare])
    return engine


def proposed(engine: Engine, text: str, filters: Filters | None = None) -> Proposal | None:
    query = Query((parse(text).clause,), filters or Filters())
    return did_you_mean(engine, text, query, engine.search(query).total, Languages())


@pytest.mark.parametrize(
    ("text", "meant", "total"),
    [
        ("erdogen", "erdogan", 20),
        ("Erdogen", "Erdogan", 20),
        ("ERDOGEN", "ERDOGAN", 20),
        ("erdogam", "erdogan", 20),
        ("idilb", "idlib", 20),
        ("Erdogen Puttin", "Erdogan Putin", 20),
        ('"putin in moscov"', '"putin in moscow"', 20),
        ('"putin mosco"~8 -idlib', '"putin moscow"~8 -idlib', 20),
        ("body:erdogen", "body:erdogan", 20),
        ("=erdogen", "=erdogan", 20),
        ("erdogen moscow", "erdogan moscow", 20),
        ("convoi idlib", "convoy idlib", 20),
    ],
)
def test_a_misspelt_word_is_replaced_in_its_place(
    engine: Engine, text: str, meant: str, total: int
) -> None:
    assert proposed(engine, text) == Proposal(meant, total)


@pytest.mark.parametrize(
    "text",
    ["erdogan", "wan", "zzzzzz", "", "erdogan -putim", "erdogen~", "erdo*", "2o21", "(", "er"],
)
def test_nothing_is_proposed_for(engine: Engine, text: str) -> None:
    assert proposed(engine, text) is None


def test_a_proposal_is_counted_under_the_same_filters(engine: Engine) -> None:
    assert proposed(engine, "erdogen", Filters(outlets=(1,))) == Proposal("erdogan", 20)
    assert proposed(engine, "erdogen", Filters(outlets=(2,))) == Proposal("erdogam", 1)
    assert proposed(engine, "putim", Filters(outlets=(2,))) is None


def test_a_long_text_of_unknown_words_takes_two_trips_to_the_engine(
    engine: Engine, asked: Asked
) -> None:
    text = " AND ".join(f"erdoga{letter}" for letter in "bcdefghijklop")
    assert proposed(engine, text) is None
    assert (asked.searches, asked.totals) == (1, [MOST_WORDS, MOST_TRIES])


def test_an_engine_without_a_vocabulary_proposes_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(engine), "similar", Engine.similar)
    assert proposed(engine, "erdogen") is None


@pytest.mark.parametrize(
    ("text", "meant", "total"),
    [
        ("themconvoy", '"them convoy"', 3),
        ("saltmarsh", '"salt marsh"', 3),
        ("Saltmarsh birds", '"Salt marsh" birds', 3),
        ("105 mph", "105mph", 3),
        ("salt marshes", None, 0),
        ("marshsalt", None, 0),
        ("saltmarsh is what the people of the coast call it", None, 0),
    ],
)
def test_words_are_parted_and_joined_as_the_archive_writes_them(
    engine: Engine, text: str, meant: str | None, total: int
) -> None:
    story = "The salt marsh saw winds of 105mph. Birds left it, and took them convoy by convoy."
    engine.update([article(number, story, outlet_id=1) for number in range(50, 53)])
    expected = Proposal(meant, total) if meant else None
    assert proposed(engine, text) == expected
