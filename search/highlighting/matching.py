"""Finds the words of a search among the tokens of a text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from search.highlighting.writtenforms import written_forms_in
from search.query.clauses import (
    Exact,
    Fuzzy,
    Near,
    Pattern,
    Phrase,
    Prefix,
    Stems,
    Term,
    Wildcard,
    Words,
)
from search.query.wordmatching import matching_words
from search.text.analysis import Token, analyse, paragraphs, pieces, places, tokenize
from search.text.words import Word

#: Clauses of several words that must occur together.
Row = Phrase | Exact | Near


class Span(NamedTuple):
    """A match: offsets in the text, and the key of the search word that it matches."""

    start: int
    end: int
    word_key: str


def keys_of(word: Words) -> tuple[str, ...]:
    """The values of ``word_key`` that the spans of a search word can have."""
    match word:
        case Term():
            return word.stems
        case Prefix():
            return (f"{word.start}*",)
        case Wildcard():
            return (word.shape,)
        case Fuzzy():
            return (f"{word.word}~",)
        case Phrase():
            return (_joined(word.words),)
        case Exact():
            return ("=" + " ".join(word.words),)
        case Near():
            return tuple(dict.fromkeys(map(_near_key, word.words)))


def label_of(word: Words) -> str:
    """The label of a search word, for its number of matches."""
    match word:
        case Term():
            return word.text
        case Phrase():
            return f"“{word.text}”"
        case Exact():
            return f"={word.text}" if len(word.words) == 1 else f"=“{word.text}”"
        case Near():
            return f"“{word.text}”~{word.distance}"
        case Prefix() | Wildcard() | Fuzzy():
            return keys_of(word)[0]


class _Known(NamedTuple):
    """Written forms that were compared with the patterns already, and the word keys of those that
    match."""

    seen: set[str]
    keys: dict[str, str]


class Sought:
    """Words to look for in texts, grouped by how they are matched. Remembers the written forms that
    it has compared with patterns, because most recur in the texts of a page."""

    def __init__(self, words: Collection[Words]) -> None:
        self._stems = frozenset(
            stem for word in words if isinstance(word, Term) for stem in word.stems
        )
        self._patterns = tuple(word for word in words if isinstance(word, Pattern))
        self._rows = tuple(word for word in words if isinstance(word, Row))
        self._known: dict[str, _Known] = {}

    def __bool__(self) -> bool:
        return bool(self._stems or self._patterns or self._rows)

    def occurrences(self, text: str, language: str = "") -> Iterator[Span]:
        """Every match in a text in a language, in no particular order; matches may overlap.

        A phrase is one span from its first to its last word; of words near each other, each is a
        span.
        """
        written = set(pieces(text)) if self._patterns or self._rows else set()
        keys = self._fitting_patterns(written, language) if self._patterns else {}
        if self._stems:
            keys |= written_forms_in(language).matching(text, self._stems)
        for start, end in places(text, keys) if keys else ():
            yield Span(start, end, keys[text[start:end]])
        rows = _possible(self._rows, written, language) if self._rows else ()
        for first, last in paragraphs(text) if rows else ():
            # A row lies within one paragraph, and few paragraphs contain all words of one.
            paragraph = text[first:last]
            if here := _possible(rows, set(pieces(paragraph)), language):
                for start, end, key in _of_rows(tokenize(paragraph, language), here):
                    yield Span(first + start, first + end, key)

    def _fitting_patterns(self, written: set[str], language: str) -> dict[str, str]:
        known = self._known.setdefault(language, _Known(set(), {}))
        if unseen := written - known.seen:
            surfaces = {form: word.surface for form, word in _words(unseen, language)}
            fitting = _fitting({*surfaces.values()}, self._patterns)
            found = ((form, fitting.get(surface)) for form, surface in surfaces.items())
            known.keys.update((form, key) for form, key in found if key)
            known.seen.update(unseen)
        return {form: known.keys[form] for form in known.keys.keys() & written}


def _words(written: Iterable[str], language: str) -> Iterator[tuple[str, Word]]:
    return ((form, word) for form in written if (word := analyse(form, language)))


def _possible(rows: Sequence[Row], written: Iterable[str], language: str) -> list[Row]:
    """The rows whose words all occur among the written forms of a text."""
    words = [word for _, word in _words(written, language)]
    surfaces = {word.surface for word in words}
    stems = {stem for word in words for stem in word.stems}
    return [
        row
        for row in rows
        if (
            surfaces.issuperset(row.words)
            if isinstance(row, Exact)
            else not any(map(stems.isdisjoint, row.words))
        )
    ]


def _of_rows(tokens: Sequence[Token], rows: Iterable[Row]) -> Iterator[Span]:
    stems = _Forms([token.word.stems for token in tokens])
    surfaces = _Forms([(token.word.surface,) for token in tokens])
    for row in rows:
        match row:
            case Phrase(words):
                yield from _in_a_row(tokens, stems, words, keys_of(row)[0])
            case Exact(words):
                yield from _in_a_row(tokens, surfaces, [(word,) for word in words], keys_of(row)[0])
            case Near():
                yield from _near(tokens, row)


def _fitting(surfaces: Collection[str], patterns: Sequence[Pattern]) -> dict[str, str]:
    """The word key of the first pattern that each surface matches, by surface."""
    fitting: dict[str, str] = {}
    for pattern in patterns:
        for surface in matching_words(pattern, surfaces):
            fitting.setdefault(surface, keys_of(pattern)[0])
    return fitting


class _Forms:
    """What the tokens of a paragraph are compared by: the stems or the surface of each."""

    def __init__(self, forms: Sequence[Stems]) -> None:
        self.of_token = forms

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """The indices of the tokens with each form."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, forms in enumerate(self.of_token):
            for form in forms:
                found[form].append(place)
        return found


def _in_a_row(
    tokens: Sequence[Token], forms: _Forms, row: Sequence[Stems], key: str
) -> Iterator[Span]:
    """The spans of consecutive words; ``row`` has the forms of each, any of which will do."""
    if not row:
        return
    last = len(row) - 1
    following = [*map(frozenset, row[1:])]
    starts = {place for form in row[0] for place in forms.places.get(form, ())}
    for start in sorted(starts):
        words = forms.of_token[start + 1 : start + 1 + last]
        if len(words) == last and not any(map(frozenset.isdisjoint, following, words)):
            first, end = tokens[start], tokens[start + last]
            # Otherwise there is a blank line between them.
            if end.position - first.position == last:
                yield Span(first.start, end.end, key)


def _near(tokens: Sequence[Token], near: Near) -> Iterator[Span]:
    """The spans of the words in every run that contains all of them."""
    needed = Counter(near.words)
    by_stem: defaultdict[str, set[Stems]] = defaultdict(set)
    for word in needed:
        for stem in word:
            by_stem[stem].add(word)
    among = [
        (token, set().union(*(by_stem[stem] for stem in token.word.stems if stem in by_stem)))
        for token in tokens
    ]
    among = [(token, words) for token, words in among if words]
    found: Counter[Stems] = Counter()
    after = marked = 0
    for first, (token, words) in enumerate(among):
        while after < len(among) and among[after][0].position - token.position <= near.reach:
            found.update(among[after][1])
            after += 1
        if needed <= found:
            for each, (word, *_) in among[max(first, marked) : after]:
                yield Span(each.start, each.end, _near_key(word))
            marked = after
        found.subtract(words)


def _near_key(word: Stems) -> str:
    return f"{_joined([word])}~"


def _joined(words: Iterable[Stems]) -> str:
    return " ".join("|".join(word) for word in words)
