"""The blank lines of exports that were printed as PDF.

A word processor sets each line of such a text as a paragraph, and each blank line as an empty one,
twice as far from the next as any other. Above and below a page an empty paragraph is only seen by
the place that it leaves. A line that is too long for the page goes on in the next one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from articles.readers.documents.pdfpages import Line, Pages
from articles.readers.exports.labels import labelled

_CLOSEST = 0.8  # distance of two lines, in sizes of their type
_FEWEST = 2  # distances of a kind
_BLANK = 0.5  # the width of a blank, in sizes of the type
# Shares of the longest line: a line that is full, and the longest rest of a line.
_FULL, _REST = 0.93, 0.5
_REACHES = 0.7  # the share of the page's width, without its margins, that a full line has
_ALIKE = 0.06  # the share by which distances of a kind differ
# Shares of the distance of paragraphs that are the place of an empty one: between two others, and
# above or below a page.
_APART, _LEFT = 1.5, 0.75
_WITHIN = 0.8  # The lines of a paragraph are closer to each other than this share.


def export_text(pages: Pages) -> str | None:
    """Return the lines with a blank one for each empty paragraph; None if none is to be seen."""
    shown = [page.lines for page in pages.pages if page.lines]
    steps = [step for lines in shown for step in _steps(lines)]
    distance = _of_paragraphs(steps)
    if distance is None:
        return None
    top, bottom = max(lines[0].y for lines in shown), min(lines[-1].y for lines in shown)
    left = min(line.x for lines in shown for line in lines)
    placed = [_Placed(shown[0][0], _APART)]
    for lines in shown:
        for line in lines:
            before = placed[-1].line
            if line is before:
                continue
            is_on_new_page = line is lines[0]
            place = max(before.y - bottom, top - line.y) if is_on_new_page else before.y - line.y
            place /= distance * (line.size or 1)
            # As if nothing were between the pages.
            place *= _APART / _LEFT if is_on_new_page else 1
            placed.append(_Placed(line, max(place, 1) if is_on_new_page else place))
    limit = _longest_line(pages, left)
    is_spaced = any(step < _WITHIN * distance for step in steps)
    text: list[str] = []
    for number, each in enumerate(placed):
        is_rest = each.place < _WITHIN
        if not is_spaced and text and each.place <= _APART:
            is_rest = _is_rest(text[-1].lstrip(), each.line.text, limit)
        if is_rest and text:
            text[-1] += f" {each.line.text}"
            continue
        if number and each.place > _APART:
            text.append("")
        text.append(" " * _indent(each.line, left) + each.line.text)
    return "\n".join(text)


class _Placed(NamedTuple):
    """A line, and how far it is from the one above, in distances of paragraphs."""

    line: Line
    place: float


def _indent(line: Line, left: float) -> int:
    """Return the number of blanks by which a line is indented from the left edge of the text."""
    return line.blanks + round((line.x - left) / (_BLANK * line.size)) if line.size > 0 else 0


def _longest_line(pages: Pages, left: float) -> int:
    """Return the number of characters in a full line; 0 if none reaches the right edge."""
    widest = 0.0
    longest = 0
    for page in pages.pages:
        for line in page.lines:
            widest = max(
                widest, len(line.text) * _BLANK * line.size / max(1, page.width - 2 * left)
            )
            longest = max(longest, len(line.text))
    return longest if widest > _REACHES else 0


def _is_rest(above: str, line: str, limit: int) -> bool:
    """True for the end of a line of the text that was too long for the page."""
    word = line.split(maxsplit=1)[0]
    is_full = len(above) <= limit < (len(above) + 1 + len(word)) / _FULL
    return is_full and len(line) <= _REST * limit and labelled(line) is None


def _steps(lines: Sequence[Line]) -> Iterator[float]:
    for above, below in pairwise(lines):
        if below.size > 0 and above.y > below.y:
            yield (above.y - below.y) / below.size


def _of_paragraphs(steps: Sequence[float]) -> float | None:
    """Return the distance of two paragraphs; None if no other distance is twice as large."""
    rounded = Counter(round(step, 2) for step in steps)
    for step in sorted(rounded):
        if step < _CLOSEST or _number_like(steps, step) < _FEWEST:
            continue
        if _number_like(steps, 2 * step) >= max(_FEWEST, len(steps) // 12):
            return step
    return None


def _number_like(steps: Sequence[float], step: float) -> int:
    return sum(abs(each - step) <= _ALIKE * step for each in steps)
