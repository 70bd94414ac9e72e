"""Lines of a chart as an SVG draws them: paths, marks and grid lines.

``x`` is in per cent of the drawing's width, ``y`` in pixels from its upper end. The lines lie
between UPPER and LOWER, with the labels of periods below them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from search.charts.trends import Line, Point, Trends

UPPER: Final = 20
LOWER: Final = 240
#: The height of the whole drawing, in pixels.
HEIGHT: Final = 270
#: The height of a letter.
_LETTER: Final = 14
#: A chart of more points has a mark only where a line ends or a point stands alone.
_MOST_MARKS: Final = 62


@dataclass(frozen=True, slots=True)
class Mark:
    """A point that is drawn as the line's sign, with its period and numbers."""

    x: float
    y: float
    period: str
    point: Point


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """``path`` is the ``d`` of an SVG path; it is interrupted where the archive has nothing.
    ``label_y`` is the height of the line's letter, which stands right of its last mark."""

    line: Line
    path: str
    marks: tuple[Mark, ...]
    label_y: float = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """``top`` is the value at the upper end: articles, or per cent. ``labels`` are the ``x`` and
    the words of those periods that have a label below them."""

    top: float
    lines: tuple[DrawnLine, ...]
    labels: tuple[tuple[float, str], ...]


def drawing_of(trends: Trends, *, share: bool) -> Drawing:
    top = round_top(trends.highest(share=share), whole=not share)
    width = 100 / max(len(trends.periods), 1)
    places = [round((number + 0.5) * width, 3) for number in range(len(trends.periods))]
    lines = [_drawn(line, trends, places, top, share) for line in trends.lines]
    return Drawing(
        top=top,
        lines=tuple(_labelled(lines)),
        labels=tuple((x, label) for x, label in zip(places, trends.labels, strict=True) if label),
    )


def round_top(value: float, *, whole: bool) -> float:
    """The least number with one digit before its zeros, or 15, 150 …, that is no smaller than the
    value; below 1 of 0.9, 0.8 … unless it must be ``whole``."""
    if value <= 0:
        return 1
    power: float = 10.0 ** math.floor(math.log10(value))
    steps = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10) if whole and power == 1 else (1, 1.5, *range(2, 11))
    top = next(step * power for step in steps if value <= step * power * (1 + 1e-9))
    return float(max(top, 1) if whole else top)


def _labelled(lines: Sequence[DrawnLine]) -> list[DrawnLine]:
    """The lines with the heights of their letters, which must not cover each other."""
    with_marks = [each for each in lines if each.marks]
    downwards = sorted(with_marks, key=lambda each: each.marks[-1].y)
    heights: dict[str, float] = {}
    least = -math.inf
    for drawn in downwards:
        heights[drawn.line.letter] = least = max(least + _LETTER, drawn.marks[-1].y)
    most = float(LOWER)
    for drawn in reversed(downwards):
        heights[drawn.line.letter] = most = min(heights[drawn.line.letter], most)
        most -= _LETTER
    return [replace(each, label_y=heights.get(each.line.letter, 0)) for each in lines]


def _height_of(part: float) -> float:
    return round(LOWER - (LOWER - UPPER) * part, 1)


def _drawn(
    line: Line, trends: Trends, places: Sequence[float], top: float, share: bool
) -> DrawnLine:
    marks = [
        Mark(x, _height_of(line.value(point, share=share) / top), period.words, point)
        for x, period, point in zip(places, trends.periods, line.points, strict=True)
    ]
    path, ends = [], []
    for is_there, run in groupby(marks, key=lambda mark: mark.point.of > 0):
        together = list(run)
        if is_there:
            path.append("M" + "L".join(f"{mark.x:g} {mark.y:g}" for mark in together))
            ends.append(together[-1])
    shown = [mark for mark in marks if mark.point.of] if len(marks) <= _MOST_MARKS else ends
    return DrawnLine(line, "".join(path), tuple(shown))
