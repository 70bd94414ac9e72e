"""Which words of a language a search for another form finds: forms.toml has pairs by language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.text.analysis import tokenize
from search.text.languages import Languages
from search.text.stemming import ALGORITHMS
from search.text.words import analyses_in

PAIRS = tomllib.loads((Path(__file__).parent / "data" / "forms.toml").read_text(encoding="utf-8"))
#: Indexed in pairs of characters.
UNSPACED = frozenset({"th", "zh"})


def pairs(language: str, kind: str) -> Iterator[tuple[str, str]]:
    for line in PAIRS[language][kind].strip().splitlines():
        first, second = line.split()
        yield first, second
        if language not in UNSPACED:
            yield second, first


def finds(wanted: str, text: str, language: str) -> bool:
    """Whether a search for a word finds it in a text of one word or a few, as a phrase."""
    languages = Languages((language,))
    words = [{*languages.stems(wanted[each.start : each.end])} for each in tokenize(wanted)]
    stems = [{*token.word.stems} for token in tokenize(text, language)]
    assert words
    return any(
        all(word & stem for word, stem in zip(words, stems[start:], strict=False))
        for start in range(len(stems) - len(words) + 1)
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", PAIRS)
def test_forms_of_a_word_meet(language: str) -> None:
    found = list(pairs(language, "meet"))
    assert len(found) >= 20
    assert [pair for pair in found if not finds(*pair, language)] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", PAIRS)
def test_different_words_stay_apart(language: str) -> None:
    found = list(pairs(language, "differ"))
    assert len(found) >= 20
    assert [pair for pair in found if finds(*pair, language)] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", sorted(set(PAIRS) - UNSPACED))
def test_a_word_without_its_accents_meets_it(language: str) -> None:
    for word, _ in pairs(language, "meet"):
        for token in tokenize(word, language):
            assert {*token.word.stems} & {*Languages((language,)).stems(token.surface)}


@pytest.mark.parametrize("language", ALGORITHMS)
def test_every_stemmer_works(language: str) -> None:
    word = analyses_in(language)["2020"]
    assert (word.surface, word.stem) == ("2020", "2020")
