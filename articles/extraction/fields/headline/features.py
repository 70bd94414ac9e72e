"""The lines that may be the headline, and the features by which they are compared.

A headline has words in common with the story, stands above it, near a byline or a date, and is as
long as headlines are. Each of these is a feature with a number; ``data/headline.toml`` has their
weights.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from articles.extraction.fields.headline.exclusions import (
    FEWEST_WORDS,
    is_signature,
    may_be_headline,
)
from articles.extraction.fields.headline.pagetitles import Repetition
from articles.extraction.lines.datestamps import is_paper_and_date
from articles.extraction.page.blocks import Block, word_count
from articles.extraction.page.entries import entry_places
from articles.extraction.page.kinds import BYLINE, CAPTION, DATE, FURNITURE, HEADING, PARAGRAPH
from articles.extraction.page.layout import Layout
from articles.extraction.page.markers import marker_of
from articles.extraction.page.topic import Story
from articles.extraction.words.vocabulary import MARKS, vocabulary

_USUAL = 60  # characters of a headline
_SHORT_LINE = 4  # words: A heading of fewer words may be the name of a section.
_USUAL_WORDS = range(6, 17)
_MOST = 400  # Only the last candidates of a long page are compared, so that time stays linear.
_OFTEN = 3  # A line that a page prints so many times is "repeated often".
# How many blocks below a headline a date may stand, and a caption, and a byline.
_DATE_NEAR, _CAPTION_NEAR, _BYLINE_NEAR = 6, 4, 2
_REACH = 12  # A line is "below related lines" if the last of them is no farther up, in blocks.
_TOP = 4  # blocks at the top of the page
_CLOSE = 40  # A headline without words of the story is at most this many blocks above it.
_RELATED = 0.4  # A line is related if the story has this share of its words.
_LOG_WORDS_ABOVE = 7  # natural logarithm: from so many words above a line, the feature is 1
_AROUND = 3  # blocks on either side in which rivals are counted
# How much longer than the headline, at the least, a standfirst below it is, and how many words it
# has at most.
_LENGTH_MARGIN, _LONGEST_BELOW = 1.25, 60
_PATH = re.compile(r"home ?[>/»›|]", re.IGNORECASE)  # "Home > Harbours & Ships"
_BESIDE = 4  # How many blocks from a byline or a date a line that signs may stand.
_CUT = ("…", "...")
_FULL = 5  # words: A line of so many is no label.
_FEWEST_POINTS = 3  # key points under a headline
_SPLIT = re.compile(r"[\s|>/&]+")


class Candidate(NamedTuple):
    """A block that may be the headline, and its features by name, each from 0 to about 1.

    ``within`` is a shorter block with which this one begins or ends: a page title or a path
    repeats the headline and adds to it.
    """

    block: Block
    features: Mapping[str, float]
    within: Block | None = None


def candidates(layout: Layout) -> list[Candidate]:
    """The blocks that may be the headline, from top to bottom; none if no story was found."""
    return _Lines(layout).candidates() if layout.story else []


class _Lines:
    """The blocks of head and story, with what is computed once for the features of all candidates.

    Places are indices of ``blocks``.
    """

    def __init__(self, layout: Layout) -> None:
        self.blocks: Sequence[Block] = (*layout.head, *layout.story)
        self.counts = [word_count(block.text) for block in self.blocks]
        self.texts = Counter(block.text for block in layout.page.blocks)
        self.story = Story(self.blocks, len(layout.head), self.texts, layout.topics)
        words = (self.counts[i] for i in self.story.paragraphs)
        self.words_above = list(accumulate(words, initial=0))
        markers = [marker_of(block) for block in self.blocks]
        self.bylines = [i for i, kind in enumerate(markers) if kind is BYLINE]
        self.dates = [i for i, kind in enumerate(markers) if kind is DATE]
        beside = range(-_BESIDE, _BESIDE + 1)
        self.beside_markers = {i + by for i in self.bylines + self.dates for by in beside}
        self.points = self._key_points()
        possible = [i for i in range(len(self.blocks)) if self._is_possible(i)]
        for limit in self._limits():
            possible = [i for i in possible if i < limit] or possible
        self.possible = possible[-_MOST:]
        self.plain = {i: self.blocks[i].plain for i in self.possible}
        self.repetition = Repetition(self.plain)
        self.captions = [i for i, block in enumerate(self.blocks) if block.kind is CAPTION]
        self.similarity = {i: self.story.similarity(self.blocks[i].words, i) for i in self.possible}
        self.long_enough = [
            i
            for i in self.possible
            if self.counts[i] >= _SHORT_LINE and self.blocks[i].kind is not CAPTION
        ]
        self.related = self._first_of_each(i for i in self.long_enough if self._is_related(i))

    def candidates(self) -> list[Candidate]:
        """The candidates of the page, with their features."""
        best = max((each.shared for each in self.similarity.values()), default=0.0)
        first = next((i for i in self.possible if self.similarity[i].shared == best), None)
        lines = [
            i
            for i in self.possible
            if (self.similarity[i].shared or not best or self._to_story(i) - i <= _CLOSE)
            and not _PATH.match(self.blocks[i].text)
        ]
        most_below = self._most_below(lines)
        found = []
        above = 0.0
        for index, below in zip(lines, most_below, strict=True):
            shared, lead, weighted, phrases = self.similarity[index]
            other = self.repetition.shorter(index)
            features = (
                self._shape_features(index)
                | self._place_features(index)
                | self._rival_features(index)
            )
            features |= {
                "words of the story": shared,
                "words of the lead": lead,
                "phrases of the story": phrases,
                "more about the story than any line above": max(0.0, weighted - above),
                "less of the story than one above": max(0.0, above - weighted),
                "less of the story than one below": max(0.0, below - weighted),
                "no word of the story": shared == 0,
                "first line with most words of the story": index == first and best > 0,
                "repeated within another line": self.repetition.is_held(index),
            }
            within = self.blocks[other] if other is not None else None
            found.append(Candidate(self.blocks[index], features, within))
            above = max(above, weighted)
        return found

    def _most_below(self, lines: Sequence[int]) -> list[float]:
        """For each line, the greatest similarity to the story of the lines between the two."""
        found: list[float] = []
        greatest, story = 0.0, -1
        for index in reversed(lines):
            if self._to_story(index) != story:
                greatest, story = 0.0, self._to_story(index)
            found.append(greatest)
            greatest = max(greatest, self.similarity[index].weighted)
        return found[::-1]

    def _is_possible(self, index: int) -> bool:
        block = self.blocks[index]
        text = block.text
        if not may_be_headline(block, self.counts[index]):
            return False
        if text.endswith(".") and self.texts[text] > 1:
            return False  # A sentence that is printed twice is a notice, or part of the story.
        if index in self.points or self._is_deck(index) or self._is_series(index):
            return False
        if index in self.beside_markers and is_signature(block):
            return False
        if index < _TOP and is_paper_and_date(text) and self._is_followed(index):
            return False
        return not (text.endswith(_CUT) and self._has_whole(text))

    def _limits(self) -> list[int]:
        """The places above which the headline of a running report stands: its entries, which have
        titles, and the first date above them, under which key points may be."""
        entries = entry_places(self.blocks)[:1]
        return entries + [i for i in self.dates[:1] if entries and i < entries[0]]

    def _is_followed(self, index: int) -> bool:
        """True if a line as long as headlines are stands right below."""
        return index + 1 < len(self.blocks) and self._is_full(index + 1, _SHORT_LINE)

    def _has_whole(self, cut: str) -> bool:
        """True if another line begins with this one, which is cut off."""
        start = cut.rstrip(" .…")
        return any(
            len(text) > len(cut) and text.startswith(start) and text != cut for text in self.texts
        )

    def _is_related(self, index: int) -> bool:
        similarity = self.similarity[index]
        return similarity.shared >= _RELATED and similarity.lead > 0

    def _first_of_each(self, places: Iterable[int]) -> list[int]:
        first: dict[str, int] = {}
        for index in places:
            first.setdefault(self.plain[index], index)
        return list(first.values())

    def _shape_features(self, index: int) -> dict[str, float]:
        block, count = self.blocks[index], self.counts[index]
        text = block.text
        return {
            "two words": count <= FEWEST_WORDS,
            "cut off": text.endswith(_CUT),
            "6 to 16 words": count in _USUAL_WORDS,
            "names of sections": _share_of_sections(text),
            "longer or shorter than most": min(1.0, abs(len(text) - _USUAL) / _USUAL),
            "repeated often": self.texts[text] >= _OFTEN,
            "furniture": block.kind is FURNITURE,
            "a sentence": block.kind is PARAGRAPH,
            "a caption": block.kind is CAPTION,
        }

    def _place_features(self, index: int) -> dict[str, float]:
        gap = self._to_story(index) - index - 1
        words_above = self.words_above[bisect_left(self.story.paragraphs, index)]
        is_last = index + 1 == len(self.blocks)
        below = None if is_last else self.blocks[index + 1]
        after = 0 if is_last else self.counts[index + 1]
        return {
            "right above the story": gap == 0,
            "story above it": min(1.0, math.log1p(words_above) / _LOG_WORDS_ABOVE),
            "some story above it": words_above > 0,
            "byline right below": self._below(self.bylines, index) <= _BYLINE_NEAR,
            "date below": self._below(self.dates, index) <= _DATE_NEAR,
            "near the top": index < _TOP,
            "prose right below": below is not None and below.kind is PARAGRAPH,
            "caption below": self._below(self.captions, index) <= _CAPTION_NEAR,
            "short line below": after < _SHORT_LINE,
            "shorter than the line below": (
                below is not None
                and self.blocks[index].kind is not CAPTION
                and _SHORT_LINE <= _LENGTH_MARGIN * self.counts[index] < after <= _LONGEST_BELOW
                and below.kind in (HEADING, PARAGRAPH)
            ),
        }

    def _key_points(self) -> set[int]:
        """The places of key points: several lines of one form under a first line that is longer."""
        points: set[int] = set()
        for at in self.bylines[:1]:
            first = at
            while first > 0 and self._is_full(first - 1, _SHORT_LINE):
                first -= 1
            below = self.blocks[first + 1 : at]
            longest = max((len(block.text) for block in below), default=0)
            title = self.blocks[first].text
            is_list = longest < len(title) and title[-1] != "→" and len(below) >= _FEWEST_POINTS
            if first < _TOP and is_list and all(block.text[-1].isalnum() for block in below):
                points.update(range(first + 1, at))
        return points

    def _is_full(self, index: int, fewest: int) -> bool:
        block, count = self.blocks[index], self.counts[index]
        return block.kind in (HEADING, PARAGRAPH) and fewest <= count <= _LONGEST_BELOW

    def _is_deck(self, index: int) -> bool:
        """True for a line longer than headlines are, right below one as long as those."""
        text = self.blocks[index].text
        return (
            index > 0
            and self.counts[index] >= _USUAL_WORDS.stop
            and self._is_full(index - 1, _FULL)
            and len(text) > _LENGTH_MARGIN * len(self.blocks[index - 1].text)
        )

    def _is_series(self, index: int) -> bool:
        """True for the name of a programme or a series under a headline: "The Harbour Hour"."""
        text = self.blocks[index].text
        return (
            text.startswith("The ")
            and self.counts[index] < _FULL
            and text.istitle()
            and index > 0
            and self._is_full(index - 1, 2 * _FULL)
            and self._below(self.dates, index) <= _BYLINE_NEAR
        )

    def _rival_features(self, index: int) -> dict[str, float]:
        last = bisect_left(self.long_enough, index + _AROUND + 1)
        around = last - bisect_left(self.long_enough, index - _AROUND) - 1
        others = self._others_above(index)
        return {
            "among many rivals": max(0, around) / (2 * _AROUND),
            "first line about the story": not others and self._is_related(index),
            "below related lines": others > 0 and index - self.related[others - 1] <= _REACH,
        }

    def _others_above(self, index: int) -> int:
        """The number of related lines above this one. One with the same words does not count."""
        at = bisect_left(self.related, index)
        return at - (at > 0 and self.plain[self.related[at - 1]] == self.plain[index])

    def _to_story(self, index: int) -> int:
        place = self.story.next_paragraph(index)
        return len(self.blocks) if place is None else place

    def _below(self, places: Sequence[int], index: int) -> int:
        """The number of blocks down to the next of ``places``; without one, more than any limit."""
        at = bisect_left(places, index + 1)
        return places[at] - index if at < len(places) else len(self.blocks) + _DATE_NEAR


def _share_of_sections(text: str) -> float:
    plain, sections = text.casefold(), vocabulary().sections
    has_marks = "|" in plain or "/" in plain or ">" in plain or "&" in plain
    parts = _SPLIT.split(plain) if has_marks else plain.split()
    return sum([part.strip(MARKS) in sections for part in parts]) / len(parts)
