"""No search fails, whatever is typed, and the work for each is bounded."""

from __future__ import annotations

import string
from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines import Engine
from search.highlighting.marking import marker_of, snippets
from search.hints.lessons import FORMS
from search.language.leaves import MAX_CLAUSES, MAX_NEARS, MAX_PATTERNS
from search.language.parsing import parse, words_of
from search.query.clauses import Near, Pattern, Query
from search.respelling import respelt
from tests.conftest import engine_in
from tests.search.engines.material import article
from tests.search.hostile import HOSTILE, LANGUAGE

LETTERS = string.ascii_lowercase + string.digits
TEXT = "The talks of the ministers about a ceasefire in Idlib.\n\nTurkey’s convoy left 北京市."


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = engine_in(tmp_path_factory.mktemp("archive"))
    many = " ".join(f"xyzaa{one}{other}" for one, other in product(LETTERS, repeat=2))
    engine.rebuild([article(1, TEXT), article(2, f"{many} {TEXT}"), article(3, "idlib " * 5000)])
    yield engine


def assert_answered(engine: Engine, text: str) -> None:
    parsed = parse(text)
    words = words_of(parsed.clause)
    assert len(words) <= MAX_CLAUSES
    assert sum(isinstance(word, Pattern) for word in words) <= MAX_PATTERNS
    assert sum(isinstance(word, Near) for word in words) <= MAX_NEARS
    tiers = respelt(engine, parsed).tiers
    results = engine.search(Query(tiers))
    assert all(note.endswith(".") and len(note) < 400 for note in (*parsed.notes, *results.notes))
    marker = marker_of(tiers[-1])
    for snippet in snippets({"body": TEXT}, marker):
        assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.spans)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_a_hostile_search_is_answered(engine: Engine, text: str) -> None:
    assert_answered(engine, text)


@given(LANGUAGE | st.text(st.characters(codec=None)))
def test_any_search_is_answered(engine: Engine, text: str) -> None:
    assert_answered(engine, text)


@pytest.mark.parametrize("text", [form for form, _ in FORMS.values()])
def test_a_form_as_the_help_page_writes_it_is_read_without_a_note(text: str) -> None:
    assert parse(text).notes == ()
