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

from articles.extraction.fields.headline.pagetitles import Repetition
from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import BYLINE, CAPTION, DATE, FURNITURE, HEADING, PARAGRAPH
from articles.extraction.page.layout import Layout
from articles.extraction.page.markers import sign_of
from articles.extraction.page.topic import Story
from articles.extraction.words.persons import MOST_WORDS, is_name
from articles.extraction.words.vocabulary import MARKS, vocabulary

LONGEST = 250  # characters
_SHORTEST = 8  # characters
_FEWEST_WORDS = 4  # a heading of fewer words may be the name of a section
_LONGEST_SENTENCE = 20  # words of a headline that ends as a sentence does
_USUAL = 60  # characters in a headline
_MOST = 400  # candidates: the last ones of a long page, so that the work stays linear
_NEAR = 6  # blocks
_CAPTION_NEAR = 4  # blocks
_REACH = 12  # blocks below another line that is about the story
_TOP = 4  # blocks at the top of the page
_CLOSE = 40  # blocks above the story in which a line may be its headline and share no word with it
_RELATED = 0.4  # the share of a line's words in the story from which it is about the story
_POSSIBLE = frozenset({HEADING, PARAGRAPH, FURNITURE, CAPTION})
_BREAK = re.compile(r"[.!?…]['\"”’)]*\s+[A-Z“\"‘]")
_PATH = re.compile(r"home ?[>/»›|]", re.IGNORECASE)  # to a page: "Home > Harbours & Ships"
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
        self.plain = {i: self.blocks[i].plain for i in self.possible}
        self.repetition = Repetition(self.plain)
        signs = [sign_of(block) for block in self.blocks]
        self.bylines = [i for i, kind in enumerate(signs) if kind is BYLINE]
        self.dates = [i for i, kind in enumerate(signs) if kind is DATE]
        self.captions = [i for i, block in enumerate(self.blocks) if block.kind is CAPTION]
        self.likeness = {i: self.story.likeness(self.blocks[i].words, i) for i in self.possible}
        self.telling = [
            i
            for i in self.possible
            if self.counts[i] >= _FEWEST_WORDS and self.blocks[i].kind is not CAPTION
        ]
        self.related = self._first_of_each(i for i in self.telling if self._is_related(i))

    def measured(self) -> list[Candidate]:
        best = max((like.told for like in self.likeness.values()), default=0.0)
        first = next((i for i in self.possible if self.likeness[i].told == best), None)
        lines = [
            i
            for i in self.possible
            if (self.likeness[i].told or not best or self._to_story(i) - i <= _CLOSE)
            and not _PATH.match(self.blocks[i].text)
        ]
        nearest = self._nearest_kin(lines)
        found = []
        above = 0.0
        for index, below in zip(lines, nearest, strict=True):
            told, lead, kinship, phrases = self.likeness[index]
            other = self.repetition.shorter(index)
            measures = self._form(index) | self._place(index) | self._rivals(index)
            measures |= {
                "words of the story": told,
                "words of the lead": lead,
                "phrases of the story": phrases,
                "more about the story than any line above": max(0.0, kinship - above),
                "less of the story than one above": max(0.0, above - kinship),
                "less of the story than one below": max(0.0, below - kinship),
                "no word of the story": told == 0,
                "first line with most words of the story": index == first and best > 0,
                "repeated within another line": self.repetition.is_held(index),
            }
            within = self.blocks[other] if other is not None else None
            found.append(Candidate(self.blocks[index], measures, within))
            above = max(above, kinship)
        return found

    def _nearest_kin(self, lines: Sequence[int]) -> list[float]:
        """For each line the greatest kinship with the story of those below, down to the story."""
        found: list[float] = []
        greatest, story = 0.0, -1
        for index in reversed(lines):
            if self._to_story(index) != story:
                greatest, story = 0.0, self._to_story(index)
            found.append(greatest)
            greatest = max(greatest, self.likeness[index].kinship)
        return found[::-1]

    def _is_possible(self, index: int) -> bool:
        block, count = self.blocks[index], self.counts[index]
        text = block.text
        if block.kind not in _POSSIBLE or not _SHORTEST <= len(text) <= LONGEST or count < 2:
            return False
        if text.endswith((":", ",", "/")) or text.startswith(("•", "- ", "* ", "©")):
            return False
        if block.kind is PARAGRAPH and count > _LONGEST_SENTENCE:
            return False
        if text.endswith(".") and self.texts[text] > 1:
            return False  # a sentence said again is the story's, or a notice
        return text[0].isalpha() or any(map(str.isalpha, text))

    def _is_related(self, index: int) -> bool:
        like = self.likeness[index]
        return like.told >= _RELATED and like.below > 0

    def _first_of_each(self, places: Iterable[int]) -> list[int]:
        first: dict[str, int] = {}
        for index in places:
            first.setdefault(self.plain[index], index)
        return list(first.values())

    def _form(self, index: int) -> dict[str, float]:
        block, count = self.blocks[index], self.counts[index]
        text = block.text
        return {
            "two words": count <= 2,
            "6 to 16 words": 6 <= count <= 16,
            "longer or shorter than most": min(1.0, abs(len(text) - _USUAL) / _USUAL),
            "several sentences": _BREAK.search(text) is not None,
            "all in capitals": text.isupper(),
            "a name": count <= MOST_WORDS and is_name(text),
            "names of sections": _share_of_sections(text),
            "repeated often": self.texts[text] > 2,
            "furniture": block.kind is FURNITURE,
            "a sentence": block.kind is PARAGRAPH,
            "a caption": block.kind is CAPTION,
        }

    def _place(self, index: int) -> dict[str, float]:
        gap = self._to_story(index) - index - 1
        told = self.words_above[bisect_left(self.story.paragraphs, index)]
        is_last = index + 1 == len(self.blocks)
        below = None if is_last else self.blocks[index + 1]
        before = self.counts[index - 1] if index else 0
        after = 0 if is_last else self.counts[index + 1]
        return {
            "right above the story": gap == 0,
            "story above it": min(1.0, math.log1p(told) / 7),
            "some story above it": told > 0,
            "byline right below": self._below(self.bylines, index) <= 2,
            "date below": self._below(self.dates, index) <= _NEAR,
            "short line above": before < _FEWEST_WORDS,
            "near the top": index < _TOP,
            "prose right below": below is not None and below.kind is PARAGRAPH,
            "caption below": self._below(self.captions, index) <= _CAPTION_NEAR,
            "short line below": after < _FEWEST_WORDS,
            "shorter than the line below": (
                below is not None
                and self.blocks[index].kind is not CAPTION
                and _FEWEST_WORDS <= 1.25 * self.counts[index] < after <= 60
                and below.kind in (HEADING, PARAGRAPH)
            ),
        }

    def _rivals(self, index: int) -> dict[str, float]:
        to_story = self._to_story(index)
        rivals = bisect_left(self.telling, to_story) - bisect_left(self.telling, index + 1)
        around = bisect_left(self.telling, index + 4) - bisect_left(self.telling, index - 3) - 1
        others = self._others_above(index)
        return {
            "rivals below": min(1.0, math.log1p(rivals) / 4),
            "among many rivals": max(0, around) / 6,
            "below related lines": others > 0 and index - self.related[others - 1] <= _REACH,
            "first line about the story": not others and self._is_related(index),
        }

    def _others_above(self, index: int) -> int:
        """How many related lines stand above; one of the same words is no other."""
        at = bisect_left(self.related, index)
        return at - (at > 0 and self.plain[self.related[at - 1]] == self.plain[index])

    def _to_story(self, index: int) -> int:
        place = self.story.next_paragraph(index)
        return len(self.blocks) if place is None else place

    def _below(self, places: Sequence[int], index: int) -> int:
        """Blocks down to the next of ``places``; more than near if there is none."""
        at = bisect_left(places, index + 1)
        return places[at] - index if at < len(places) else len(self.blocks) + _NEAR


def _share_of_sections(text: str) -> float:
    plain, sections = text.casefold(), vocabulary().sections
    has_marks = "|" in plain or "/" in plain or ">" in plain or "&" in plain
    parts = _SPLIT.split(plain) if has_marks else plain.split()
    return sum([part.strip(MARKS) in sections for part in parts]) / len(parts)
