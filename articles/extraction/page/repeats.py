"""Lines that a page prints more than once: buttons, standfirsts, captions and pull quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from articles.extraction.page.blocks import Block
from articles.extraction.page.kinds import HEADING, PARAGRAPH, SHORT

_FEWEST_WORDS = 6  # Many stories repeat a sentence of fewer words.
_FEWEST_BLANKS = _FEWEST_WORDS - 2  # A label with fewer blanks is too short to be a pull quote.
_NEAR = 2  # blocks on either side of a paragraph in which prose is counted
_OFTEN = 3  # So many lines in which only the numbers differ are repeats.
_ITEM = re.compile(r"\d+[.)]")
_DIGITS = re.compile(r"\d+")
_QUOTES = " \"'“”‘’.,"


def repeated(blocks: Sequence[Block]) -> frozenset[int]:
    """The indexes of the blocks that repeat others.

    Of paragraphs with the same words, all are repeats but the one with the most prose around it.
    Labels with the same words are all repeats (see ``_labels``).
    """
    prose = {
        index: block.plain.strip(_QUOTES)
        for index, block in enumerate(blocks)
        if block.kind is PARAGRAPH
    }
    return frozenset((*_prose(blocks, prose), *_labels(blocks, prose)))


def _prose(blocks: Sequence[Block], prose: Mapping[int, str]) -> Iterator[int]:
    places: dict[str, list[int]] = {}
    for index, plain in prose.items():
        places.setdefault(plain, []).append(index)

    def prose_around(index: int) -> int:
        near = blocks[max(0, index - _NEAR) : index + _NEAR + 1]
        return sum(block.kind is PARAGRAPH for block in near)

    if len(places) == len(prose):
        return
    again = _pasted_again(list(prose), places, prose_around)
    yield from again
    for all_same in places.values():
        if not again.isdisjoint(all_same):
            continue
        if len(all_same) > 1:
            same = [i for i in all_same if blocks[i].text.count(" ") + 1 >= _FEWEST_WORDS]
            best = max(same, key=prose_around, default=None)
            yield from (index for index in same if index != best)


def _pasted_again(
    order: Sequence[int],
    places: Mapping[str, Sequence[int]],
    prose_around: Callable[[int], int],
) -> frozenset[int]:
    """The paragraphs of the other copy of a text: several in a row that come twice in this order.

    ``order`` has the indexes of all paragraphs. The copy that is kept has the most prose around it.
    """
    rank = {index: number for number, index in enumerate(order)}
    gaps = {
        rank[same[0]]: rank[same[1]] - rank[same[0]] for same in places.values() if len(same) == 2
    }
    again: set[int] = set()
    for gap in set(gaps.values()):
        firsts = sorted(first for first, own in gaps.items() if own == gap)
        for _, numbered in groupby(enumerate(firsts), lambda each: each[1] - each[0]):
            run = [first for _, first in numbered]
            copies = [[order[each + shift] for each in run] for shift in (0, gap)]
            if len(run) > 1:
                again.update(min(reversed(copies), key=lambda copy: sum(map(prose_around, copy))))
    return frozenset(again)


def _labels(blocks: Sequence[Block], prose: Mapping[int, str]) -> Iterator[int]:
    """Labels that are printed twice, or often with other numbers ("2 hours ago"), and pull quotes.

    A pull quote is a label that is also a sentence of a paragraph.
    """
    plain = {
        index: block.plain.strip(_QUOTES)
        for index, block in enumerate(blocks)
        if block.kind is HEADING and len(block.text) <= SHORT and block.text[-1] != ":"
    }
    labels = Counter(plain.values())
    # The sentences are needed only if a label is long enough to be a pull quote.
    is_quoted = any(label.count(" ") >= _FEWEST_BLANKS for label in labels)
    sentences = set(_sentences(blocks, prose)) if is_quoted else frozenset()
    numbered = {i: _DIGITS.sub("0", label) for i, label in plain.items() if _DIGITS.search(label)}
    patterns = Counter(numbered.values())
    for index, label in plain.items():
        pattern = numbered.get(index, label)
        often = pattern != label and patterns[pattern] >= _OFTEN
        is_repeated = labels[label] > 1 or label in sentences
        if is_repeated or (often and not _ITEM.match(blocks[index].text)):
            yield index


def _sentences(blocks: Sequence[Block], prose: Mapping[int, str]) -> Iterator[str]:
    """The sentences, folded, that are long enough for a pull quote, of paragraphs with several."""
    for index, plain in prose.items():
        parts = plain.split(". ") if ". " in blocks[index].text else []
        for part in parts if len(parts) > 1 else ():
            if part.count(" ") > _FEWEST_BLANKS:
                yield part.strip(_QUOTES)
