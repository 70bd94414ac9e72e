"""Consecutive words are found, as a check of every place finds them."""

from __future__ import annotations

from unittest import mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh import phrases
from search.engines.whoosh.phrases import rows
from search.engines.whoosh.postings import Block, entries, together

SIZE = 300
Positions = dict[int, set[int]]

#: Places of a rare or a frequent word, which are searched in different ways.
few = st.sets(st.integers(0, 2000), max_size=20)
many = st.builds(lambda step, others: set(range(0, 2000, step)) | others, st.integers(1, 4), few)

#: Positions of a word by document, in few or in many documents.
in_few = st.dictionaries(
    st.integers(0, SIZE - 1), st.sets(st.integers(0, 9), min_size=1), min_size=1, max_size=8
)
in_many = st.builds(
    lambda step, positions: dict.fromkeys(range(0, SIZE, step), positions),
    st.integers(1, 3),
    st.sets(st.one_of(st.integers(0, 9), st.just(1 << 30)), min_size=1),
)


def block(positions: Positions) -> Block:
    found = [(doc, place) for doc in sorted(positions) for place in sorted(positions[doc])]
    docs, places = (np.array(each, np.int64) for each in zip(*found, strict=True))
    (entry,) = entries(lambda _: ("body", b"x"), np.zeros(len(docs), np.int64), docs, places)
    return Block(entry.data, 0, entry.df)


@given(
    st.lists(st.one_of(few, many), min_size=1, max_size=4), st.sampled_from([np.int32, np.int64])
)
def test_rows_equal_those_found_place_by_place(
    words: list[set[int]], kind: type[np.signedinteger]
) -> None:
    expected = [
        place
        for place in range(2001)
        if all(place + offset in word for offset, word in enumerate(words))
    ]
    places = [np.array(sorted(word), kind) for word in words]
    assert rows(places).tolist() == expected
    with mock.patch.object(phrases, "AT_ONCE", 7):
        assert rows(places).tolist() == expected


@given(st.lists(st.one_of(in_few, in_many), min_size=1, max_size=5))
def test_several_words_are_decoded_together(each: list[Positions]) -> None:
    starts = [1000 * place for place in range(len(each))]
    docs, counts = together([block(word) for word in each], starts)
    found = list(zip(docs.tolist(), counts.tolist(), strict=True))
    assert found == [
        (start + doc, len(word[doc]))
        for start, word in zip(starts, each, strict=True)
        for doc in sorted(word)
    ]
