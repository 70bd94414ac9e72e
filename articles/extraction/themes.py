"""What a story is about: the words that its paragraphs share, and how much of a line they cover.

Menus, teasers and notices on the same page share few words with the story; its headline many.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, islice, pairwise
from math import log1p
from typing import NamedTuple

from articles.extraction.kinds import Kind
from articles.extraction.page import Block
from articles.extraction.vocabulary import vocabulary, words, words_of

_PARAGRAPH = 15  # words, from which a sentence is one of the story, not a teaser or standfirst
_LEAD = 3  # paragraphs that follow a headline and say what the story is about
_SEARCHED = 12_000  # characters of the story whose words are looked at
_THEMES = 30  # the words that most paragraphs share
_FEWEST_THEMES = 5  # a story with fewer is too short to tell its paragraphs from notices
_KEY = 6  # letters that two forms of one word share: "election", "elections"
_SHORTEST = 4  # letters
_OFTEN = log1p(3)  # a word that a story says three times is of it as much as one said ten times
_SECTION = 0.3  # what a word counts that is the name of a section too: "markets", "climate"
_PHRASES = 3  # pairs of words that a line has in common with a story; more tell no more
_PHRASED = 30  # paragraphs in which such pairs are looked for
_ODD = re.compile(rf"\b(?:[^\W_]{{{_SHORTEST},}}|\d+)")  # numbers tell, however short
_COMMON = words(
    "about after also back been before being could down even ever every first from have here into "
    "just know last like live made make many more most much need news over said says should some "
    "than that their them then there these they this those time today video watch week were what "
    "when where which while will with would year years your"
)


_SMALL = words(
    "a about after all an and are as at be but by can for from had has have he her his how i if in "
    "into is it its me my no not of off on or our out over she so than that the their they this to "
    "up was we were what when where who why will with you your"
)


class Likeness(NamedTuple):
    """How much a line speaks of what a story speaks of, each 0 to 1.

    ``told`` and ``below`` are shares of the line's telling words: those in the story, and in the
    paragraphs right below. In ``kinship`` a word counts the more, the oftener the story says it,
    and little if menus have it too. The shares are below 1, the more so the fewer words there are.
    ``phrases`` counts pairs of words that story and line have in common.
    """

    told: float
    below: float
    kinship: float
    phrases: float


class Story:
    """The paragraphs of a story, as places in the sequence of blocks, and their words."""

    def __init__(self, blocks: Sequence[Block], start: int, texts: Counter[str]) -> None:
        """``start`` is where the story may begin; ``texts`` counts the texts of all blocks."""
        prose = [i for i in range(start, len(blocks)) if blocks[i].kind is Kind.PARAGRAPH]
        # What stands on the page twice is a notice, unless all of the story does.
        once = [i for i in prose if texts[blocks[i].text] == 1]
        prose = once if 2 * len(once) > len(prose) else prose
        prose = [i for i in prose if blocks[i].text.count(" ") + 1 >= _PARAGRAPH] or prose
        self.paragraphs, self._keys = _about_the_same(blocks, prose)
        self._told = dict(Counter(chain.from_iterable(self._keys)))
        self._below: dict[int, frozenset[str]] = {}
        texts_told = (blocks[i].text[:_SEARCHED] for i in islice(self.paragraphs, _PHRASED))
        said = chain.from_iterable(pairwise(words_of(text.casefold())) for text in texts_told)
        self._pairs = frozenset(said)

    def next_paragraph(self, index: int) -> int | None:
        """The place of the first paragraph below block ``index``."""
        at = bisect_left(self.paragraphs, index + 1)
        return self.paragraphs[at] if at < len(self.paragraphs) else None

    def likeness(self, text: str, index: int) -> Likeness:
        """How much ``text``, that of block ``index``, speaks of the story's other paragraphs."""
        given = words_of(text.casefold())
        keys = set(_keys(given))
        at = bisect_left(self.paragraphs, index)
        itself = int(at < len(self.paragraphs) and self.paragraphs[at] == index)
        at += itself
        below = self._below.get(at)
        if below is None:
            found = chain.from_iterable(self._keys[at : at + _LEAD])
            below = self._below[at] = frozenset(found)
        every = 0
        own = weight = 0.0
        sections, count = _sections(), self._told.get
        for key in keys:
            worth = _SECTION if key in sections else 1.0
            weight += worth
            said = count(key, 0) - itself
            if said > 0:
                every += 1
                own += worth * min(1.0, log1p(said) / _OFTEN)
        return Likeness(
            every / (len(keys) + 1),
            len(keys & below) / (len(keys) + 1),
            own / (weight + 1),
            0.0 if itself else self._phrases(given),
        )

    def _phrases(self, given: Sequence[str]) -> float:
        common = sum([pair in self._pairs for pair in _pairs(given)])
        return min(1.0, common / _PHRASES)


def keys_of(text: str) -> list[str]:
    """The telling words of a text, each cut so that its other forms are the same."""
    return _keys(words_of(text.casefold()))


@cache
def _sections() -> frozenset[str]:
    return frozenset(word[:_KEY] for word in vocabulary().sections)


def _pairs(given: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words that follow each other, unless both are small."""
    return (pair for pair in pairwise(given) if pair[0] not in _SMALL or pair[1] not in _SMALL)


def _keys(told: list[str]) -> list[str]:
    if "".join(told).isalpha():
        return [word[:_KEY] for word in told if len(word) >= _SHORTEST and word not in _COMMON]
    odd = _ODD.findall(" ".join([word for word in told if not word.isalpha()]))
    told = [word for word in told if len(word) >= _SHORTEST and word.isalpha()]
    return [word[:_KEY] for word in (*told, *odd) if word not in _COMMON]


def _about_the_same(
    blocks: Sequence[Block], prose: Sequence[int]
) -> tuple[list[int], list[list[str]]]:
    """Those paragraphs that speak of what most of them speak of, and the words of each."""
    left = _SEARCHED
    read: list[tuple[int, list[str]]] = []
    for index in prose:
        read.append((index, keys_of(blocks[index].text[: max(0, left)])))
        left -= len(blocks[index].text)
    spread = Counter(chain.from_iterable(dict.fromkeys(keys) for _, keys in read))
    themes = {key for key, times in spread.most_common(_THEMES) if times >= 3}
    about = [item for item in read if not item[1] or len(themes.intersection(item[1])) >= 2]
    if len(themes) >= _FEWEST_THEMES and about:
        read = about
    return [index for index, _ in read], [keys for _, keys in read]
