"""Passages are found again in a text that was extracted anew, corrected or replaced."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.desk.anchors import Anchor, AnchoredText

TEXT = [
    "The ferry left the harbour late on Monday. It was the last ferry of the day.",
    "Its captain had lost the only key to the bridge, which the harbour master’s tea-maker found "
    "in a bag of flour at noon.",
    "“We are used to it,” said one of the passengers. The ferry left the harbour late again.",
]


def quoted(paragraphs: list[str], anchor: Anchor) -> list[str]:
    """The parts of the text at which the passage is found, each with its paragraph."""
    spans = AnchoredText(paragraphs).find(anchor)
    return [f"{number + 1}: {paragraphs[number][start:end]}" for number, start, end in spans]


def anchor(quote: str, paragraph: int = 1, start: int = 0) -> Anchor:
    found = AnchoredText(TEXT).anchor(quote, paragraph, start)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("quote", "paragraph", "start", "found"),
    [
        ("lost the only key", 1, 0, ["2: lost the only key"]),
        ("  lost\n the   only key ", 2, 0, ["2: lost the only key"]),
        ("ferry", 1, 0, ["1: ferry"]),
        ("The ferry left", 3, 0, ["3: The ferry left"]),
        ("The ferry left", 99, 0, ["3: The ferry left"]),
        ("ferry", 1, 60, ["1: ferry"]),
        ('"we are used to it"', 1, 0, ["3: We are used to it"]),
        ("harbour master's TEA MAKER", 1, 0, ["2: harbour master’s tea-maker"]),
        ("of the day. Its captain", 1, 0, ["1: of the day.", "2: Its captain"]),
        (TEXT[1], 1, 0, [f"2: {TEXT[1]}"]),
    ],
)
def test_words_are_anchored_where_they_stand(
    quote: str, paragraph: int, start: int, found: list[str]
) -> None:
    made = anchor(quote, paragraph, start)
    assert quoted(TEXT, made) == found
    assert made.paragraph == int(found[0][0])


@pytest.mark.parametrize("quote", ["", " ", "—", "no such words", "only key lost", "ferr"])
def test_words_that_are_not_in_the_text_have_no_anchor(quote: str) -> None:
    text = AnchoredText(["The ferry has only a key. — It was lost."])
    assert (text.anchor(quote) is not None) == (quote in ("—", "ferr"))
    assert AnchoredText([]).anchor(quote) is None


def test_of_several_places_the_one_nearest_to_the_start_is_meant() -> None:
    second = TEXT[0].rindex("ferry")
    made = anchor("ferry", 1, second)
    (span,) = AnchoredText(TEXT).find(made)
    assert span.start == second
    moved = ["A new paragraph about a ferry.", *TEXT]
    (span,) = AnchoredText(moved).find(made)
    assert (span.paragraph, span.start) == (1, second), "its context tells it from the others"


@pytest.mark.parametrize(
    ("quote", "now", "found"),
    [
        pytest.param(
            "lost the only key", ["New.", "Newer.", *TEXT], ["4: lost the only key"], id="moved"
        ),
        pytest.param(
            "the harbour master’s tea-maker",
            ["Its captain: the harbour master's tea maker"],
            ["1: the harbour master's tea maker"],
            id="other signs",
        ),
        pytest.param(
            "of the day.",
            ["The last ferry of", "the day. Its captain"],
            ["1: of", "2: the day."],
            id="cut into two paragraphs",
        ),
        pytest.param(
            "the only key to the bridge, which the harbour master’s tea-maker found in a bag",
            ["He had lost the one key to the bridge that the harbour master’s tea-maker found in a "
             "sack, and the ferry left late."],
            ["1: the one key to the bridge that the harbour master’s tea-maker found in a"],
            id="corrected",
        ),
        pytest.param(
            "Its captain had lost the only key to the bridge",
            ["Its captain had found a bag.", "The captain had lost the only key to that bridge."],
            ["2: captain had lost the only key to that bridge"],
            id="the likest place",
        ),
        pytest.param("lost the only key", ["He lost the key, the only one."], [], id="too short"),
        pytest.param(TEXT[1], ["The bridge was closed at noon, said its captain."], [], id="gone"),
        pytest.param(TEXT[1], [], [], id="no text"),
    ],
)  # fmt: skip
def test_a_passage_is_found_in_another_text(quote: str, now: list[str], found: list[str]) -> None:
    assert quoted(now, anchor(quote)) == found


def test_scripts_without_blanks_are_found_too() -> None:
    text = ["港口的渡轮星期一晚点离开，因为船长丢失了驾驶台唯一的钥匙。"]
    made = AnchoredText(text).anchor("渡轮星期一晚点离开，因为船长丢失了")
    assert made is not None
    assert quoted(["新的。", "据说渡轮星期二晚点离开，因为船长丢失了钥匙。"], made) == [
        "2: 渡轮星期二晚点离开，因为船长丢失了"
    ]


@given(st.lists(st.text(min_size=1), max_size=5), st.text(max_size=60), st.integers(-5, 99))
def test_any_text_is_searched_without_a_failure(
    paragraphs: list[str], quote: str, paragraph: int
) -> None:
    text = AnchoredText(paragraphs)
    made = text.anchor(quote, paragraph)
    assert text.find(Anchor(quote, "a", "b", 3)) or made is None
    if made is not None:
        spans = text.find(made)
        assert all(0 <= start < end <= len(paragraphs[number]) for number, start, end in spans)


def test_many_passages_that_are_gone_from_a_long_text_take_little_time() -> None:
    words = [f"word{n % 997} and the{n % 13} of" for n in range(20_000)]
    text = AnchoredText([" ".join(words[start : start + 100]) for start in range(0, 20_000, 100)])
    began = time.process_time()
    for n in range(50):
        text.find(Anchor(" ".join(f"word{(n + each * 7) % 997} gone{each}" for each in range(70))))
    assert time.process_time() - began < 5
