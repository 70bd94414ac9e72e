"""Posting lists, short and long, are joined like plain dictionaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.unions import (
    Matches,
    Table,
    at_least,
    intersection,
    summed,
    union,
)

SIZE = 1000
Plain = dict[int, float]

lists = st.one_of(
    st.dictionaries(st.integers(0, SIZE - 1), st.floats(0.1, 9), max_size=5),
    # Long lists, which are joined in a table.
    st.integers(1, 4).map(lambda step: {doc: (doc + 1) / 7 for doc in range(0, SIZE, step)}),
)


def matches(plain: Plain) -> Matches:
    docs = sorted(plain)
    return Matches(np.array(docs, np.int64), np.array([plain[doc] for doc in docs], np.float64))


def table(plain: Plain) -> Table:
    docs, scores = matches(plain)
    scattered = np.zeros(SIZE)
    scattered[docs] = scores
    return Table(scattered)


#: A list, and the form in which it is joined.
parts = st.tuples(lists, st.sampled_from([matches, table]))
Part = tuple[Plain, Callable[[Plain], Matches | Table]]


def same(found: Matches, expected: Plain) -> bool:
    return found.docs.tolist() == sorted(expected) and bool(
        found.scores.tolist() == pytest.approx([expected[doc] for doc in sorted(expected)])
    )


def expected(parts: Sequence[Plain], minimum: int) -> Plain:
    times = Counter(doc for part in parts for doc in part)
    return {
        doc: sum(part.get(doc, 0.0) for part in parts)
        for doc in times
        if times[doc] >= max(minimum, 1)
    }


@given(st.lists(lists, max_size=4))
def test_a_union_has_the_documents_of_any_list(parts: list[Plain]) -> None:
    assert same(union(SIZE, [matches(part) for part in parts]), expected(parts, 1))


@given(st.lists(parts, min_size=1, max_size=4))
def test_an_intersection_has_the_documents_of_all_lists(parts: list[Part]) -> None:
    found = intersection(SIZE, [form(plain) for plain, form in parts])
    assert same(found, expected([plain for plain, _ in parts], len(parts)))


@given(st.lists(parts, max_size=4), st.integers(0, 5))
def test_at_least_has_the_documents_of_enough_lists(parts: list[Part], minimum: int) -> None:
    found = at_least(minimum, SIZE, [form(plain) for plain, form in parts])
    assert same(found, expected([plain for plain, _ in parts], minimum))


@given(lists)
def test_a_table_has_the_matches_that_it_was_made_of(plain: Plain) -> None:
    assert same(table(plain).matches, plain)


@given(st.lists(lists, max_size=4), st.sampled_from([0, SIZE]))
def test_repeated_documents_are_summed(parts: list[Plain], size: int) -> None:
    lists = [matches(part) for part in parts]
    docs = np.concatenate([np.empty(0, np.int64), *(part.docs for part in lists)])
    values = np.concatenate([np.empty(0), *(part.scores for part in lists)])
    assert same(summed(docs, values, size), expected(parts, 1))
