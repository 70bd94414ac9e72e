"""What a story is about: the words that its paragraphs share, and how much of a line they cover.

Menus, teasers and notices on the same page share few words with the story; its headline many.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain, pairwise
from math import log1p
from typing import NamedTuple

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import PARAGRAPH
from articles.extraction.words.vocabulary import vocabulary, words, words_of

_PARAGRAPH = 15  # words, from which a sentence is one of the story, not a teaser or standfirst
_LEAD = 3  # paragraphs that follow a headline and say what the story is about
_SEARCHED = 12_000  # characters of the story whose words are looked at
_THEMES = 30  # the words that most paragraphs share,
_FEWEST_TIMES = 3  # and no fewer than these
_FEWEST_THEMES = 5  # a story with fewer is too short to tell its paragraphs from notices
_KEY = 6  # letters that two forms of one word share: "election", "elections"
_SHORTEST = 4  # letters
_OFTEN = 3  # a word that a story says three times is of it as much as one said ten times
_WORTH = tuple(log1p(times) / log1p(_OFTEN) for times in range(_OFTEN + 1))
_SECTION = 0.3  # what a word counts that is the name of a section too: "markets", "climate"
_PHRASES = 3  # pairs of words that a line has in common with a story; more tell no more
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


class _Paragraph(NamedTuple):
    """The place of a paragraph, its words as far as they are looked at, and the telling ones."""

    place: int
    words: list[str]
    keys: list[str]


class Story:
    """The paragraphs of a story, as places in the sequence of blocks, and their words."""

    def __init__(self, blocks: Sequence[Block], start: int, texts: Counter[str]) -> None:
        """``start`` is where the story may begin; ``texts`` counts the texts of all blocks."""
        prose = [i for i in range(start, len(blocks)) if blocks[i].kind is PARAGRAPH]
        # What stands on the page twice is a notice, unless all of the story does.
        once = [i for i in prose if texts[blocks[i].text] == 1]
        prose = once if 2 * len(once) > len(prose) else prose
        prose = [i for i in prose if blocks[i].text.count(" ") + 1 >= _PARAGRAPH] or prose
        read = _about_the_same(blocks, prose)
        self.paragraphs = [paragraph.place for paragraph in read]
        self._keys = [paragraph.keys for paragraph in read]
        self._told = dict(Counter(chain.from_iterable(self._keys)))
        self._below: dict[int, frozenset[str]] = {}
        self._words = frozenset(chain.from_iterable(each.words for each in read))
        self._lines = "".join([f" {' '.join(each.words)} \n" for each in read])

    def next_paragraph(self, index: int) -> int | None:
        """The place of the first paragraph below block ``index``."""
        at = bisect_left(self.paragraphs, index + 1)
        return self.paragraphs[at] if at < len(self.paragraphs) else None

    def likeness(self, given: Sequence[str], index: int) -> Likeness:
        """How much block ``index``, whose words are given, speaks of the other paragraphs."""
        keys = set(telling(given))
        at = bisect_left(self.paragraphs, index)
        itself = int(at < len(self.paragraphs) and self.paragraphs[at] == index)
        at += itself
        below = self._below.get(at)
        if below is None:
            found = chain.from_iterable(self._keys[at : at + _LEAD])
            below = self._below[at] = frozenset(found)
        said = self._told
        hits = keys.intersection(said)
        if itself:
            hits = {key for key in hits if said[key] > 1}
        sections = _sections()
        own = 0.0
        for key in hits:
            own += _WORTH[min(said[key] - itself, _OFTEN)] * (_SECTION if key in sections else 1.0)
        weight = len(keys) - (1 - _SECTION) * len(keys & sections)
        return Likeness(
            len(hits) / (len(keys) + 1),
            len(keys & below) / (len(keys) + 1),
            own / (weight + 1),
            0.0 if itself else min(1.0, self._phrases(given) / _PHRASES),
        )

    def _phrases(self, given: Sequence[str]) -> int:
        """How many pairs of words the story has too, but for pairs of small ones."""
        known = self._words
        return sum(
            f" {first} {second} " in self._lines
            for first, second in set(pairwise(given))
            if first in known and second in known and not (first in _SMALL and second in _SMALL)
        )


@cache
def _sections() -> frozenset[str]:
    return frozenset(word[:_KEY] for word in vocabulary().sections)


def telling(told: Sequence[str]) -> list[str]:
    """Those of words in small letters that tell what a text is about.

    Each is cut so that its other forms are the same.
    """
    odd = [word for word in told if not word.isalpha()]
    long = [word for word in told if len(word) >= _SHORTEST and word not in _COMMON]
    if odd:
        long = [word for word in long if word.isalpha()]
        long += [word for word in _ODD.findall(" ".join(odd)) if word not in _COMMON]
    return [word[:_KEY] for word in long]


def _about_the_same(blocks: Sequence[Block], prose: Sequence[int]) -> list[_Paragraph]:
    """Those paragraphs that speak of what most of them speak of."""
    left = _SEARCHED
    read = []
    for index in prose:
        text, given = blocks[index].text, blocks[index].words
        if len(text) > left:
            given = words_of(text[: max(0, left)].casefold())
        read.append(_Paragraph(index, given, telling(given)))
        left -= len(text)
    spread = Counter(chain.from_iterable(dict.fromkeys(each.keys) for each in read))
    often = [item for item in spread.items() if item[1] >= _FEWEST_TIMES]
    themes = {key for key, _ in sorted(often, key=lambda item: -item[1])[:_THEMES]}
    about = [each for each in read if not each.keys or len(themes.intersection(each.keys)) >= 2]
    return about if len(themes) >= _FEWEST_THEMES and about else read
