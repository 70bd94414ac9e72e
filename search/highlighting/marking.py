"""Marks the words of a search in texts. Only this module and ``overlay`` write ``<mark>``.

Texts are analysed as they are for the index. A token is marked if a clause matches it in the
clause's own field. Words that a search excludes are never marked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from html import escape
from itertools import repeat
from operator import attrgetter
from typing import Final, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from search.highlighting.matching import Sought, Span, keys_of, label_of
from search.highlighting.passages import Passage, passage_around
from search.language.parsing import words_of
from search.query.clauses import Clause, Words
from search.query.fields import TEXT_FIELDS, WHOLE_FIELDS
from search.text.languages import primary

_PREFERRED = ("body", "captions", "standfirst", "byline", "dateline", "outlet", "source")
#: The fields of snippets, in order of preference. Without the headline, which is shown whole.
SNIPPET_FIELDS: Final = (
    *_PREFERRED,
    *(field.name for field in WHOLE_FIELDS if field.name not in (*_PREFERRED, "headline")),
)

#: The number of characters of a field that are searched for snippets and titles: analysis takes
#: about a second for a million, and a page of results has many fields. No story is as long.
LOOKED_AT: Final = 200_000

#: How far before a limit to look for a blank to cut the text at, so that no word is cut.
_LONGEST_WORD: Final = 1000

#: Snippets of these fields show the story; if there is none, the beginning of the story is shown.
_STORY: Final = ("body", "captions", "standfirst", "source")
_BARE: Final = frozenset(field.name for field in WHOLE_FIELDS)
#: The words of a lead are marked in the body.
_OPENED: Final[dict[str | None, str]] = {
    field.name: field.opens for field in TEXT_FIELDS if field.opens
}


@dataclass(frozen=True, slots=True)
class Marker:
    """What to mark: the words and phrases of a search, each with its field."""

    words: tuple[Words, ...] = ()
    _sought: dict[str, Sought] = dataclass_field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _of_words: dict[tuple[Words, ...], Sought] = dataclass_field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def of_field(self, field: str) -> tuple[Words, ...]:
        """The words to mark in a field; a bare word is marked in every field that it searches."""
        return tuple(
            word
            for word in self.words
            if _OPENED.get(word.field, word.field) == field
            or (word.field is None and field in _BARE)
        )

    def sought(self, field: str) -> Sought:
        """The words of a field, grouped for matching. Cached, since all articles have the same
        fields, and most searches look for the same words in each."""
        found = self._sought.get(field)
        if found is None:
            words = self.of_field(field)
            if words not in self._of_words:
                self._of_words[words] = Sought(words)
            found = self._sought[field] = self._of_words[words]
        return found


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a field as plain text, with "…" where it was cut.

    ``spans`` are (start, end) offsets of the matches in ``text``.
    """

    field: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()


class WordCount(NamedTuple):
    """A word of the search, how often it is marked on a page, and the number of its first mark (0
    if there is none)."""

    word: str
    times: int
    first: int


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """Texts whose marks are numbered consecutively, from ``hit-1`` to ``hit-<count>``.

    ``words`` has each word of the search, in its order, including those that the page lacks.
    """

    texts: tuple[SafeString, ...]
    count: int
    words: tuple[WordCount, ...] = ()


def marker_of(clause: Clause) -> Marker:
    """The marker of a clause, which must be the one that the engine ran."""
    return Marker(tuple(dict.fromkeys(words_of(clause))))


def spans(
    text: str, marker: Marker, field: str, language: str = "", *, limit: int | None = LOOKED_AT
) -> list[Span]:
    """The matches in a field's text, in order and without overlaps; whole tokens only.

    ``language`` is the code of the article's language, in which its texts are indexed. A phrase is
    one span from its first to its last word. Words that must be near each other are marked only
    where they are. Only the first ``limit`` characters are searched, or all if it is None.
    """
    sought = marker.sought(field)
    if not sought or not text:
        return []
    text = text if limit is None else _beginning_of(text, limit)
    return _merged(sought.occurrences(text, primary(language)))


def mark(text: str, spans: Iterable[tuple[int, int] | Span]) -> SafeString:
    """Escaped text with ``<mark>`` around each span.

    Spans may come in any order; parts that overlap or lie outside the text are cut off.
    """
    return _written(text, spans, repeat(("<mark>", "</mark>")))


def mark_page(texts: Sequence[tuple[str, str]], marker: Marker, language: str = "") -> MarkedPage:
    """Mark all texts of an article's page, which are (field, text) pairs in reading order.

    Each mark is an anchor, ``id="hit-3"``, and a link to the next mark; the last links to the
    first. So readers can go from mark to mark by keyboard and without JavaScript.
    """
    found = [spans(text, marker, field, language, limit=None) for field, text in texts]
    count = sum(map(len, found))
    tags = _numbered_tags(count)
    marked = (
        _written(text, matches, tags) for (_, text), matches in zip(texts, found, strict=True)
    )
    keys = [match.word_key for matches in found for match in matches]
    words = tuple(_word_count(word, keys) for word in marker.words)
    return MarkedPage(tuple(marked), count, words)


def _word_count(word: Words, keys: Sequence[str]) -> WordCount:
    """``keys`` are the word keys of all marks, in order."""
    own = keys_of(word)
    numbers = [number for number, key in enumerate(keys, start=1) if key in own]
    return WordCount(label_of(word), len(numbers), numbers[0] if numbers else 0)


def snippets(
    texts: Mapping[str, str],
    marker: Marker,
    language: str = "",
    *,
    limit: int = 3,
    width: int = 240,
) -> tuple[Snippet, ...]:
    """The passages that best show why a document matches, at most ``limit``.

    Each has about ``width`` characters. The passage with the most distinct words comes first;
    each further one is chosen for the words that it adds. The headline is left out, because it is
    shown whole. If no text of the story matches within its first LOOKED_AT characters, its
    beginning comes last, without spans.
    """
    found = {
        field: spans(texts.get(field, ""), marker, field, language) for field in SNIPPET_FIELDS
    }
    bits: dict[str, int] = {}
    windows = [
        window
        for field, matches in found.items()
        if matches
        for window in _windows(field, matches, width, bits)
    ]
    chosen: list[Snippet] = []
    taken: list[_Window] = []
    seen = 0
    while windows and len(chosen) < limit:
        new = [(window.words & ~seen).bit_count() for window in windows]
        most = max(new)
        best = max(
            (window for window, words in zip(windows, new, strict=True) if words == most),
            key=lambda window: window.words.bit_count(),
        )
        seen |= best.words
        text = texts[best.field]
        others = [other for other in taken if other.field == best.field]
        low = max((other.end for other in others if other.end <= best.start), default=0)
        high = min((other.start for other in others if other.start >= best.end), default=len(text))
        passage = passage_around(text, best.start, best.end, low=low, high=high, width=width)
        taken.append(best._replace(start=passage.start, end=passage.end))
        chosen.append(_snippet(best.field, text, passage, found[best.field]))
        windows = [window for window in windows if not window.overlaps(taken[-1])]
    if len(chosen) < limit and not any(snippet.field in _STORY for snippet in chosen):
        chosen += _beginning(texts, width)
    return tuple(chosen)


class _Window(NamedTuple):
    """Neighbouring matches of a field that fit into one snippet; ``words`` is a bit set."""

    field: str
    start: int
    end: int
    words: int

    def overlaps(self, other: _Window) -> bool:
        return self.field == other.field and self.start < other.end and other.start < self.end


def _windows(
    field: str, matches: Sequence[Span], width: int, bits: dict[str, int]
) -> Iterator[_Window]:
    """For each match, the window that begins with it. ``bits`` maps word keys to single bits."""
    places = [(start, end, bits.setdefault(key, 1 << len(bits))) for start, end, key in matches]
    counts = dict.fromkeys(bits.values(), 0)
    words = after = 0
    for first, (start, _, bit) in enumerate(places):
        while after < len(places) and (after == first or places[after][1] - start <= width):
            counts[places[after][2]] += 1
            words |= places[after][2]
            after += 1
        yield _Window(field, start, places[after - 1][1], words)
        counts[bit] -= 1
        if not counts[bit]:
            words ^= bit


def _snippet(field: str, text: str, passage: Passage, matches: Sequence[Span]) -> Snippet:
    shift = passage.start - len(passage.before)
    first = bisect_left(matches, passage.start, key=attrgetter("start"))
    last = bisect_right(matches, passage.end, key=attrgetter("end"))
    marked = tuple((match.start - shift, match.end - shift) for match in matches[first:last])
    return Snippet(field, passage.cut_from(text), marked)


def _beginning(texts: Mapping[str, str], width: int) -> list[Snippet]:
    for field in _STORY:
        text = texts.get(field, "")
        if text.strip():
            start = len(text) - len(text.lstrip())
            passage = passage_around(text, start, start, low=0, high=len(text), width=width)
            return [Snippet(field, passage.cut_from(text))]
    return []


def _beginning_of(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut at a blank if there is one near."""
    if len(text) <= limit:
        return text
    cut = max(text.rfind(blank, limit - _LONGEST_WORD, limit) for blank in (" ", "\n"))
    return text[: cut if cut > 0 else limit]


def _merged(found: Iterable[Span]) -> list[Span]:
    """Spans in order; overlapping spans are joined, with the word key of the longest."""
    merged: list[Span] = []
    longest = 0
    for span in sorted(found):
        length = span.end - span.start
        if merged and span.start < merged[-1].end:
            start, end, key = merged[-1]
            key = span.word_key if length > longest else key
            merged[-1] = Span(start, max(end, span.end), key)
            longest = max(longest, length)
        else:
            merged.append(span)
            longest = length
    return merged


def _numbered_tags(count: int) -> Iterator[tuple[str, str]]:
    if count == 1:
        yield '<mark id="hit-1">', "</mark>"
        return
    for number in range(1, count + 1):
        following = number % count + 1
        title = f"Match {number} of {count}; go to match {following}"
        opening = f'<mark id="hit-{number}"><a href="#hit-{following}" title="{title}">'
        yield opening, "</a></mark>"


def _written(
    text: str, spans: Iterable[tuple[int, int] | Span], tags: Iterator[tuple[str, str]]
) -> SafeString:
    """The only place where marks are written. All text is escaped, including quotation marks."""
    pieces: list[str] = []
    done = 0
    for span in sorted(spans):
        start, end = max(span[0], done), min(span[1], len(text))
        if start >= end:
            continue
        opening, closing = next(tags)
        pieces += [escape(text[done:start]), opening, escape(text[start:end]), closing]
        done = end
    pieces.append(escape(text[done:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped or a tag of ours
