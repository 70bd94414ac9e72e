"""Whoosh, OpenSearch and the plain reference find the same, whatever is asked."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.base import Engine
from search.engines.opensearch import OpenSearchEngine
from search.engines.whoosh import WhooshEngine
from search.query.clauses import (
    PUBLISHED,
    And,
    AtLeast,
    Basis,
    Clause,
    Dated,
    Everything,
    Exact,
    Fuzzy,
    Has,
    InLanguage,
    Is,
    Not,
    Or,
    Prefix,
    Query,
    Sort,
    Wildcard,
)
from search.text.analysis import tokenize
from tests.search.engines.material import (
    FILTERS,
    LANGUAGES,
    WORDS,
    article,
    history,
    near,
    phrase,
    random_document,
    term,
)
from tests.search.engines.reference import Reference
from tests.services.opensearch.conftest import address_of

FIELDS = (None, None, None, "headline", "body", "lead", "captions", "source")
#: Words of other languages with two stems each, beside those of other tests.
MORE = ("través", "ações", "talk's", "C++", "北京", "walks")


def random_clause(rng: random.Random, depth: int = 2) -> Clause:
    """Any clause, of words that documents often have."""
    if depth and rng.random() < 0.5:
        several = tuple(random_clause(rng, depth - 1) for _ in range(rng.randint(0, 4)))
        match rng.randrange(4):
            case 0:
                return And(several)
            case 1:
                return Or(several)
            case 2:
                return AtLeast(rng.randint(0, 3), several)
            case _:
                return Not(random_clause(rng, depth - 1))
    field = rng.choice(FIELDS)
    word = rng.choice([*WORDS, *MORE])
    surfaces = [token.surface for token in tokenize(word)] or ["war"]
    texts = " ".join(rng.choices(WORDS, k=rng.randint(2, 3)))
    start = surfaces[0][: rng.randint(1, 4)]
    match rng.randrange(12):
        case 0 | 1 | 2:
            return term(word, field, LANGUAGES) if len(surfaces) == 1 else phrase(word, field)
        case 3:
            return phrase(texts, field)
        case 4:
            return Exact(tuple(token.surface for token in tokenize(texts)), texts, field)
        case 5:
            return near(texts, rng.choice([0, 1, 4, 30]), field)
        case 6:
            return Prefix(start, field)
        case 7:
            return Wildcard(f"{start}{rng.choice(['*', '?', '*?', '??*'])}{surfaces[0][-1]}", field)
        case 8:
            return Fuzzy(surfaces[0], rng.randint(1, 2), field)
        case 9:
            return Has(rng.choice([PUBLISHED, "headline", "captions", "tag"]))
        case 10:
            simple: list[Clause] = [Everything(), Is(rng.choice([*Basis])), InLanguage("de")]
            return rng.choice([*simple, InLanguage("")])
        case _:
            first = dt.date(2019, 11, 1) + dt.timedelta(days=rng.randrange(150))
            return Dated(rng.choice([first, None]), first + dt.timedelta(days=40), "")


@pytest.fixture(scope="module")
def engines(
    tmp_path_factory: pytest.TempPathFactory, prefixes: Iterator[str]
) -> tuple[Reference, dict[str, Engine]]:
    """The same history of documents in each engine."""
    whoosh = WhooshEngine(Path(tmp_path_factory.mktemp("whoosh")) / "index")
    one, several = (
        OpenSearchEngine.from_url(f"{address_of(next(prefixes))}&shards={shards}")
        for shards in (1, 3)
    )
    found: dict[str, Engine] = {"Whoosh": whoosh, "OpenSearch": one, "three shards": several}
    extra = [
        article(200, "através de ações, través", language="pt"),
        article(201, "C++ and C# walks\n\ntalk's talks"),
        random_document(random.Random(3), 202),
    ]
    for engine in found.values():
        documents = history(engine, random.Random(11))
        engine.update(extra)
    return Reference([*documents, *extra]), found


def test_every_engine_finds_and_counts_the_same(
    engines: tuple[Reference, dict[str, Engine]], pytestconfig: pytest.Config
) -> None:
    reference, others = engines
    rng = random.Random(5)
    for number in range(2000 if pytestconfig.getoption("--slow") else 300):
        tiers = tuple(random_clause(rng) for _ in range(rng.choice([1, 1, 2, 3])))
        sort = rng.choice([Sort.NEWEST, Sort.OLDEST, Sort.ADDED])
        filters = rng.choice([FILTERS[0], rng.choice(FILTERS)])
        query = Query(tiers, filters, sort, rng.random() < 0.3)
        expected = reference.answer(query)
        for name, engine in others.items():
            results = engine.search(query, size=1000)
            asked = f"query {number} on {name}: {query}"
            assert [hit.id for hit in results.hits] == expected.ids, asked
            assert (results.total, results.partial) == (expected.total, expected.partial), asked
            assert results.counts == expected.counts, asked
