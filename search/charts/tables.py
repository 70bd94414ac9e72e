"""Charts and the table of coverage as tables (CSV): a line for each number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from django.http import HttpResponse
from django.utils import timezone

from articles.spreadsheets import BYTE_ORDER_MARK
from search.addresses.parameters import Parameters
from search.charts.coverage import Coverage
from search.charts.trends import Line, Trends
from search.exports.files import line_of

TREND_COLUMNS: Final = ("line", "search", "address", "period", "articles", "among", "of")
COVERAGE_COLUMNS: Final = ("outlet", "period", "articles")
#: The periods of articles that no point shows.
_COARSER: Final = "date not exact enough"
_UNDATED: Final = "undated"


def trend_table(trends: Trends, locate: Callable[[Parameters], str]) -> str:
    """For each line all periods, then the articles that no period has: together the total.

    ``of`` is the number of articles among which the search looked, described by ``among``; it is
    0 where the archive has nothing from that time, and empty for articles without a period.
    ``locate`` returns the absolute address of a search.
    """
    rows = [line_of(TREND_COLUMNS)]
    for line in trends.lines:
        search = (line.letter, line.words, locate(line.search))
        rows += [
            line_of((*search, period, str(count), line.among, of))
            for period, count, of in _numbers(line, trends)
        ]
    return BYTE_ORDER_MARK + "".join(rows)


def _numbers(line: Line, trends: Trends) -> Iterator[tuple[str, int, str]]:
    for period, point in zip(trends.periods, line.points, strict=True):
        yield str(period), point.count, str(point.of)
    yield _COARSER, line.coarser, ""
    yield _UNDATED, line.undated, ""


def coverage_table(coverage: Coverage) -> str:
    """The articles of each outlet in each period. Outlets have no line for a period in which the
    archive has nothing of theirs."""
    rows = [line_of(COVERAGE_COLUMNS)]
    for row in coverage.rows:
        for column, cell in zip(coverage.columns, row.cells, strict=True):
            if cell.count:
                rows.append(line_of((row.name, str(column.key or column.words), str(cell.count))))
    return BYTE_ORDER_MARK + "".join(rows)


def chart_file(
    content: str, name: str, media_type: str, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """The content as a file to save, whose name has today's date before its suffix."""
    stem, _, suffix = name.rpartition(".")
    saved = f'attachment; filename="{stem}-{timezone.localdate():%Y-%m-%d}.{suffix}"'
    headers = {"Content-Disposition": saved, **(headers or {})}
    return HttpResponse(content, content_type=f"{media_type}; charset=utf-8", headers=headers)
