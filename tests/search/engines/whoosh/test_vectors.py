"""Document vectors as the column stores them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.vectors import MOST, OFTEN, packed, unpacked


def test_the_most_frequent_words_are_stored_in_order() -> None:
    assert unpacked(packed([b"war", b"talks", b"war"])) == {"war": 2, "talks": 1}
    many = [b"w%03d" % number for number in range(MOST + 9)]
    assert list(unpacked(packed([*many, b"war", b"war"])))[:2] == ["war", "w000"]
    assert len(unpacked(packed(many))) == MOST


def test_a_document_without_words_has_an_empty_vector() -> None:
    assert unpacked(packed([])) == unpacked(b"") == {}


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1),
        st.integers(1, OFTEN),
        max_size=MOST,
    )
)
def test_unpacking_reverses_packing(counts: dict[str, int]) -> None:
    words = [word.encode() for word, count in counts.items() for _ in range(count)]
    assert unpacked(packed(words)) == counts
