"""Posting lists, short and long, are joined like plain dictionaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.unions import (
    Matches,
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
    st.integers(1, 4).map(lambda step: {doc: doc / 7 for doc in range(0, SIZE, step)}),
)


def matches(plain: Plain) -> Matches:
    docs = sorted(plain)
    return Matches(np.array(docs, np.int64), np.array([plain[doc] for doc in docs], np.float64))


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


@given(st.lists(lists, min_size=1, max_size=4))
def test_an_intersection_has_the_documents_of_all_lists(parts: list[Plain]) -> None:
    found = intersection(SIZE, [matches(part) for part in parts])
    assert same(found, expected(parts, len(parts)))


@given(st.lists(lists, max_size=4), st.integers(0, 5))
def test_at_least_has_the_documents_of_enough_lists(parts: list[Plain], minimum: int) -> None:
    found = at_least(minimum, SIZE, [matches(part) for part in parts])
    assert same(found, expected(parts, minimum))


@given(st.lists(lists, max_size=4), st.sampled_from([0, SIZE]))
def test_repeated_documents_are_summed(parts: list[Plain], size: int) -> None:
    lists = [matches(part) for part in parts]
    docs = np.concatenate([np.empty(0, np.int64), *(part.docs for part in lists)])
    values = np.concatenate([np.empty(0), *(part.scores for part in lists)])
    assert same(summed(docs, values, size), expected(parts, 1))
