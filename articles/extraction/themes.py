"""What a story is about: the words that its paragraphs share, and how much of a line they cover.

Menus, teasers and notices on the same page share few words with the story; its headline many.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from articles.extraction.kinds import Kind
from articles.extraction.page import Block
from articles.extraction.vocabulary import words, words_of

_PARAGRAPH = 15  # words, from which a sentence is one of the story, not a teaser or standfirst
_LEAD = 3  # paragraphs that follow a headline and say what the story is about
_SEARCHED = 12_000  # characters of the story whose words are looked at
_THEMES = 30  # the words that most paragraphs share
_FEWEST_THEMES = 5  # a story with fewer is too short to tell its paragraphs from notices
_KEY = 6  # letters that two forms of one word share: "election", "elections"
_SHORTEST = 4  # letters
_ODD = re.compile(rf"\b(?:[^\W_]{{{_SHORTEST},}}|\d+)")  # numbers tell, however short
_COMMON = words(
    "about after also back been before being could down even ever every first from have here into "
    "just know last like live made make many more most much need news over said says should some "
    "than that their them then there these they this those time today video watch week were what "
    "when where which while will with would year years your"
)


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

    def next_paragraph(self, index: int) -> int | None:
        """The place of the first paragraph below block ``index``."""
        at = bisect_left(self.paragraphs, index + 1)
        return self.paragraphs[at] if at < len(self.paragraphs) else None

    def covers(self, text: str, index: int) -> tuple[float, float]:
        """Shares of the telling words of block ``index`` in the story, and right below it.

        Both are below 1, the more so the fewer words there are.
        """
        keys, times = set(keys_of(text)), self._told.get
        at = bisect_left(self.paragraphs, index)
        itself = int(at < len(self.paragraphs) and self.paragraphs[at] == index)
        at += itself
        below = self._below.get(at)
        if below is None:
            found = chain.from_iterable(self._keys[at : at + _LEAD])
            below = self._below[at] = frozenset(found)
        told = sum([times(key, 0) > itself for key in keys])
        return told / (len(keys) + 1), len(keys & below) / (len(keys) + 1)


def keys_of(text: str) -> list[str]:
    """The telling words of a text, each cut so that its other forms are the same."""
    told = words_of(text.casefold())
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
