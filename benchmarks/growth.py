"""How the time of an answer grows with the archive: a table and a plot, for ``search.py``."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.speed_engines import Ask, Bench

#: Passes over the queries of a kind. The quickest answer to each query counts.
PASSES = 5

#: The size of the plot and its margins, which hold the labels.
WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM = 760, 440, 60, 150, 50
COLOURS = (
    *("#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#b9770e"),
    *("#117a65", "#7b241c", "#515a5a", "#d4569f"),
)


class Point(NamedTuple):
    """One kind of query in an archive of one size: the mean number of matches, and the median CPU
    milliseconds, cold and warm."""

    stories: int
    matches: float
    cold: float
    warm: float


def measured(bench: Bench, stories: int, asks: Sequence[Ask]) -> Point:
    """Measure CPU time, which other work on the machine disturbs less than the clock."""
    times: list[list[float]] = [[] for _ in asks]
    matches = 0
    cold: list[list[float]] = [[] for _ in asks]
    for turn in range(2 * PASSES):
        if turn < PASSES:
            bench.open()
        for ask, of_cold, of_warm in zip(asks, cold, times, strict=True):
            began = time.process_time()
            found = bench.answer(ask)
            spent = 1000 * (time.process_time() - began)
            (of_cold if turn < PASSES else of_warm).append(spent)
            matches += found if turn == 0 else 0
    halves = [statistics.median(map(min, each)) for each in (cold, times)]
    return Point(stories, matches / len(asks), *halves)


def exponent(points: Sequence[Point]) -> float:
    """The exponent of growth of the time with the matches: 1 is linear, 0 is constant."""
    first, last = points[0], points[-1]
    return math.log(last.warm / first.warm) / math.log(last.matches / first.matches)


def table(points: Mapping[str, Sequence[Point]]) -> str:
    sizes = [point.stories for point in next(iter(points.values()))]
    lines = [
        f"| query | {' | '.join(f'{size:,}' for size in sizes)} | matches | grows as |",
        f"|---|{'---|' * len(sizes)}---|---|",
    ]
    for kind, each in points.items():
        cells = " | ".join(f"{point.cold:.2f} / {point.warm:.2f}" for point in each)
        matches = f"{each[0].matches:,.0f} to {each[-1].matches:,.0f}"
        lines.append(f"| {kind} | {cells} | {matches} | matches^{exponent(each):.2f} |")
    return "\n".join(lines)


def plot(points: Mapping[str, Sequence[Point]], path: Path) -> None:
    """Write an SVG of warm milliseconds over stories, on logarithmic scales."""
    every = [point for each in points.values() for point in each]
    least = math.floor(math.log10(min(point.warm for point in every)))
    most = math.ceil(math.log10(max(point.warm for point in every)))
    small, large = (math.log10(choose(p.stories for p in every)) for choose in (min, max))

    def across(stories: int) -> float:
        share = (math.log10(stories) - small) / (large - small)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def down(milliseconds: float) -> float:
        share = (math.log10(milliseconds) - least) / (most - least)
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - 30)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="18">Milliseconds of an answer (warm, median) by stories</text>',
    ]
    for power in range(least, most + 1):
        y = down(10**power)
        lines.append(
            f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>'
        )
    for stories in sorted({point.stories for point in every}):
        x = across(stories)
        lines.append(
            f'<path d="M{x:.1f} 30V{HEIGHT - BOTTOM}" stroke="#eee"/>'
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{stories:,}</text>'
        )
    lowest = HEIGHT
    for (kind, each), colour in sorted(
        zip(points.items(), COLOURS, strict=False), key=lambda pair: pair[0][1][-1].warm
    ):
        places = [(across(point.stories), down(point.warm)) for point in each]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        # Labels must not overlap, however close to each other the lines end.
        lowest = min(lowest - 15, round(places[-1][1]) + 4)
        lines.append(
            f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{WIDTH - RIGHT + 8}" y="{lowest}" fill="{colour}">{kind}</text>'
        )
    path.write_text("\n".join([*lines, "</svg>"]) + "\n", encoding="utf-8")
