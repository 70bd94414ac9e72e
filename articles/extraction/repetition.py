"""Lines that a page says more than once: buttons, standfirsts, captions and pull quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from articles.extraction.kinds import SHORT, Kind
from articles.extraction.vocabulary import folded

_FEWEST_WORDS = 6  # of prose: shorter sentences are said twice in many stories
_LONGEST_QUOTE = 400  # characters of a pull quote
_OFTEN = 3  # times that a line must come back if only its numbers differ
_ITEM = re.compile(r"\d+[.)]")
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r'(?<=[.!?”"])\s+')
_QUOTES = " \"'“”‘’.,"


def repeated(texts: Sequence[str], kinds: Sequence[Kind]) -> frozenset[int]:
    """The indexes of blocks that say again what the page says elsewhere.

    A label comes back in the same words, or three times with other numbers ("2 hours ago"), or
    is a sentence of a paragraph (a pull quote). Of prose that comes back the last is left, since
    pages print a standfirst or a caption again above the story more often than below it.
    """
    labels: Counter[str] = Counter()
    patterns: Counter[str] = Counter()
    prose: Counter[str] = Counter()
    sentences: set[str] = set()
    for text, kind in zip(texts, kinds, strict=True):
        if kind is Kind.PARAGRAPH:
            prose[_plain(text)] += 1
            sentences.update(_sentences(text))
        elif kind is Kind.HEADING and len(text) <= SHORT:
            plain = _plain(text)
            labels[plain] += 1
            patterns[_DIGITS.sub("0", plain)] += 1
    again = set()
    for index, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        plain = _plain(text)
        if kind is Kind.PARAGRAPH:
            prose[plain] -= 1
            if prose[plain] and text.count(" ") + 1 >= _FEWEST_WORDS:
                again.add(index)
        elif kind is Kind.HEADING and len(text) <= SHORT and not text.endswith(":"):
            pattern = _DIGITS.sub("0", plain)
            often = pattern != plain and patterns[pattern] >= _OFTEN and not _ITEM.match(text)
            if labels[plain] > 1 or often or plain in sentences:
                again.add(index)
    return frozenset(again)


def _sentences(text: str) -> Iterator[str]:
    """Each sentence of a paragraph of several, and each two in a row, if long enough to quote."""
    parts = _SENTENCE_END.split(text)
    if len(parts) < 2:
        return
    pairs = (f"{first} {second}" for first, second in pairwise(parts))
    for span in (*parts, *pairs):
        if span.count(" ") + 1 >= _FEWEST_WORDS and len(span) <= _LONGEST_QUOTE:
            yield _plain(span)


def _plain(text: str) -> str:
    return folded(text).strip(_QUOTES)
