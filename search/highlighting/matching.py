"""Finds the words of a search among the tokens of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from search.query.clauses import Exact, Fuzzy, Near, Pattern, Phrase, Prefix, Term, Wildcard, Words
from search.query.wordmatching import matching_words
from search.text.analysis import Token, paragraphs, places, tokenize, vocabulary

#: Clauses of several words that must occur together.
Row = Phrase | Exact | Near

#: Surface and stem of each word of a text, keyed by the word as written.
Vocabulary = Mapping[str, tuple[str, str]]


class Span(NamedTuple):
    """A match: offsets in the text, and the key of the search word that it matches."""

    start: int
    end: int
    word_key: str


def keys_of(word: Words) -> tuple[str, ...]:
    """The values of ``word_key`` that the spans of a search word can have."""
    match word:
        case Term():
            return (word.stem,)
        case Prefix():
            return (f"{word.start}*",)
        case Wildcard():
            return (word.shape,)
        case Fuzzy():
            return (f"{word.word}~",)
        case Phrase():
            return (" ".join(word.stems),)
        case Exact():
            return ("=" + " ".join(word.words),)
        case Near():
            return tuple(f"{stem}~" for stem in dict.fromkeys(word.stems))


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


class Sought(NamedTuple):
    """Words to look for in a text, grouped by how they are matched."""

    stems: frozenset[str]
    patterns: tuple[Pattern, ...]
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, words: Collection[Words]) -> Sought:
        return cls(
            frozenset(word.stem for word in words if isinstance(word, Term)),
            tuple(word for word in words if isinstance(word, Pattern)),
            tuple(word for word in words if isinstance(word, Row)),
        )


def occurrences(text: str, sought: Sought) -> Iterator[Span]:
    """Every match in a text, in no particular order; matches may overlap.

    A phrase is one span from its first to its last word; of words near each other, each is a span.
    """
    known = vocabulary(text)
    keys = _keys_of_single(known, sought)
    for start, end in places(text, keys):
        yield Span(start, end, keys[text[start:end]])
    rows = _possible(sought.rows, known)
    for first, last in paragraphs(text) if rows else ():
        # A row lies within one paragraph, and few paragraphs contain all words of one.
        paragraph = text[first:last]
        if here := _possible(rows, vocabulary(paragraph)):
            for start, end, key in _of_rows(tokenize(paragraph), here):
                yield Span(first + start, first + end, key)


def _keys_of_single(known: Vocabulary, sought: Sought) -> dict[str, str]:
    """The written forms of a text that match a single word or pattern, with their word keys."""
    stems = sought.stems
    keys = {written: stem for written, (_, stem) in known.items() if stem in stems}
    if sought.patterns:
        fitting = _fitting({surface for surface, _ in known.values()}, sought.patterns)
        fits = ((written, fitting.get(surface)) for written, (surface, _) in known.items())
        keys = {written: key for written, key in fits if key} | keys
    return keys


def _possible(rows: Sequence[Row], known: Vocabulary) -> list[Row]:
    """The rows whose words all occur somewhere in a text."""
    if not rows:
        return []
    surfaces = {surface for surface, _ in known.values()}
    stems = {stem for _, stem in known.values()}
    return [
        row
        for row in rows
        if (
            surfaces.issuperset(row.words)
            if isinstance(row, Exact)
            else stems.issuperset(row.stems)
        )
    ]


def _of_rows(tokens: Sequence[Token], rows: Iterable[Row]) -> Iterator[Span]:
    phrases = [(row.stems, keys_of(row)[0]) for row in rows if isinstance(row, Phrase)]
    if phrases:
        yield from _in_a_row(tokens, [token.stem for token in tokens], phrases)
    exact = [(row.words, keys_of(row)[0]) for row in rows if isinstance(row, Exact)]
    if exact:
        yield from _in_a_row(tokens, [token.surface for token in tokens], exact)
    for row in rows:
        if isinstance(row, Near):
            yield from _near(tokens, row)


def _fitting(surfaces: Collection[str], patterns: Sequence[Pattern]) -> dict[str, str]:
    """The word key of the first pattern that each surface matches, by surface."""
    fitting: dict[str, str] = {}
    for pattern in patterns:
        for surface in matching_words(pattern, surfaces):
            fitting.setdefault(surface, keys_of(pattern)[0])
    return fitting


def _in_a_row(
    tokens: Sequence[Token], written: Sequence[str], rows: Iterable[tuple[tuple[str, ...], str]]
) -> Iterator[Span]:
    """The spans of consecutive words. ``written`` has the stem or surface of each token, whichever
    the rows are compared with."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row, key in rows:
        if row:
            by_first.setdefault(row[0], []).append((row, key))
    for place, token in enumerate(tokens):
        for row, key in by_first.get(written[place], ()):
            if tuple(written[place : place + len(row)]) == row:
                last = tokens[place + len(row) - 1]
                # Otherwise there is a blank line between them.
                if last.position - token.position == len(row) - 1:
                    yield Span(token.start, last.end, key)


def _near(tokens: Sequence[Token], near: Near) -> Iterator[Span]:
    """The spans of the words in every run that contains all of them."""
    needed = Counter(near.stems)
    among = [token for token in tokens if token.stem in needed]
    found: Counter[str] = Counter()
    after = marked = 0
    for first, token in enumerate(among):
        while after < len(among) and among[after].position - token.position <= near.reach:
            found[among[after].stem] += 1
            after += 1
        if needed <= found:
            for each in among[max(first, marked) : after]:
                yield Span(each.start, each.end, f"{each.stem}~")
            marked = after
        found[token.stem] -= 1
