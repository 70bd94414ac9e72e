"""Cuts passages out of texts, at the ends of sentences or at least of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ELLIPSIS: Final = "…"
_BLANK: Final = re.compile(r"\s")
#: A full stop with closing quotation marks, if what follows looks like a new sentence; or a line
#: end.
_SENTENCE_END: Final = re.compile(
    r"""[.!?…]["'”’»)\]]{0,3}(?=\s{1,3}["'“‘«(\[]{0,3}[^\W\d_a-z])|[。！？]|(?=\n)"""
)
#: How far the pattern above looks beyond a sentence's end.
_LOOKAHEAD: Final = 7


@dataclass(frozen=True, slots=True)
class Passage:
    """``text[start:end]``; ``before`` and ``after`` are "…" where a sentence was cut."""

    start: int
    end: int
    before: str = ""
    after: str = ""

    def cut_from(self, text: str) -> str:
        """The passage on one line. Each blank stays one character, so offsets stay valid."""
        return self.before + _BLANK.sub(" ", text[self.start : self.end]) + self.after


def passage_around(text: str, start: int, end: int, *, low: int, high: int, width: int) -> Passage:
    """The passage that contains ``text[start:end]`` and its context.

    It lies between ``low`` and ``high`` and has at most ``width`` characters, or as many as
    ``text[start:end]`` has if that is longer. It begins at the start of a sentence if there is one
    near enough, and ends at the end of one if that fills half the width. Looks no further than
    ``width`` characters in either direction.
    """
    room = max(0, width - (end - start))
    earliest = max(low, start - room)
    begins = _sentence_ends(text, earliest, start)
    if begins or earliest == 0:
        first, before = (begins[-1] if begins else 0), ""
    else:
        first, before = _word_start(text, max(earliest, start - room // 2), start), _ELLIPSIS
    first = _skip_blanks(text, first, start)

    latest = min(high, max(end, first + width))
    ends = [place for place in _sentence_ends(text, end, latest) if place - first >= width // 2]
    if latest >= len(text.rstrip()):
        last, after = latest, ""
    elif ends:
        last, after = ends[-1], ""
    else:
        last, after = _word_end(text, end, latest), _ELLIPSIS
    while last > end and text[last - 1].isspace():
        last -= 1
    return Passage(first, last, before, after)


def _sentence_ends(text: str, low: int, high: int) -> list[int]:
    region = _SENTENCE_END.finditer(text, low, min(len(text), high + _LOOKAHEAD))
    return [match.end() for match in region if match.end() <= high]


def _word_start(text: str, low: int, high: int) -> int:
    if low == 0 or text[low - 1].isspace():
        return low
    blank = _BLANK.search(text, low, high)
    # Scripts without blanks can be cut anywhere.
    return blank.end() if blank else low


def _word_end(text: str, low: int, high: int) -> int:
    return next((place for place in range(high, low, -1) if text[place].isspace()), high)


def _skip_blanks(text: str, low: int, high: int) -> int:
    while low < high and text[low].isspace():
        low += 1
    return low
