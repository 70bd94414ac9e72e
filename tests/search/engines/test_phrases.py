"""Rows of words are found as by looking at every place."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.phrases import rows
from search.engines.whoosh.postings import Block, entries, together

SIZE = 300
Places = dict[int, set[int]]

#: Documents with the positions of a word: in few, or in many documents.
few = st.dictionaries(
    st.integers(0, SIZE - 1), st.sets(st.integers(0, 9), min_size=1), min_size=1, max_size=8
)
many = st.builds(
    lambda step, positions: dict.fromkeys(range(0, SIZE, step), positions),
    st.integers(1, 3),
    st.sets(st.one_of(st.integers(0, 9), st.just(1 << 30)), min_size=1),
)
words = st.one_of(few, many)


def block(places: Places) -> Block:
    found = [(doc, place) for doc in sorted(places) for place in sorted(places[doc])]
    docs, positions = (np.array(each, np.int64) for each in zip(*found, strict=True))
    (entry,) = entries(lambda _: ("body", b"x"), np.zeros(len(docs), np.int64), docs, positions)
    return Block(entry.to_bytes(), 0, entry.df)


@given(st.lists(words, min_size=1, max_size=4))
def test_rows_are_those_of_every_place(each: list[Places]) -> None:
    expected = Counter(
        doc
        for doc, places in each[0].items()
        for place in places
        if all(place + offset in word.get(doc, ()) for offset, word in enumerate(each))
    )
    docs, counts = rows([block(word) for word in each], SIZE)
    assert dict(zip(docs.tolist(), counts.tolist(), strict=True)) == expected
    assert docs.tolist() == sorted(expected)


@given(st.lists(words, min_size=1, max_size=5))
def test_words_decoded_together_are_what_each_is(each: list[Places]) -> None:
    docs, counts = together([block(word) for word in each])
    found = sorted(zip(docs.tolist(), counts.tolist(), strict=True))
    assert found == sorted((doc, len(word[doc])) for word in each for doc in word)
