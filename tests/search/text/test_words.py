"""Single words: how they are folded, and which are stop words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import words
from search.text.analysis import tokenize
from search.text.folding import fold, with_final_letter
from search.text.stopwords import STOP_WORDS
from search.text.words import MAX_SURFACE, Analyses, Word, analyses_in, is_stop

ANY_TEXT = st.text(st.characters(codec=None))
#: Letters that folding treats specially.
WORDY = st.text(
    st.sampled_from("aSİıß’'.,-_ 1\u0301\u00ad\u200bﬁ北京カﾞ한\u1112\u1161हि\u05d0½U\n"), max_size=40
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Erdoğan", "erdogan", id="accent"),
        pytest.param("İzzeddin ISTANBUL ıstanbul", "izzeddin istanbul istanbul", id="Turkish i"),
        pytest.param(
            "Straße Łódź Ærø Þór Đurđa œuvre", "strasse lodz aero thor durda oeuvre", id="letters"
        ),
        pytest.param("o\ufb03ce \ufb01re", "office fire", id="ligatures"),
        pytest.param(
            "don’t don‘t don′t don´t donʼt", "don't don't don't don't don't", id="apostrophes"
        ),
        pytest.param(
            "sol\u00addiers zero\u200bwidth \ufeffbom", "soldiers zerowidth bom", id="invisible"
        ),
        pytest.param("cafe\u0301 café", "cafe cafe", id="composed or not"),
        pytest.param("ＦＵＬＬ", "full", id="full width"),
        pytest.param("ΑΘΉΝΑ Ёлка", "αθηνα елка", id="other alphabets"),
        pytest.param("한국", "한국", id="Hangul stays composed"),
        pytest.param("Война Київ Ў", "война київ ў", id="letters with a mark of their own"),
        pytest.param("и\u0306 перемо\u0301га", "й перемога", id="decomposed Cyrillic"),
        pytest.param("أحمد إلى آثار ٱسم مُحَمَّد محمــد", "احمد الي اثار اسم محمد محمد", id="Arabic"),
        pytest.param("مدرسة رئيس مسؤول", "مدرسه رييس مسوول", id="carriers of hamza"),
        pytest.param("کتاب‌های علی ۱۲٣", "كتابهاي علي 123", id="Persian"),
        pytest.param("שָׁלוֹם ארץ", "שלומ ארצ", id="Hebrew"),
        pytest.param("Πόλεμος ΠΟΛΕΜΟΣ", "πολεμοσ πολεμοσ", id="final sigma"),
        pytest.param("ज़मीन पाँच १२", "जमीन पांच 12", id="Devanagari"),
        pytest.param("Đảng Việt tướng", "dang viet tuong", id="Vietnamese"),
    ],
)
def test_folding_takes_variants_to_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT | WORDY)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(
    ANY_TEXT | WORDY, st.sampled_from(["", "ar", "ca", "de", "fa", "hi", "sr", "tr", "uk", "zh"])
)
def test_any_word_has_a_surface_and_a_stem(text: str, language: str) -> None:
    word = analyses_in(language)[text]
    assert bool(word.surface) == bool(word.stem)
    assert len(word.surface) <= MAX_SURFACE


def test_the_cache_of_words_is_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(words, "_REMEMBERED", 10)
    analyses = Analyses("en")
    for number in range(25):
        assert analyses[f"Words{number}"] == Word(f"words{number}", f"words{number}")
        assert len(analyses) <= 10
    long = "Long" * 10_000
    assert analyses[long] == Word(*(("long" * 100)[:MAX_SURFACE],) * 2)
    assert long not in analyses


def test_stop_words_are_folded_single_words() -> None:
    for words_of in STOP_WORDS.values():
        assert all([token.surface for token in tokenize(word)] == [word] for word in words_of)


@pytest.mark.parametrize("word", ["the", "of", "don't", "what"])
def test_function_words_are_stop_words(word: str) -> None:
    assert is_stop(word)


@pytest.mark.parametrize("word", ["us", "will", "may", "war", "against", "talks"])
def test_words_that_matter_in_news_are_not_stop_words(word: str) -> None:
    assert not is_stop(word)


@pytest.mark.parametrize(
    ("folded", "shown"),
    [("שלומ", "שלום"), ("πολεμοσ", "πολεμος"), ("σ", "σ"), ("talks", "talks"), ("", "")],
)
def test_folded_words_are_shown_with_their_final_letters(folded: str, shown: str) -> None:
    assert with_final_letter(folded) == shown


def test_turkish_has_two_letters_i() -> None:
    turkish = analyses_in("tr")
    assert turkish["IŞIK"].stem == turkish["ışık"].stem == turkish["ışıklar"].stem
    assert turkish["İSTANBUL"].stem == turkish["istanbul'un"].stem


def test_a_stem_has_the_code_of_its_language() -> None:
    assert analyses_in("de")["Häuser"] == Word("hauser", "haus\x1fde")
    assert analyses_in("hr")["vlada"].stem == analyses_in("sr")["влади"].stem
    assert analyses_in("de")["войны"] == analyses_in("en")["войны"] == Word("войны", "войны")
    assert analyses_in("cs")["války"] == Word("valky", "valk\x1fcs")
