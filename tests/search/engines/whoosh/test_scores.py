"""The ranking of the Whoosh engine: BM25F, and words that the best matches share."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.cache import OVERHEAD
from search.query.clauses import AtLeast, Clause, Prefix, Query, Sort
from search.query.document import Document
from tests.search.engines.contracts.tiers import TIERS
from tests.search.engines.material import CLAUSES, article, history, term
from tests.search.engines.whoosh.scores import Refining


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    engine = WhooshEngine(tmp_path / "index")
    engine.rebuild([])
    return engine


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[WhooshEngine, Refining]:
    """An engine with a history, and the reference for its results."""
    engine = WhooshEngine(tmp_path_factory.mktemp("mixed"))
    return engine, Refining(history(engine, random.Random(7)))


@pytest.mark.parametrize(
    "tiers",
    [*((clause,) for clause in CLAUSES.values()), *TIERS.values()],
    ids=[*CLAUSES, *TIERS],
)
def test_scores_and_order_equal_those_of_the_reference(
    mixed: tuple[WhooshEngine, Refining], tiers: tuple[Clause, ...]
) -> None:
    engine, plain = mixed
    for sort in Sort:
        query = Query(tiers, sort=sort)
        expected, hits = plain.answer(query), engine.search(query, size=1000).hits
        assert [hit.id for hit in hits] == expected.ids
        scores = [expected.scores[id_] for id_ in expected.ids]
        assert [hit.score for hit in hits] == pytest.approx(scores, abs=1e-6)


QUESTION = AtLeast(1, tuple(map(term, ("war", "peace", "talks", "minister", "province"))))


def with_own_words(id_: int, text: str, count: int = 30) -> Document:
    """An article that also has words that no other article has."""
    return article(id_, " ".join([text, *(f"own{id_}x{number}" for number in range(count))]))


def test_words_that_the_best_matches_share_order_the_others(engine: WhooshEngine) -> None:
    best = [with_own_words(id_, "war peace talks convoy") for id_ in range(1, 4)]
    others = [with_own_words(id_, "war front") for id_ in range(4, 30)]
    engine.update([*best, *others, with_own_words(30, "convoy"), with_own_words(31, "war convoy")])
    results = engine.search(Query((QUESTION,)), size=50)
    assert results.hits[3].id == 31
    assert results.total == 30
    assert "convoy" in results.shared
    few = AtLeast(1, QUESTION.clauses[:4])
    assert engine.search(Query((few,))).shared == ()


def test_if_the_best_matches_are_alike_they_do_not_order_the_others(engine: WhooshEngine) -> None:
    best = [with_own_words(id_, "war peace talks convoy", count=2) for id_ in range(1, 11)]
    engine.update([*best, with_own_words(30, "war front"), with_own_words(31, "war convoy")])
    results = engine.search(Query((QUESTION,)), size=50)
    assert results.shared == ()
    assert [hit.id for hit in results.hits[-2:]] == [31, 30]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_a_question_equals_that_of_the_reference(
    engine: WhooshEngine, seed: int
) -> None:
    drawn = random.Random(seed)
    known = [
        *["war", "peace", "talks", "minister", "province", "convoy", "front", "treaty", "border"]
    ]
    documents = [
        with_own_words(id_, " ".join(drawn.choices(known, k=drawn.randint(1, 6))), 25)
        for id_ in range(1, 60)
    ]
    engine.rebuild(documents)
    expected = Refining(documents).answer(Query((QUESTION,)))
    results = engine.search(Query((QUESTION,)), size=100)
    assert results.shared
    assert [hit.id for hit in results.hits] == expected.ids
    scores = [expected.scores[id_] for id_ in expected.ids]
    assert [hit.score for hit in results.hits] == pytest.approx(scores, abs=1e-6)


def test_a_prefix_of_too_many_words_says_so(engine: WhooshEngine) -> None:
    words = [f"zz{number}" for number in range(1100)]
    engine.update([article(1, " ".join(words)), article(2, "zz3")])
    results = engine.search(Query((Prefix("zz"),)))
    assert results.total == 2
    (note,) = results.notes
    assert "“zz*”" in note and "1,000" in note
    assert engine.search(Query((Prefix("zz1"),))).notes == ()


def test_only_live_documents_count_in_scores(engine: WhooshEngine) -> None:
    lasting = [article(1, "war talks"), article(2, "peace talks in a long text of words")]
    engine.rebuild(lasting)
    before = engine.search(Query((term("war"),))).hits
    engine.update([article(id_, "war war war") for id_ in range(3, 60)])
    assert engine.search(Query((term("war"),))).hits != before
    engine.update([], range(3, 60))
    assert engine.search(Query((term("war"),))).hits == before


def test_a_cached_word_takes_twelve_bytes_a_match_and_never_more_than_eight_a_document(
    engine: WhooshEngine,
) -> None:
    words = {"frequent": 90, "common": 60, "rare": 3}
    engine.update(
        article(id_, " ".join(word for word, number in words.items() if id_ <= number))
        for id_ in range(1, 101)
    )
    cache = engine._snapshot().cache
    taken = {}
    for word in words:
        before = cache._size
        engine.search(Query((term(word),)))
        taken[word] = cache._size - before - OVERHEAD

    assert taken == {"frequent": 8 * 100, "common": 12 * 60, "rare": 12 * 3}
