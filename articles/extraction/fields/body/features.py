"""The features by which the ends of a story are told from notices, teasers and biographies there.

Each block that may belong to the body has its length, its form and wording, its place in the story,
its neighbours, and what it has in common with the rest. ``data/body.toml`` has their weights, which
``benchmarks/train_body.py`` computes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from statistics import mode

from articles.extraction.lines.directaddress import pronouns
from articles.extraction.page.blocks import Block, word_count
from articles.extraction.page.kinds import HEADING, NOTICE
from articles.extraction.page.layout import Layout
from articles.extraction.page.topic import topical
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import words_of

# The number of words from which a block is in each class of length.
_LENGTHS = (
    (91, "more than 90 words"),
    (46, "46 to 90 words"),
    (26, "26 to 45 words"),
    (13, "13 to 25 words"),
    (6, "6 to 12 words"),
    (0, "up to 5 words"),
)
_SHORTER, _LONGER = 0.4, 2  # of the middle length of the blocks
_LEAD = 3  # blocks at the beginning of a story that say what it is about
_OF_LEAD = 0.5  # what the lead itself counts as having in common with the lead
_FEW_WORDS = 3  # With fewer topical words, a line need not have any of the story.
_CAPITALS = 40  # words of which the capitals are counted
_DIGIT = re.compile(r"\d")
_DIGITS = 20  # With so many digits, that feature is 1.
_ENDS = {".": "full stop", "?": "question", "!": "exclamation", ":": "colon", "…": "cut off"}
_CLOSERS = "\"'”’)"
_ASIDE = phrasebook("features").words("aside")
_MOST_ASIDE = 3  # With so many words of asides, that feature is 1.
_EDGE = 3  # lines from the edge of a page to the block beside it


class Measures:
    """What the features of the blocks of one body need to know of all of them."""

    def __init__(self, layout: Layout, blocks: Sequence[Block], headline: str) -> None:
        self._page, self._blocks = layout.page.blocks, blocks
        first = {block.lines[0]: place for place, block in enumerate(self._page)}
        self._places = [first[block.lines[0]] for block in blocks]
        self.words = [word_count(block.text) for block in blocks]
        self._middle = sorted(self.words)[len(blocks) // 2]
        self._above = list(accumulate(self.words, initial=0))
        self._keys = [set(topical(block.words)) for block in blocks]
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
        features[next(name for least, name in _LENGTHS if words >= least)] = 1.0
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
        features[f"{self._page[above].kind if above >= 0 else 'nothing'} above"] = 1.0
        features[f"{self._page[below].kind if below < len(self._page) else 'nothing'} below"] = 1.0
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
    words = text.split(" ", _CAPITALS)[:_CAPITALS]
    features["capitals"] = sum([word[:1].isupper() for word in words]) / len(words)
    features["digits"] = min(1.0, len(_DIGIT.findall(text)) / _DIGITS)
    features["words of asides"] = min(1.0, len(_ASIDE.intersection(block.words)) / _MOST_ASIDE)
    if len(text) <= NOTICE:
        for word in pronouns(text, block.words):
            features[f"“{word}”"] = 1.0
