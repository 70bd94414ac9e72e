"""Which words a pattern expands to, and the note if there are too many."""

from __future__ import annotations

import string
from itertools import product
from pathlib import Path

import pytest

from search.engines.expansion import MOST_SPELLINGS, MOST_WORDS, expansion
from search.engines.whoosh import WhooshEngine
from search.language.parsing import parse
from search.query.clauses import Fuzzy, Pattern, Prefix, Query, Wildcard
from tests.search.engines.material import article

WORDS = {"talk": 2, "talks": 9, "tall": 2, "tale": 1, "tells": 5}


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (Prefix("ta"), ["talks", "talk", "tall", "tale"]),
        (Wildcard("t?ll?"), ["tells"]),
        (Wildcard("t*s"), ["talks", "tells"]),
        (Wildcard("ta*k*s"), ["talks"]),
        (Fuzzy("talk", 1), ["talk", "talks", "tall", "tale"]),
        (Fuzzy("tlak", 1), ["talk"]),
        (Fuzzy("tell", 1), ["tells", "tall"]),
    ],
    ids=str,
)
def test_a_pattern_expands_to_the_matching_words(pattern: Pattern, words: list[str]) -> None:
    candidates = {word: count for word, count in WORDS.items() if word.startswith(pattern.start)}
    assert expansion(pattern, candidates) == (words, "")


@pytest.mark.parametrize(
    ("pattern", "most"),
    [
        (Prefix("aaa"), MOST_WORDS),
        (Wildcard("a*a?"), MOST_WORDS),
        (Fuzzy("aaaaa", 2), MOST_SPELLINGS),
    ],
    ids=str,
)
def test_a_pattern_of_too_many_words_is_cut_short_with_a_note(pattern: Pattern, most: int) -> None:
    letters = [chr(code) for code in range(0x100, 0x100 + most + 2)]
    words = {f"aaaa{letter}": number for number, letter in enumerate(letters)}
    found, note = expansion(pattern, words)
    assert found == sorted(words, key=lambda word: -words[word])[:most]
    assert f"{most:,}" in note and note.endswith("were searched.")


@pytest.mark.parametrize(
    ("text", "most"),
    [("xyz*", MOST_WORDS), ("xyz?a*", MOST_WORDS), ("xyzaaaa~2", MOST_SPELLINGS)],
)
def test_a_search_for_a_pattern_of_too_many_words_has_a_note(
    tmp_path: Path, text: str, most: int
) -> None:
    letters = string.ascii_lowercase + string.digits
    many = " ".join(f"xyzaa{one}{other}" for one, other in product(letters, repeat=2))
    engine = WhooshEngine(tmp_path / "index")
    engine.rebuild([article(1, "talks"), article(2, many)])
    results = engine.search(Query((parse(text).clause,)))
    (note,) = results.notes
    assert f"more than {most:,} words" in note
    assert results.total == 1
