"""Did you mean: only what finds more, in the archive's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.engines.base import Engine
from search.engines.whoosh import WhooshEngine
from search.hints.didyoumean import MOST_TRIES, MOST_WORDS, Proposal, did_you_mean
from search.language.parsing import parse
from search.query.clauses import Filters, Query
from search.query.results import Results
from tests.search.engines.material import article

TEXTS = ["Erdoğan met Putin in Moscow", "the convoy left Idlib"]


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    engine = WhooshEngine(tmp_path / "index")
    documents = [article(id_, TEXTS[id_ % 2], outlet_id=1) for id_ in range(1, 41)]
    rare = article(41, "One erdogam, one wan convoi", outlet_id=2)
    engine.rebuild([*documents, rare])
    return engine


def proposed(engine: Engine, text: str, filters: Filters | None = None) -> Proposal | None:
    query = Query(parse(text).alternatives, filters or Filters())
    results = engine.search(query)
    return did_you_mean(engine, text, query, 0 if results.alternative else results.total)


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
def test_a_slip_is_put_right_in_its_place(
    engine: Engine, text: str, meant: str, total: int
) -> None:
    assert proposed(engine, text) == Proposal(meant, total)


@pytest.mark.parametrize(
    "text",
    ["erdogan", "wan", "zzzzzz", "", "erdogan -putim", "erdogen~", "erdo*", "2o21", "(", "er"],
)
def test_nothing_is_proposed_for(engine: Engine, text: str) -> None:
    assert proposed(engine, text) is None


def test_what_is_proposed_is_found_under_the_same_filters(engine: Engine) -> None:
    assert proposed(engine, "erdogen", Filters(outlets=(1,))) == Proposal("erdogan", 20)
    assert proposed(engine, "erdogen", Filters(outlets=(2,))) == Proposal("erdogam", 1)
    assert proposed(engine, "putim", Filters(outlets=(2,))) is None


def test_a_long_text_of_unknown_words_asks_only_so_often(
    engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    search = WhooshEngine.search

    def counted(self: WhooshEngine, query: Query, *, start: int = 0, size: int = 20) -> Results:
        asked.append(query)
        return search(self, query, start=start, size=size)

    monkeypatch.setattr(WhooshEngine, "search", counted)
    text = " AND ".join(f"erdoga{letter}" for letter in "bcdefghijklop")
    assert proposed(engine, text) is None
    assert len(asked) <= 1 + MOST_WORDS + MOST_TRIES
