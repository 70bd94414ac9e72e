"""Measure how much a line has in common with a story, by the words that its paragraphs share.

The headline shares many words with the story. Menus, teasers and notices share few.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from math import log1p
from typing import NamedTuple

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import PARAGRAPH
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import COMBINING, vocabulary, words_of

_PHRASES = phrasebook("topic")

_PARAGRAPH = 15  # words: A shorter paragraph may be a teaser or a standfirst.
_LEAD = 3  # paragraphs under a headline that say what the story is about
_SEARCHED = 12_000  # characters of the story whose words are counted
# The words of the topic are those that the most paragraphs share, and at least this many.
_MOST_TOPIC_WORDS, _FEWEST_PARAGRAPHS = 30, 3
_FEWEST_TOPIC_WORDS = 5  # With fewer, the story is too short to tell notices from it.
_SHARED = 2  # words of the topic that a paragraph of the story has at least
_KEY = 6  # letters to which words are cut, so that "election" and "elections" are the same
_SHORTEST = 4  # letters: Shorter words say little of what a text is about.
_OFTEN = 3  # A word that a story has more often than this counts for no more.
_WORTH = tuple(log1p(times) / log1p(_OFTEN) for times in range(_OFTEN + 1))
_SECTION = 0.3  # the share that a word counts if it also names a section: "markets", "climate"
_PAIRS = 3  # pairs of words in common with a story from which ``phrases`` is 1
_NUMBER_OR_WORD = re.compile(  # Short numbers say much.
    rf"\b(?:(?:[^\W_]|[{COMBINING}]){{{_SHORTEST},}}|\d+)"
)
# Scripts without blanks are cut into overlapping pieces of so many characters. Pieces in hiragana
# alone are endings and particles.
_UNSPACED = re.compile(r"(?P<cjk>[\u3040-\u30ff\u3400-\u9fff]+)|[\u0e00-\u0e7f]+")
_CJK_PIECE, _THAI_PIECE = 2, 4
_HIRAGANA = re.compile(r"[\u3040-\u309f]+$")
# Words that do not show what a text is about, and the smallest of them, which stand in any phrase.
_COMMON = _PHRASES.words("common") | _PHRASES.words("foreign_common")
_SMALL = _PHRASES.words("small") | _PHRASES.words("foreign_small")


class Similarity(NamedTuple):
    """How much a line has in common with a story, by four measures from 0 to 1.

    ``shared`` and ``lead`` are the shares of the topical words of the line that the story has, and
    that the paragraphs right below have. ``weighted`` is such a share in which a word counts for
    more if the story has it often, and for less if it is also the name of a section. The fewer
    words a line has, the further its shares stay below 1. ``phrases`` counts the pairs of words
    that line and story have in common.
    """

    shared: float
    lead: float
    weighted: float
    phrases: float


class _Paragraph(NamedTuple):
    """A paragraph: its index, those of its words that are counted, and the topical ones."""

    place: int
    words: list[str]
    keys: list[str]


class Story:
    """The paragraphs of a story, by their places in the sequence of blocks, and their words."""

    def __init__(
        self,
        blocks: Sequence[Block],
        start: int,
        texts: Counter[str],
        topics: Sequence[list[str]],
    ) -> None:
        """``start`` is where the story may begin, and ``topics`` has the topical words of the
        blocks from there on; ``texts`` counts the texts of all blocks."""
        self._blocks, self._start, self._topics = blocks, start, topics
        prose = [i for i in range(start, len(blocks)) if blocks[i].kind is PARAGRAPH]
        # A paragraph that stands on the page twice is a notice, unless all of the story does.
        once = [i for i in prose if texts[blocks[i].text] == 1]
        prose = once if 2 * len(once) > len(prose) else prose
        prose = [i for i in prose if blocks[i].text.count(" ") + 1 >= _PARAGRAPH] or prose
        read = _on_topic(blocks, prose, start, topics)
        self.paragraphs = [paragraph.place for paragraph in read]
        self._keys = [paragraph.keys for paragraph in read]
        self._counts = dict(Counter(chain.from_iterable(self._keys)))
        self._leads: dict[int, frozenset[str]] = {}
        self._joined = set().union(*(pairwise(each.words) for each in read))

    def next_paragraph(self, index: int) -> int | None:
        """The place of the first paragraph below block ``index``."""
        at = bisect_left(self.paragraphs, index + 1)
        return self.paragraphs[at] if at < len(self.paragraphs) else None

    def similarity(self, line: Sequence[str], index: int) -> Similarity:
        """How much block ``index``, whose words are ``line``, has in common with the paragraphs.

        If it is one of them, it is compared with the others.
        """
        is_known = index >= self._start and line is self._blocks[index].words
        keys = set(self._topics[index - self._start] if is_known else topical(line))
        at = bisect_left(self.paragraphs, index)
        itself = int(at < len(self.paragraphs) and self.paragraphs[at] == index)
        at += itself
        lead = self._leads.get(at)
        if lead is None:
            found = chain.from_iterable(self._keys[at : at + _LEAD])
            lead = self._leads[at] = frozenset(found)
        counts = self._counts
        hits = keys.intersection(counts)
        if itself:
            hits = {key for key in hits if counts[key] > 1}
        sections = _sections()
        weighted = 0.0
        for key in hits:
            weighted += _WORTH[min(counts[key] - itself, _OFTEN)] * (
                _SECTION if key in sections else 1.0
            )
        weight = len(keys) - (1 - _SECTION) * len(keys & sections)
        return Similarity(
            len(hits) / (len(keys) + 1),
            len(keys & lead) / (len(keys) + 1),
            weighted / (weight + 1),
            0.0 if itself else min(1.0, self._pairs(line) / _PAIRS),
        )

    def _pairs(self, line: Sequence[str]) -> int:
        """The number of pairs of words that the story has too, without pairs of small words."""
        shared = self._joined.intersection(pairwise(line))
        return sum([not (first in _SMALL and second in _SMALL) for first, second in shared])


@cache
def _sections() -> frozenset[str]:
    return frozenset(word[:_KEY] for word in vocabulary().sections)


def topical(text: Sequence[str]) -> list[str]:
    """The topical words of a text: those that can show what it is about.

    ``text`` are its words in lower case. Each is cut to its first letters, so that the forms of a
    word become the same.
    """
    joined = "".join(text)
    if joined.isascii() and joined.isalpha():  # Nearly all texts are.
        return [word[:_KEY] for word in text if len(word) >= _SHORTEST and word not in _COMMON]
    joined = " ".join(text)
    pieces: list[str] = []
    if not joined.isascii() and _UNSPACED.search(joined):
        pieces = list(_pieces(joined))
        text = _UNSPACED.sub(" ", joined).split()
    odd = [word for word in text if not word.isalpha()]
    long = [word for word in text if len(word) >= _SHORTEST and word not in _COMMON]
    if odd:
        long = [word for word in long if word.isalpha()]
        long += [word for word in _NUMBER_OR_WORD.findall(" ".join(odd)) if word not in _COMMON]
    return [word[:_KEY] for word in long] + pieces


class Topics(dict[int, list[str]]):
    """The topical words of blocks by their indexes, each found when it is asked for."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks

    def __missing__(self, index: int) -> list[str]:
        found = self[index] = topical(self._blocks[index].words)
        return found


def _pieces(text: str) -> Iterator[str]:
    """The pieces of what is written in scripts without blanks."""
    for run in _UNSPACED.finditer(text):
        size = _CJK_PIECE if run["cjk"] else _THAI_PIECE
        for start in range(len(run[0]) - size + 1):
            piece = run[0][start : start + size]
            if not _HIRAGANA.match(piece):
                yield piece


def _on_topic(
    blocks: Sequence[Block], prose: Sequence[int], start: int, topics: Sequence[list[str]]
) -> list[_Paragraph]:
    """The paragraphs with words of the topic: the words that the most paragraphs share."""
    left = _SEARCHED
    read = []
    for index in prose:
        text, words, keys = blocks[index].text, blocks[index].words, topics[index - start]
        if len(text) > left:
            words = words_of(text[: max(0, left)].casefold())
            keys = topical(words)
        read.append(_Paragraph(index, words, keys))
        left -= len(text)
    spread = Counter(chain.from_iterable(dict.fromkeys(each.keys) for each in read))
    often = [item for item in spread.items() if item[1] >= _FEWEST_PARAGRAPHS]
    topic = {key for key, _ in sorted(often, key=lambda item: -item[1])[:_MOST_TOPIC_WORDS]}
    about = [
        each for each in read if not each.keys or len(topic.intersection(each.keys)) >= _SHARED
    ]
    return about if len(topic) >= _FEWEST_TOPIC_WORDS and about else read
