"""Running heads and page numbers that interrupt a sentence of a printed story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from articles.extraction.lines.datestamps import read_stamp
from articles.extraction.page.blocks import Line
from articles.extraction.page.wrapping import Unit

_LONGEST = 80  # characters of a running head with its number
_MOST = 3  # lines between the halves of a sentence
_FEWEST_WORDS = 4  # of a line of prose
# "5", "- 5 -", "A4", "Page 5 of 7", "HARBOUR GAZETTE 5", "6 Harbour Gazette"
_NUMBERED = re.compile(
    r"(?:[-–—] ?)?(?:page |p\. ?)?(?:[a-z]-?)?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?(?: ?[-–—])?$"
    r"|[A-Z][^.!?]* (?:page )?[A-Z]?\d{1,4}$|\d{1,4} [A-Z][^.!?]*$",
    re.IGNORECASE,
)
_SENTENCE_ENDS = '.!?…:;。！？"”’)»'


def page_breaks(lines: Sequence[Line]) -> Mapping[int, tuple[Line, ...]]:
    """The lines of each page break within a sentence, by the number of the line above it.

    Up to three short lines, of which one has a page number, and blank lines.
    """
    breaks: dict[int, tuple[Line, ...]] = {}
    for at, line in enumerate(lines):
        text = line.clean
        if not (text and (text[0].isdigit() or text[-1].isdigit() or text[0] in "-–—")):
            continue
        if len(text) > _LONGEST or not _NUMBERED.match(text) or read_stamp(text):
            continue
        above = _half(lines, islice(_written(lines, at - 1, -1), _MOST), is_first=True)
        below = _half(lines, islice(_written(lines, at + 1, 1), _MOST), is_first=False)
        if above is not None and below is not None:
            between = lines[above + 1 : below]
            if sum(1 for each in between if each.clean) <= _MOST:
                breaks[lines[above].number] = tuple(between)
    return breaks


def across(units: Sequence[Unit], breaks: Mapping[int, Sequence[Line]]) -> Iterator[Unit]:
    """The units of a page, with the halves of sentences joined; the lines between them come after.

    ``units`` has no lines of page breaks.
    """
    waiting: list[Unit] = []
    numbers: tuple[int, ...] = ()
    text = ""
    for below, more in units:
        if numbers and numbers[-1] in breaks:
            numbers, text = (*numbers, *below), _joined(text, more)
        else:
            if numbers:
                yield numbers, text
            yield from waiting
            waiting.clear()
            numbers, text = below, more
        for number in below:
            waiting += [
                ((each.number,), each.clean) for each in breaks.get(number, ()) if each.clean
            ]
    if numbers:
        yield numbers, text
    yield from waiting


def _written(lines: Sequence[Line], start: int, step: int) -> Iterator[int]:
    """The indexes of the lines with text, from ``start`` on in the direction of ``step``."""
    return (at for at in range(start, len(lines) if step > 0 else -1, step) if lines[at].clean)


def _half(lines: Sequence[Line], places: Iterator[int], *, is_first: bool) -> int | None:
    """The index of the nearest line that is half a sentence; None if there is none in reach."""
    for at in places:
        text = lines[at].clean
        words = text.split(None, 12)[:12]
        if sum(word[0].islower() for word in words) >= _FEWEST_WORDS:
            is_half = text[-1] not in _SENTENCE_ENDS if is_first else text[0].islower()
            return at if is_half else None
        if len(text) > _LONGEST:
            return None
    return None


def _joined(above: str, below: str) -> str:
    return f"{above[:-1]}{below}" if above[-1] in "-¬\u00ad" else f"{above} {below}"
