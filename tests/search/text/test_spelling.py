"""Edit distances equal those of a plain recursion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.spelling import edits
from tests.search.engines import reference

WORDS = st.text("abcé北", max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("erdogan", "erdogan", 0),
        ("erdogan", "erdogen", 1),
        ("erdogan", "edrogan", 1),
        ("erdogan", "ergodan", 2),
        ("idlib", "idlibs", 1),
        ("idlib", "dlib", 1),
        ("idlib", "aleppo", 3),
        ("", "ab", 2),
    ],
)
def test_edits_between_two_words(one: str, other: str, count: int) -> None:
    assert edits(one, [other], 2) == ({other: count} if count <= 2 else {})


@given(WORDS, st.lists(WORDS, max_size=8), st.integers(0, 3))
def test_edits_equal_those_of_the_reference_up_to_the_limit(
    word: str, others: list[str], most: int
) -> None:
    plain = {other: reference.edits(word, other) for other in others}
    near = edits(word, others, most)
    assert near == {other: count for other, count in plain.items() if count <= most}
    assert [*near.values()] == sorted(near.values())
