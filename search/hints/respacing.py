"""Other blanks for a search that finds little: *saltmarsh* for “salt marsh”, *105 mph* for 105mph.

Which of them are written so is what the archive says: a word is parted only where its parts stand
beside each other in an article, and words are joined only to a word that an article has.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from search.engines.base import Engine
from search.language.parsing import parse
from search.query.clauses import Query
from search.text.analysis import Token, tokenize
from search.text.languages import Languages

#: The shortest part of a word, in characters; and the bounds of what is tried.
_SHORTEST: Final = 3
_LONGEST: Final = 30
_MOST_WORDS: Final = 4
_MOST_TRIES: Final = 40


def with_other_blanks(engine: Engine, text: str, languages: Languages) -> Iterator[str]:
    """The text, of a few words, with a word parted or two words joined as the archive writes them,
    the commonest first. Asks the engine once."""
    tokens = list(islice(tokenize(text), _MOST_WORDS + 1))
    if len(tokens) > _MOST_WORDS:
        return
    words = [
        token
        for token in tokens
        if token.end - token.start <= _LONGEST and text[token.start : token.end].isalnum()
    ]
    tried = list(islice(_tried(text, words), _MOST_TRIES))
    queries = [Query((parse(new, languages).clause,)) for new, _, _ in tried]
    totals = engine.totals(queries) if queries else []
    found = [(total, each) for total, each in zip(totals, tried, strict=True) if total]
    for _, (new, start, end) in sorted(found, key=lambda each: -each[0]):
        yield f"{text[:start]}{new}{text[end:]}"


def _tried(text: str, words: list[Token]) -> Iterator[tuple[str, int, int]]:
    """What may be written in place of the characters from a start to an end."""
    for one, other in pairwise(words):
        if text[one.end : other.start] == " ":
            joined = text[one.start : one.end] + text[other.start : other.end]
            yield joined, one.start, other.end
    for word in words:
        written = text[word.start : word.end]
        for at in range(_SHORTEST, len(written) - _SHORTEST + 1) if written.isalpha() else ():
            yield f'"{written[:at]} {written[at:]}"', word.start, word.end
