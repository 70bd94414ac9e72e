from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import Kind
from articles.extraction.page.repeats import repeated

PROSE = "The old bridge was closed to lorries on Monday."
OTHER = "Nobody has yet said when it will open again."


def again(*blocks: tuple[str, Kind]) -> set[int]:
    return set(repeated([Block.of((1,), text, kind) for text, kind in blocks]))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("Hide this", "The bridge", "Hide this"), {0, 2}),
        (("1 hour ago", "2 hours ago", "3 hours ago", "4 hours ago"), {1, 2, 3}),
        (("Chapter 1", "Chapter 2"), set()),
        (("1. Salt", "2. Salt", "3. Salt"), set()),
        (("REED:", "MOE:", "REED:"), set()),
    ],
    ids=["same words", "other numbers", "two with other numbers", "items", "speakers"],
)
def test_labels_that_come_back_are_repeated(labels: tuple[str, ...], expected: set[int]) -> None:
    assert again(*((label, Kind.HEADING) for label in labels)) == expected


def test_of_prose_that_comes_back_the_one_among_prose_is_left() -> None:
    lead, other = (PROSE, Kind.PARAGRAPH), (OTHER, Kind.PARAGRAPH)
    heading = ("Old bridge closed", Kind.HEADING)
    assert again(lead, heading, ("Menu", Kind.HEADING), lead, other) == {0}
    assert again(other, lead, heading, ("Menu", Kind.HEADING), lead) == {4}


def test_short_sentences_may_come_back() -> None:
    assert (
        again(("He did not reply.", Kind.PARAGRAPH), ("He did not reply.", Kind.PARAGRAPH)) == set()
    )


def test_a_line_that_is_a_sentence_of_a_paragraph_is_a_pull_quote() -> None:
    quote = ("The old bridge was closed to lorries", Kind.HEADING)
    whole = (f"“The old bridge was closed to lorries. {OTHER}”", Kind.PARAGRAPH)
    assert again(quote, whole) == {0}
    assert again(("The old bridge was closed to all", Kind.HEADING), whole) == set()


@given(st.lists(st.tuples(st.text(min_size=1), st.sampled_from(Kind))))
def test_one_of_what_is_said_is_always_known(blocks: list[tuple[str, Kind]]) -> None:
    found = again(*blocks)
    prose = {text for text, kind in blocks if kind is Kind.PARAGRAPH}
    left = {
        text for at, (text, kind) in enumerate(blocks) if kind is Kind.PARAGRAPH and at not in found
    }
    assert len(left) >= min(1, len(prose))
