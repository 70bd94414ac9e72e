"""Every list of the wording of furniture is found in its examples, and in no other text."""

from __future__ import annotations

import tomllib

import pytest

from articles.extraction.words.vocabulary import (
    FURNITURE,
    Openers,
    Phrases,
    folded,
    vocabulary,
    words_of,
)

LISTS = tomllib.loads(FURNITURE.read_text(encoding="utf-8"))


def _is_found(name: str, text: str) -> bool:
    phrases, plain = getattr(vocabulary(), name), folded(text)
    if isinstance(phrases, Openers):
        return phrases.begin(plain)
    if isinstance(phrases, Phrases):
        return phrases.count(plain, frozenset(words_of(plain))) > 0
    return plain in phrases


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_found_where_its_examples_say(name: str) -> None:
    matches, misses = LISTS[name]["matches"], LISTS[name]["misses"]
    assert matches
    assert misses
    assert [text for text in matches if not _is_found(name, text)] == []
    assert [text for text in misses if _is_found(name, text)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("नदी पर नया पुल, तैयार!", ["नदी", "पर", "नया", "पुल", "तैयार"]),
        ("নদীর সেতু – খুলল", ["নদীর", "সেতু", "খুলল"]),
        ("الجِسر القديم؟", ["الجِسر", "القديم"]),
    ],
)
def test_signs_beside_letters_are_parts_of_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words
