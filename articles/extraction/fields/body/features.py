"""The features by which the ends of a story are told from notices, teasers and biographies there.

Each block that may belong to the body has its length, its form and wording, its place in the story,
its neighbours, and what it has in common with the rest. ``data/body.toml`` has their weights, which
``benchmarks/train_body.py`` computes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from statistics import mode

from articles.extraction.lines.directaddress import pronouns
from articles.extraction.page.blocks import Block, word_count
from articles.extraction.page.kinds import HEADING, NOTICE, Kind
from articles.extraction.page.layout import Layout
from articles.extraction.page.topic import topical
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import words_of

# The classes of length, and the number of words with which each but the first begins.
_LENGTHS = (
    "up to 5 words",
    "6 to 12 words",
    "13 to 25 words",
    "26 to 45 words",
    "46 to 90 words",
    "more than 90 words",
)
_BEGIN = (6, 13, 26, 46, 91)
_SHORTER, _LONGER = 0.4, 2  # of the middle length of the blocks
_LEAD = 3  # blocks at the beginning of a story that say what it is about
_OF_LEAD = 0.5  # what the lead itself counts as having in common with the lead
_FEW_WORDS = 3  # With fewer topical words, a line need not have any of the story.
_CAPITALS = 240  # characters in which capitals are counted
_CAPITAL = re.compile(r"(?:^| )[\"“'‘(]?[A-Z]")
_DIGIT = re.compile(r"\d")
_DIGITS = 20  # With so many digits, that feature is 1.
_ABOVE = {kind: f"{kind} above" for kind in Kind}
_BELOW = {kind: f"{kind} below" for kind in Kind}
_ENDS = {".": "full stop", "?": "question", "!": "exclamation", ":": "colon", "…": "cut off"}
_CLOSERS = "\"'”’)"
_PHRASES = phrasebook("features")
_ASIDE = _PHRASES.words("aside")
CORRECTION = _PHRASES.pattern("correction")
_FEW_ASIDE, _MANY_ASIDE = 3, 6  # With so many words of asides, these features are 1.
_ASIDE_SHARE, _FEWEST_WORDS = 0.25, 6  # And with such a share of all words, or of so many.
_EDGE = 3  # lines from the edge of a page to the block beside it


class Measures:
    """What the features of the blocks of one body need to know of all of them."""

    def __init__(self, layout: Layout, blocks: Sequence[Block], headline: str) -> None:
        self._page, self._blocks = layout.page.blocks, blocks
        first = {block.lines[0]: at for at, block in enumerate(layout.story)}
        story = [first[block.lines[0]] for block in blocks]
        self._places = [len(layout.head) + at for at in story]
        self.words = [word_count(block.text) for block in blocks]
        self._middle = sorted(self.words)[len(blocks) // 2]
        self._above = list(accumulate(self.words, initial=0))
        self._keys = [set(layout.topics[at]) for at in story]
        self._spread = Counter(chain.from_iterable(self._keys))
        self._lead = set().union(*self._keys[:_LEAD])
        self._title = set(topical(words_of(headline.casefold())))
        gaps = [self._gap(place) for place in self._places]
        self._usual_gap = mode(gaps[1:] or gaps)

    def features(self, at: int) -> Mapping[str, float]:
        """The features of a block by name, from 0 to 1. Those that are not there are 0."""
        block, words, keys = self._blocks[at], self.words[at], self._keys[at]
        features = {"share of the story above": self._above[at] / self._above[-1]}
        _add_form(features, block)
        features[_LENGTHS[bisect_right(_BEGIN, words)]] = 1.0
        features["shorter than most"] = words < _SHORTER * self._middle
        features["longer than most"] = words > _LONGER * self._middle
        others = [self._spread[key] - 1 for key in keys]
        features["words of the story"] = sum([count > 0 for count in others]) / (len(keys) + 1)
        features["words that it often has"] = sum([count > 1 for count in others]) / (len(keys) + 1)
        features["no word of the story"] = not any(others) and len(keys) >= _FEW_WORDS
        shared = len(keys & self._lead) / (len(keys) + 1)
        features["words of the lead"] = shared if at >= _LEAD else _OF_LEAD
        features["words of the headline"] = len(keys & self._title) / (len(self._title) + 1)
        above, below = self._places[at] - 1, self._places[at] + 1
        features[_ABOVE[self._page[above].kind] if above >= 0 else "nothing above"] = 1.0
        is_last = below == len(self._page)
        features["nothing below" if is_last else _BELOW[self._page[below].kind]] = 1.0
        for side, gap in (("above", self._gap(below - 1)), ("below", self._gap(below))):
            if gap != self._usual_gap:
                more = "more" if gap > self._usual_gap else "fewer"
                features[f"{more} blank lines {side}"] = 1.0
        return features

    def _gap(self, place: int) -> int:
        """How many lines a block of the page stands below the one above it."""
        if not 0 < place < len(self._page):
            return _EDGE
        return self._page[place].lines[0] - self._page[place - 1].lines[-1]


def _add_form(features: dict[str, float], block: Block) -> None:
    text = block.text
    features["a heading"] = block.kind is HEADING
    end = "…" if text.endswith("...") else text.rstrip(_CLOSERS)[-1:]
    if end in _ENDS:
        features[_ENDS[end]] = 1.0
    features["digit first"] = text[0].isdigit()
    features["in brackets"] = text[0] in "([" and text[-1] in ")]"
    features["quotation"] = '"' in text or "“" in text
    blanks = text.count(" ", 0, _CAPITALS)
    features["capitals"] = len(_CAPITAL.findall(text, 0, _CAPITALS)) / (blanks + 1)
    features["digits"] = min(1.0, len(_DIGIT.findall(text)) / _DIGITS)
    aside = len(_ASIDE.intersection(block.words))
    features["a few words of asides"] = min(1.0, aside / _FEW_ASIDE)
    features["many words of asides"] = min(1.0, aside / _MANY_ASIDE)
    features["share of words of asides"] = min(
        1.0, aside / (_ASIDE_SHARE * max(len(block.words), _FEWEST_WORDS))
    )
    if len(text) <= NOTICE:
        for word in pronouns(text, block.words):
            features[f"“{word}”"] = 1.0
