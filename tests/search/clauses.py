"""Clauses for tests, in an archive of one language, where each word has one stem."""

from __future__ import annotations

from collections.abc import Sequence

from search.query.clauses import Near, Phrase


def phrase_of(stems: Sequence[str], text: str, field: str | None = None) -> Phrase:
    return Phrase(tuple((stem,) for stem in stems), text, field)


def near_of(stems: Sequence[str], distance: int, text: str, field: str | None = None) -> Near:
    return Near(tuple((stem,) for stem in stems), distance, text, field)
