"""The quick functions ``pieces``, ``vocabulary`` and ``places`` agree with ``tokenize``."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import analysis
from search.text.analysis import (
    PARAGRAPH_GAP,
    analyse,
    beginning,
    is_lone_character,
    paragraphs,
    pieces,
    places,
    tokenize,
    vocabulary,
)
from search.text.words import Word
from tests.samples import sampled

#: Characters that analysis treats specially; they are mixed with any others.
SPECIAL = "ab Zz09.,+#'’-_\n\r\t \u00ad\u200d\u0301éıß東京한국ｶﾞᄒ\u1161⒈½٣\u2028\x1c"
ANY = st.text(st.one_of(st.sampled_from(SPECIAL), st.characters()), max_size=80)


def quickly(text: str) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    step = position = 0
    for piece in pieces(text):
        analysed = analyse(piece)
        if analysed is None:
            step = PARAGRAPH_GAP if found else 0
        elif analysed[0]:
            position += step
            found.append((analysed.surface, analysed.stem, position))
            step = 1
    return found


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. said 1,800 of 3.5 million\n\nU.N.'s don't; Qur'an F-16s",
        "end.\r\n \r\nnext a.b.c. x.y 1.2.3km 1,2345 東京都 and 東 .5 5. ab.c",
        "\n\n first\n\n\n\nsecond \n \n \n third--fourth 'quoted' \"said\" (so)",
    ],
    ids=["prose", "numbers and acronyms", "blank lines"],
)
def test_pieces_are_the_tokens_of_a_text(text: str) -> None:
    assert quickly(text) == [(each.surface, each.stem, each.position) for each in tokenize(text)]


@given(ANY)
def test_pieces_are_the_tokens_of_any_text(text: str) -> None:
    assert quickly(text) == [(each.surface, each.stem, each.position) for each in tokenize(text)]


@pytest.mark.parametrize(
    "part", sampled([" ", "- ", "a", "\n ", "ab.", "a.", "1,", "’", "東", "a\u00ad"], every=4)
)
def test_cutting_into_pieces_takes_linear_time(part: str) -> None:
    assert len(pieces(part * 200_000)) <= 400_000


@pytest.mark.parametrize("few", [100, 0], ids=["one by one", "all at once"])
@given(text=ANY, wanted=st.sets(st.integers(0, 20)))
def test_places_of_words_equal_those_of_their_tokens(few: int, text: str, wanted: set[int]) -> None:
    written = [text[token.start : token.end] for token in tokenize(text)]
    chosen = {word for number, word in enumerate(written) if number in wanted}
    expected = [
        (token.start, token.end)
        for token, word in zip(tokenize(text), written, strict=True)
        if word in chosen
    ]
    with mock.patch.object(analysis, "_FEW", few):
        assert list(places(text, chosen)) == expected


@given(ANY)
def test_a_vocabulary_has_every_word(text: str) -> None:
    known = vocabulary(text)
    for token in tokenize(text):
        assert known[text[token.start : token.end]] == token.word


def test_blank_lines_are_not_in_the_vocabulary() -> None:
    assert vocabulary("one\n\ntwo\r\n \r\none") == {
        "one": Word("one", "one"),
        "two": Word("two", "two"),
    }


@given(st.text(st.sampled_from("a東 \n\r\t\u2028."), max_size=40))
def test_paragraphs_split_the_tokens_at_the_gaps(text: str) -> None:
    among = [
        [(token.start + start, token.end + start) for token in tokenize(text[start:end])]
        for start, end in paragraphs(text)
    ]
    tokens = tokenize(text)
    expected: list[list[tuple[int, int]]] = []
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is None or token.position - before.position >= PARAGRAPH_GAP:
            expected.append([])
        expected[-1].append((token.start, token.end))
    assert [each for each in among if each] == expected


@pytest.mark.parametrize("part", sampled(["a ", "a", "a\n", "東", "a."], every=4), ids=repr)
def test_places_are_found_in_linear_time(part: str) -> None:
    text = part * 100_000
    assert len(list(places(text, vocabulary(text)))) <= 200_000


class Searched(str):
    """A text that counts the calls of its method ``find``."""

    times = 0

    def find(self, *arguments: Any) -> int:
        self.times += 1
        return super().find(*arguments)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("x " + "x" * 1_000, ["x"], id="a word that occurs often within another"),
        pytest.param(
            " ".join(f"a{number}" for number in range(1_000)),
            [f"a{number}" for number in range(1_000)],
            id="many words",
        ),
    ],
)
def test_a_text_is_not_searched_once_for_each_occurrence(text: str, written: list[str]) -> None:
    searched = Searched(text)
    assert len(list(places(searched, set(written)))) == len(written)
    assert searched.times <= 3


@given(ANY, st.integers(1, 20))
def test_the_beginning_of_a_text_has_at_most_so_many_words(text: str, words: int) -> None:
    part = beginning(text, words)
    assert text.startswith(part)
    found = tokenize(part)
    assert len(found) <= words
    if part != text and not any(is_lone_character(char) for char in text):
        assert found == tokenize(text)[: len(found)]
