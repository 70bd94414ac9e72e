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
_MOST_REPEATED = 0.3  # share of the prose; above it the page holds its story twice
_OFTEN = 3  # times that a line must come back if only its numbers differ
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r'(?<=[.!?”"])\s+')
_QUOTES = " \"'“”‘’.,"


def repeated(texts: Sequence[str], kinds: Sequence[Kind]) -> frozenset[int]:
    """The indexes of blocks that say again what the page says elsewhere.

    A label is said twice in the same words, or three times with other numbers ("2 hours ago");
    prose twice in the same words; a pull quote is a block of one or two sentences of a longer one.
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
    paragraphs = 0
    for index, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        plain = _plain(text)
        if kind is Kind.PARAGRAPH:
            paragraphs += 1
            if text.count(" ") + 1 >= _FEWEST_WORDS and prose[plain] > 1:
                again.add(index)
            elif plain in sentences and len(text) <= _LONGEST_QUOTE:
                again.add(index)
        elif kind is Kind.HEADING and len(text) <= SHORT and not text.endswith(":"):
            if labels[plain] > 1 or plain in sentences:
                again.add(index)
            elif not text[0].isdigit() or not text[1:2] in ".)":
                pattern = _DIGITS.sub("0", plain)
                if pattern != plain and patterns[pattern] >= _OFTEN:
                    again.add(index)
    twice = sum(kinds[index] is Kind.PARAGRAPH for index in again)
    if twice > _MOST_REPEATED * paragraphs and paragraphs > _OFTEN * 2:
        again = {index for index in again if kinds[index] is not Kind.PARAGRAPH}
    return frozenset(again)


def _sentences(text: str) -> Iterator[str]:
    """Each sentence of a paragraph of several, and each two in a row, if long enough to quote."""
    parts = _SENTENCE_END.split(text)
    if len(parts) < 2:
        return
    spans = [*parts, *(f"{first} {second}" for first, second in pairwise(parts))] if len(parts) > 2 else parts
    for span in spans:
        if span.count(" ") + 1 >= _FEWEST_WORDS and len(span) <= _LONGEST_QUOTE:
            yield _plain(span)


def _plain(text: str) -> str:
    return folded(text).strip(_QUOTES)
