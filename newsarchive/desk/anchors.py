"""Where the words of a passage are in the present text of an article.

A passage is anchored as by the TextQuoteSelector of the W3C's Web Annotation Data Model: by its
words and by what stood before and after them; and by the number of its paragraph. So it is found
again after the text was extracted anew, corrected or replaced: first by the same words, then by the
same words in another spelling, then by most of them in the same order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import cached_property
from typing import Final, NamedTuple

from search.text.analysis import tokenize

LONGEST_QUOTE: Final = 1000  # characters
#: Characters before and after a passage that are stored with it.
CONTEXT: Final = 40
_BETWEEN: Final = "\n\n"
#: Places of the same words that are compared.
_MOST_PLACES: Final = 1000
#: A passage is recognised by this share of its words, unless it has fewer than _FEWEST.
_SHARE: Final = 0.7
_FEWEST: Final = 5
#: The rarest words of a passage say where it may be; words that stand at more places say nothing.
_RAREST, _RARE = 12, 30
#: Places that are compared word by word.
_COMPARED: Final = 3
#: A single word, with more words than this between it and the next that is shared, is chance.
_GAP: Final = 3


@dataclass(frozen=True, slots=True)
class Anchor:
    """``paragraph`` counts from 1."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    paragraph: int = 1


class Span(NamedTuple):
    """A part of a paragraph, whose index is counted from 0."""

    paragraph: int
    start: int
    end: int


class AnchoredText:
    """The paragraphs of an article, in which passages are looked for."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._whole = _BETWEEN.join(paragraphs)
        self._starts: list[int] = []
        start = 0
        for paragraph in paragraphs:
            self._starts.append(start)
            start += len(paragraph) + len(_BETWEEN)

    def anchor(self, quote: str, paragraph: int = 1, start: int = 0) -> Anchor | None:
        """The anchor of words in this text, or None if they are not in it. If they stand at several
        places, it is the one nearest to ``start`` in this paragraph."""
        hint = self._starts[min(max(paragraph, 1), len(self._starts)) - 1] if self._starts else 0
        hint += max(start, 0)
        places = self._same(quote)
        if not places:
            return None
        first, end = min(places, key=lambda place: abs(place[0] - hint))
        return Anchor(
            self._whole[first:end],
            self._whole[max(0, first - CONTEXT) : first],
            self._whole[end : end + CONTEXT],
            self._paragraph_at(first) + 1,
        )

    def find(self, anchor: Anchor) -> tuple[Span, ...]:
        """The parts of paragraphs that the passage is in, or () if the text no longer has it."""
        places = self._same(anchor.quote) or self._similar(anchor.quote)
        if not places:
            return ()
        return self._spans(*min(places, key=lambda place: self._distance(place, anchor)))

    def _distance(self, place: tuple[int, int], anchor: Anchor) -> tuple[int, int]:
        """The less the more the context is the same, and then the nearer the paragraph."""
        first, end = place
        before = self._whole[max(0, first - CONTEXT) : first]
        after = self._whole[end : end + CONTEXT]
        same = _alike(reversed(before), reversed(anchor.prefix)) + _alike(after, anchor.suffix)
        return -same, abs(self._paragraph_at(first) + 1 - anchor.paragraph)

    def _spans(self, first: int, end: int) -> tuple[Span, ...]:
        found = []
        for number in range(self._paragraph_at(first), self._paragraph_at(end - 1) + 1):
            start = self._starts[number]
            following = [*self._starts, len(self._whole) + len(_BETWEEN)][number + 1]
            length = following - len(_BETWEEN) - start
            span = Span(number, max(0, first - start), min(length, end - start))
            if span.start < span.end:
                found.append(span)
        return tuple(found)

    def _paragraph_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _same(self, quote: str) -> list[tuple[int, int]]:
        """The places of the same characters but for white space or, without any, of the same
        words but for spelling and signs."""
        words = quote.split()
        if not words:
            return []
        # Beginnings are plain text, so that the search takes linear time.
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        places = [match.span() for match in pattern.finditer(self._whole)]
        if not places:
            surfaces = _surfaces(quote)
            size = len(surfaces)
            known, ranges = self._words
            places = [
                (ranges[first][0], ranges[first + size - 1][1])
                for first in (self._places[surfaces[0]] if surfaces else ())[:_MOST_PLACES]
                if known[first : first + size] == surfaces
            ]
        return places[:_MOST_PLACES]

    def _similar(self, quote: str) -> list[tuple[int, int]]:
        """The place that has most of the words in their order, if any has enough of them."""
        surfaces = _surfaces(quote)
        if len(surfaces) < _FEWEST:
            return []
        known, ranges = self._words
        slack = len(surfaces) // 4 + 2
        best: tuple[int, int, int] | None = None
        for first in self._likely(surfaces):
            start = max(0, first - slack)
            window = known[start : first + len(surfaces) + slack]
            # With the longer text as the second one, whose words are indexed.
            matcher = SequenceMatcher(None, surfaces, window, autojunk=False)
            blocks = _together([block for block in matcher.get_matching_blocks() if block.size])
            shared = sum(block.size for block in blocks)
            if shared >= _SHARE * len(surfaces) and (best is None or shared > best[0]):
                last = blocks[-1].b + blocks[-1].size - 1
                best = shared, ranges[start + blocks[0].b][0], ranges[start + last][1]
        return [best[1:]] if best else []

    def _likely(self, surfaces: Sequence[str]) -> list[int]:
        """The numbers of words at which the passage may begin, the likeliest first."""
        at = {surface: number for number, surface in reversed([*enumerate(surfaces)])}
        rare = [surface for surface in at if 0 < len(self._places[surface]) <= _RARE]
        rare.sort(key=lambda surface: len(self._places[surface]))
        votes = Counter(
            max(0, place - at[surface])
            for surface in rare[:_RAREST]
            for place in self._places[surface]
        )
        near: Counter[int] = Counter()
        for start in votes:
            near[start] = sum(votes[other] for other in range(start - _GAP, start + _GAP + 1))
        return [start for start, _ in near.most_common(_COMPARED)]

    @cached_property
    def _words(self) -> tuple[list[str], list[tuple[int, int]]]:
        """The words of the text as they are compared, and the place of each."""
        tokens = tokenize(self._whole)
        return (
            [token.word.surface for token in tokens],
            [(token.start, token.end) for token in tokens],
        )

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The numbers of the words that are the same."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for number, surface in enumerate(self._words[0]):
            places[surface].append(number)
        return places


def _surfaces(text: str) -> list[str]:
    return [token.word.surface for token in tokenize(text)]


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters at the beginning are the same."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def _together(blocks: list[Match]) -> list[Match]:
    """Without single words at either end that stand far from the rest."""
    while len(blocks) > 1 and blocks[0].size == 1 and blocks[1].b - blocks[0].b > _GAP + 1:
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-1].size == 1:
        before = blocks[-2]
        if blocks[-1].b - (before.b + before.size) <= _GAP:
            break
        blocks = blocks[:-1]
    return blocks
