"""Lines that may be the headline, and what can be measured of each.

A headline speaks of what the story speaks of, stands above it, near a byline or a date, and is
as long as headlines are. Each of these is a number here; ``data/headline.toml`` weighs them.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from articles.extraction.kinds import Kind
from articles.extraction.layout import Layout
from articles.extraction.page import Block
from articles.extraction.pagetitle import Repetition
from articles.extraction.persons import MOST_WORDS, is_name
from articles.extraction.signs import sign_of
from articles.extraction.themes import Story
from articles.extraction.vocabulary import MARKS, folded, vocabulary

LONGEST = 250  # characters
_SHORTEST = 8  # characters
_FEWEST_WORDS = 4  # a heading of fewer words may be the name of a section
_HEADING_WORDS = 20
_LONGEST_SENTENCE = 20  # words of a headline that ends as a sentence does
_MOST = 400  # candidates: the last ones of a long page, so that the work stays linear
_NEAR = 6  # blocks
_CLOSE = 40  # blocks above the story in which a line may be its headline and share no word with it
_RELATED = 0.4  # the share of a line's words in the story from which it is about the story
_POSSIBLE = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.FURNITURE, Kind.CAPTION})
_BREAK = re.compile(r"[.!?…]['\"”’)]*\s+[A-Z“\"‘]")
_CAPITALISED = re.compile(r"(?:^| )(?=[^\W\d_a-z])")
_BARS = re.compile(r"\s(?:[|/>»–—-]|::)\s")
_SPLIT = re.compile(r"[\s|>/&]+")


class Candidate(NamedTuple):
    """A block that may be the headline, and its measures by name, each about 0 to 1.

    ``within`` is another block that begins or ends this one: a page title or a path repeats the
    headline with more around it.
    """

    block: Block
    measures: Mapping[str, float]
    within: Block | None = None


def candidates(layout: Layout) -> list[Candidate]:
    """The blocks that may be the headline, from top to bottom; none where no story is seen."""
    return _Lines(layout).measured() if layout.story else []


class _Lines:
    """The blocks of head and story, with what the candidates of one page share."""

    def __init__(self, layout: Layout) -> None:
        self.blocks: Sequence[Block] = (*layout.head, *layout.story)
        self.counts = [block.text.count(" ", 0, 2000) + 1 for block in self.blocks]
        self.texts = Counter(block.text for block in layout.page.blocks)
        self.story = Story(self.blocks, len(layout.head), self.texts)
        words = (self.counts[i] for i in self.story.paragraphs)
        self.words_above = list(accumulate(words, initial=0))
        possible = [i for i in range(len(self.blocks)) if self._is_possible(i)]
        self.possible = possible[-_MOST:]
        self.plain = {i: folded(self.blocks[i].text) for i in self.possible}
        self.repetition = Repetition(self.plain)
        self.signs = [sign_of(block) for block in self.blocks]
        self.bylines = [i for i, kind in enumerate(self.signs) if kind is Kind.BYLINE]
        self.dates = [i for i, kind in enumerate(self.signs) if kind is Kind.DATE]
        self.shares = {i: self.story.covers(self.blocks[i].text, i) for i in self.possible}
        self.telling = [
            i
            for i in self.possible
            if self.counts[i] >= _FEWEST_WORDS and self.blocks[i].kind is not Kind.CAPTION
        ]
        self.related = self._first_of_each(i for i in self.telling if self._is_related(i))

    def measured(self) -> list[Candidate]:
        best = max((told for told, _ in self.shares.values()), default=0.0)
        first = next((i for i in self.possible if self.shares[i][0] == best), None)
        found = []
        for index in self.possible:
            told, below = self.shares[index]
            if not told and best and self._to_story(index) - index > _CLOSE:
                continue
            other = self.repetition.shorter(index)
            measures = {
                **self._form(index),
                **self._place(index),
                **self._rivals(index),
                "words of the story": told,
                "words of the lead": below,
                "no word of the story": told == 0,
                "short, with words of the story": self.counts[index] <= 5 and told,
                "furniture with words of the story": (
                    self.blocks[index].kind is Kind.FURNITURE and told
                ),
                "most words of the story": told == best > 0,
                "first with most words of the story": index == first and best > 0,
                "holds another line": other is not None,
                "held by another line": self.repetition.is_held(index),
            }
            within = self.blocks[other] if other is not None else None
            found.append(Candidate(self.blocks[index], measures, within))
        return found

    def _is_possible(self, index: int) -> bool:
        block, count = self.blocks[index], self.counts[index]
        text = block.text
        if block.kind not in _POSSIBLE or not _SHORTEST <= len(text) <= LONGEST or count < 2:
            return False
        if text.endswith((":", ",", "/")) or text.startswith(("•", "- ", "* ", "©")):
            return False
        if block.kind is Kind.PARAGRAPH and count > _LONGEST_SENTENCE:
            return False
        if text.endswith(".") and self.texts[text] > 1:
            return False  # a sentence said again is the story's, or a notice
        return text[0].isalpha() or any(map(str.isalpha, text))

    def _is_related(self, index: int) -> bool:
        told, below = self.shares[index]
        return told >= _RELATED and below > 0

    def _first_of_each(self, places: Iterable[int]) -> list[int]:
        first: dict[str, int] = {}
        for index in places:
            first.setdefault(self.plain[index], index)
        return list(first.values())

    def _form(self, index: int) -> dict[str, float]:
        block, count = self.blocks[index], self.counts[index]
        text, times = block.text, self.texts[block.text]
        return {
            "two words": count <= 2,
            "three words": count == 3,
            "four or five words": 4 <= count <= 5,
            "17 to 24 words": 17 <= count <= 24,
            "25 words or more": count >= 25,
            "several sentences": _BREAK.search(text) is not None,
            "capitalised words": len(_CAPITALISED.findall(text)) / count,
            "all in capitals": text.isupper(),
            "a name": count <= MOST_WORDS and is_name(text),
            "parts with bars between": _BARS.search(text) is not None,
            "names of sections": _share_of_sections(text),
            "signs or dates": self.signs[index] is not None,
            "repeated": times > 1,
            "repeated often": times > 2,
            "furniture": block.kind is Kind.FURNITURE,
            "a sentence": block.kind is Kind.PARAGRAPH,
            "a caption": block.kind is Kind.CAPTION,
        }

    def _place(self, index: int) -> dict[str, float]:
        gap = self._to_story(index) - index - 1
        above = bisect_left(self.story.paragraphs, index)
        told = self.words_above[above]
        byline, date = self._below(self.bylines, index), self._below(self.dates, index)
        before = self.counts[index - 1] if index else 0
        after = self.counts[index + 1] if index + 1 < len(self.blocks) else 0
        return {
            "far above the story": min(1.0, math.log1p(gap) / 5),
            "right above the story": gap == 0,
            "story above it": min(1.0, math.log1p(told) / 7),
            "some story above it": told > 0,
            "byline below": byline <= _NEAR,
            "byline right below": byline <= 2,
            "date below": date <= _NEAR,
            "date right below": date <= 2,
            "byline above": self._above(self.bylines, index) <= 4,
            "date above": self._above(self.dates, index) <= 4,
            "short line above": before < _FEWEST_WORDS,
            "long line below": after >= 12,
            "short line below": after < _FEWEST_WORDS,
            "longer than the heading above": (
                index > 0 and self._is_heading(index - 1) and self.counts[index] > 1.25 * before
            ),
            "shorter than the line below": (
                _FEWEST_WORDS <= 1.25 * self.counts[index] < after <= 60
                and self.blocks[index + 1].kind in (Kind.HEADING, Kind.PARAGRAPH)
            ),
        }

    def _rivals(self, index: int) -> dict[str, float]:
        to_story = self._to_story(index)
        rivals = bisect_left(self.telling, to_story) - bisect_left(self.telling, index + 1)
        around = bisect_left(self.telling, index + 4) - bisect_left(self.telling, index - 3) - 1
        related = bisect_left(self.related, to_story) - bisect_left(self.related, index + 1)
        at = bisect_left(self.related, index)
        if at and self.plain[self.related[at - 1]] == self.plain[index]:
            at -= 1
        above = index - self.related[at - 1] if at else len(self.blocks) + _NEAR
        return {
            "rivals below": min(1.0, math.log1p(rivals) / 4),
            "no rival below": rivals == 0,
            "among many rivals": max(0, around) / 6,
            "related lines below": min(1.0, related / 4),
            "right under a related line": above <= 1,
            "under a related line": above <= 3,
            "below related lines": above <= 12,
            "first line that is related": not at and self._is_related(index),
            "over a related line": self._below(self.related, index) <= 3,
        }

    def _is_heading(self, index: int) -> bool:
        is_long_enough = _FEWEST_WORDS <= self.counts[index] <= _HEADING_WORDS
        return self.blocks[index].kind is Kind.HEADING and is_long_enough

    def _to_story(self, index: int) -> int:
        place = self.story.next_paragraph(index)
        return len(self.blocks) if place is None else place

    def _below(self, places: Sequence[int], index: int) -> int:
        """Blocks down to the next of ``places``; more than near if there is none."""
        at = bisect_left(places, index + 1)
        return places[at] - index if at < len(places) else len(self.blocks) + _NEAR

    def _above(self, places: Sequence[int], index: int) -> int:
        at = bisect_left(places, index)
        return index - places[at - 1] if at else len(self.blocks) + _NEAR


def _share_of_sections(text: str) -> float:
    plain, sections = text.casefold(), vocabulary().sections
    has_marks = "|" in plain or "/" in plain or ">" in plain or "&" in plain
    parts = _SPLIT.split(plain) if has_marks else plain.split()
    return sum([part.strip(MARKS) in sections for part in parts]) / len(parts)
