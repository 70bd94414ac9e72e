"""Tokens of texts: how they are split, their positions and offsets, and their stems."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.analysis import PARAGRAPH_GAP, Token, is_lone_character, tokenize
from search.text.folding import fold
from search.text.words import MAX_SURFACE, Word
from tests.samples import sampled

ANY_TEXT = st.text(st.characters(codec=None))
#: Letters, and the characters that folding and tokenizing treat specially.
WORDY = st.text(
    st.sampled_from("aSİıß’'.,-_ 1\u0301\u00ad\u200bﬁ北京カﾞ한\u1112\u1161हि\u05d0½U\n"), max_size=40
)


def surfaces(text: str) -> list[str]:
    return [token.surface for token in tokenize(text)]


def stems(text: str) -> list[str]:
    return [token.stem for token in tokenize(text)]


@pytest.mark.parametrize(
    "forms",
    [
        ["talk", "talks", "talked", "Talking", "TALK’S"],
        ["stop", "stopped", "stopping", "stops"],
        ["run", "running", "runs"],
        ["Erdogan", "Erdoğan", "ERDOĞAN", "Erdogan's", "Erdogan’s", "Erdo\u011fan\u2019s"],
        ["Izzeddin", "İzzeddin", "izzeddin", "IZZEDDİN"],
        ["soldiers", "sol\u00addier", "sol\u200bdiers"],
        ["office", "o\ufb03ces"],
        ["U.S.", "US", "U.S", "U.S.’s"],
        ["U.N.", "UN"],
        ["1,800", "1800"],
        ["Sana'a", "Sanaa", "Sana’a", "Sanaʿa"],
        ["don't", "don’t"],
        ["Путин", "ПУТИН"],
        ["16", "16s", "16's"],
        ["1,800", "1,800s", "1800s"],
    ],
    ids=lambda forms: forms[0],
)
def test_forms_of_a_word_share_one_stem(forms: list[str]) -> None:
    assert len({tuple(stems(form)) for form in forms}) == 1
    assert len(stems(forms[0])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("16th", "16"),
        ("3.5s", "3.5"),
        ("s", "16s"),
        ("we're", "were"),
        ("we'll", "well"),
        ("I'll", "ill"),
        ("can't", "cant"),
        ("3.5", "35"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("de-escalation", ["de", "escalation"], id="hyphen"),
        pytest.param("AC/DC a_b", ["ac", "dc", "a", "b"], id="slash and underscore"),
        pytest.param("U.N.-led U.S. troops", ["un", "led", "us", "troops"], id="acronyms"),
        pytest.param("J.K.Rowling e.g. 5 a.m.", ["jk", "rowling", "eg", "5", "am"], id="initials"),
        pytest.param(
            "C++, C#; F# A+ C++x ab# #c",
            ["c++", "c#", "f#", "a", "c", "x", "ab", "c"],
            id="names of languages",
        ),
        pytest.param("1,800 men, 3.5 km", ["1800", "men", "3.5", "km"], id="numbers"),
        pytest.param("$1,234,567.89 3.5bn", ["1234567.89", "3.5bn"], id="money"),
        pytest.param("in 5,2020 and 1,2", ["in", "5", "2020", "and", "1", "2"], id="no thousands"),
        pytest.param("'quoted' tass’ ‘so’", ["quoted", "tass", "so"], id="quotes"),
        pytest.param("the 5 March", ["the", "5", "march"], id="stop words and digits"),
        pytest.param("हिन्दी भाषा", ["हिन्दी", "भाषा"], id="marks of other scripts"),
        pytest.param("北京市長 東", ["北京", "京市", "市長", "東"], id="Han"),
        pytest.param("カタカナ ｶﾞｷﾞ", ["カタ", "タカ", "カナ", "ガギ"], id="Katakana"),
        pytest.param("한국어", ["한국", "국어"], id="Hangul"),
        pytest.param("2020年3月", ["2020", "年", "3", "月"], id="Han and digits"),
        pytest.param("\ud800 \x00 — 😀 ʼ", [], id="nothing of a word"),
        pytest.param("", [], id="empty"),
    ],
)
def test_a_text_is_split_into_words(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


def test_decomposed_korean_is_read_like_composed() -> None:
    assert surfaces("한국어") == surfaces("\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165")


def test_tokens_have_offsets_in_the_original_text() -> None:
    text = "İn Erdoğan’s  U.S. 北京市"
    places = [(token.position, text[token.start : token.end]) for token in tokenize(text)]
    assert places == [(0, "İn"), (1, "Erdoğan’s"), (2, "U.S."), (3, "北京"), (4, "京市")]


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        pytest.param("a b\nc\r\nd\re", [0, 1, 2, 3, 4], id="line ends"),
        pytest.param("a b\n\nc d", [0, 1, 101, 102], id="a blank line"),
        pytest.param("a\n \t\nb\r\n\r\nc\r\rd", [0, 100, 200, 300], id="of any form"),
        pytest.param("a\n\n\n\n\nb", [0, 100], id="several blank lines"),
        pytest.param("a\n\n--\n\nb", [0, 100], id="with a line of no words"),
        pytest.param("\n\na\n\n", [0], id="before and after"),
        pytest.param("北京市\n\n北京市", [0, 1, 101, 102], id="pairs"),
    ],
)
def test_positions_jump_at_a_blank_line(text: str, positions: list[int]) -> None:
    assert [token.position for token in tokenize(text)] == positions


@pytest.mark.parametrize("character", ["京", "カ", "한", "ガ", "一"])
def test_a_single_cjk_character_is_recognized(character: str) -> None:
    assert is_lone_character(character)


@pytest.mark.parametrize("surface", ["北京", "a", "1", "é", "x京", ""])
def test_other_surfaces_are_not_single_cjk_characters(surface: str) -> None:
    assert not is_lone_character(surface)


def test_a_token_has_surface_stem_position_and_offsets() -> None:
    assert tokenize("two Talks") == [
        Token(Word("two", "two"), 0, 0, 3),
        Token(Word("talks", "talk"), 1, 4, 9),
    ]


@given(ANY_TEXT | WORDY)
def test_a_surface_is_the_folded_text_between_its_offsets(text: str) -> None:
    for token in tokenize(text):
        folded = fold(text[token.start : token.end])
        plain = folded.replace(".", "").replace(",", "")
        assert token.surface.replace(".", "").replace(",", "") in plain
        assert 0 < len(token.surface) <= MAX_SURFACE
        assert token.stem


@given(ANY_TEXT | WORDY)
def test_positions_count_up_and_offsets_advance(text: str) -> None:
    tokens = tokenize(text)
    positions = [token.position for token in tokens]
    steps = {later - earlier for earlier, later in pairwise(positions)}
    assert positions[:1] in ([], [0])
    assert steps <= ({1, PARAGRAPH_GAP} if "\n" in text or "\r" in text else {1})
    assert all(token.start < token.end <= len(text) for token in tokens)
    starts = [(token.start, token.end) for token in tokens]
    assert starts == sorted(set(starts))


def test_the_surface_of_long_garbage_is_cut_but_not_its_offsets() -> None:
    [token] = tokenize("x" * 100_000)
    assert (token.surface, token.start, token.end) == ("x" * MAX_SURFACE, 0, 100_000)


@pytest.mark.parametrize(
    "pattern",
    sampled(
        [
            "a.b",
            "1,111",
            "a'",
            "a\u00ad",
            "\u00ad",
            "北",
            "1.1",
            "\u1100",
            "e\u0301",
            "a'\u00ad",
            ".a",
            "\n",
            "\n \t",
            "a\n\n",
        ],
        ["a'", ".a", "\n"],
    ),
    ids=ascii,
)
def test_tokenizing_takes_linear_time(pattern: str) -> None:
    started = time.process_time()
    tokenize(pattern * (300_000 // len(pattern)))
    assert time.process_time() - started < 30


def test_threads_agree() -> None:
    words = [
        f"{word}{ending}" for word in ("talk", "visit", "march") for ending in ("s", "ed", "ing")
    ]
    text = " ".join(f"{word}{number:x}ness {word}" for number in range(500) for word in words)
    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(stems, [text] * 16))
    assert all(result == results[0] for result in results)
    assert set(results[0]) >= {"talk", "visit", "march"}
