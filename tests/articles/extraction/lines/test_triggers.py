"""The quick looks at a line's words, which must never hide what a rule would find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.lines.directaddress import READER_WORDS
from articles.extraction.lines.outletmentions import NO_OUTLET, outlet_line
from articles.extraction.lines.triggers import worded, wording_of
from articles.extraction.words.vocabulary import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the paper's news, today", ["the", "paper", "s", "news", "today"]),
        ("must-reads (from us)", ["must", "reads", "from", "us"]),
        ("a§b", ["a", "b"]),
        ("snake_case stays", ["snake_case", "stays"]),
        ("", []),
    ],
)
def test_words_are_cut_at_blanks_and_marks(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("Sign up for our newsletter.", {"sign", "our", "newsletter"}),
        ("“Subscribe,” it said", {"subscribe"}),
        ("Rain fell on the hills", set()),
    ],
)
def test_cues_are_the_words_that_rules_look_for(text: str, triggers: set[str]) -> None:
    assert triggers <= wording_of(text).triggers
    assert bool(triggers) == bool(wording_of(text).triggers)


def _wording(text: str) -> tuple[str, str, frozenset[str]]:
    wording = wording_of(text)
    return text, wording.plain, wording.triggers


@pytest.mark.parametrize(
    "text",
    [
        "© 2020 The Harbour Courier",
        "Follow The Harbour Courier",
        "Subscribe to The Harbour Courier",
        "More from The Harbour Courier",
        "About The Harbour Courier",
        "The Harbour Courier is committed to the truth",
        "Source: The Harbour Courier",
        "news.harbourcourier.com",
    ],
)
def test_a_line_that_names_its_outlet_is_not_passed_over(text: str) -> None:
    assert outlet_line(*_wording(text)).mentions


def test_a_line_that_speaks_of_no_outlet_is_silent() -> None:
    assert outlet_line(*_wording("Rain fell on the hills")) is NO_OUTLET


@given(st.lists(st.one_of(st.sampled_from(sorted(READER_WORDS)), st.text(max_size=9))))
def test_no_word_that_a_rule_looks_for_is_passed_over(parts: list[str]) -> None:
    wording = wording_of(" ".join(parts))
    assert READER_WORDS.intersection(wording.words) <= wording.triggers


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=99)))
def test_lines_are_worded_together_as_each_is_alone(lines: list[str]) -> None:
    assert worded(lines) == [wording_of(line) for line in lines]
