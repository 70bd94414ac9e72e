"""The parts of a search, each to be taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.parsing import parse
from search.parts import MOST_PARTS, parts_of


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("", []),
        ("idlib", [("“idlib”", "")]),
        ("idlib talks", [("“idlib”", "talks"), ("“talks”", "idlib")]),
        (
            '"spring shield" -turkey',
            [("the phrase “spring shield”", "-turkey"), ("without “turkey”", '"spring shield"')],
        ),
        ("a1 AND b2", [("“a1”", "b2"), ("“b2”", "a1")]),
        ("idlib NOT turkey", [("“idlib”", "NOT turkey"), ("without “turkey”", "idlib")]),
        (
            "(idlib OR aleppo) talks",
            [("either “idlib” or “aleppo”", "talks"), ("“talks”", "(idlib OR aleppo)")],
        ),
        ("idlib talks OR aleppo", [("either (both “idlib” and “talks”) or “aleppo”", "")]),
        (
            "headline:kremlin date:2020-03",
            [
                ("“kremlin” in the headline", "date:2020-03"),
                ("dated March 2020", "headline:kremlin"),
            ],
        ),
        ("the border", [("“border”", "the")]),
        ("“open quote", [("the phrase “open quote”", "")]),
        ("( )", []),
        ("x " * (MOST_PARTS + 1), []),
    ],
)
def test_parts(typed: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.words, part.rest) for part in parts_of(typed)] == parts


@given(
    st.lists(
        st.sampled_from(
            ["ab", '"cd ef"', "-gh", "(", ")", "OR", "AND", "NOT", '"', "body:", "the"]
        ),
        max_size=10,
    ).map(" ".join)
    | st.text(max_size=60)
)
def test_any_text_has_parts_whose_rest_is_another_search(typed: str) -> None:
    for part in parts_of(typed):
        assert part.words
        assert not part.rest or parse(part.rest).clause != parse(typed).clause
        assert len(part.rest) <= len(typed)
