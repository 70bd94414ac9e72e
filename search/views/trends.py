"""`GET /trends/`: several searches over time, as a chart and a table; and the same as a drawing or
a table to save."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from search import refusals
from search.addresses.permalinks import absolute
from search.addresses.trendparameters import MOST_LINES, STEPS, TrendParameters, read_trends
from search.charts.linedrawing import HEIGHT, LOWER, UPPER, drawing_of
from search.charts.tables import chart_file, trend_table
from search.charts.trends import LETTERS, Trends, searches_by_outlet, trends_of
from search.engines.base import EngineUnavailable
from search.facets import date_fields

logger = logging.getLogger(__name__)

#: Pixels of a line of text in the drawing that is saved.
LINE_HEIGHT = 22


@require_safe
def trends(request: HttpRequest) -> HttpResponse:
    """The page. A request from its form, or for the outlets of a search, is answered with the
    address of the chart. 503 while the engine is down."""
    asked = read_trends(request.GET)
    try:
        if asked.each_outlet and asked.lines:
            found = searches_by_outlet(asked.searches[0], MOST_LINES)
            lines = tuple(found) or (asked.searches[0],)
            chart = replace(asked, lines=lines, since=None, until=None)
            return HttpResponseRedirect(chart.url)
        if asked.rewritten and not asked.notes:
            return HttpResponseRedirect(asked.url)
        found_trends = trends_of(asked.searches, asked.step)
    except EngineUnavailable as error:
        return render(request, "search/trends.html", {"outage": refusals.outage(error)}, status=503)
    return render(request, "search/trends.html", _context(asked, found_trends))


@require_safe
def trends_csv(request: HttpRequest) -> HttpResponse:
    """The table as a file. 400 for what the page would report, 503 while the engine is down."""
    answered = _answered(request)
    if isinstance(answered, HttpResponse):
        return answered
    chart, found = answered
    table = trend_table(found, lambda search: absolute(request, search.url))
    return chart_file(table, "trends.csv", "text/csv", _headers(request, chart, found))


@require_safe
def trends_svg(request: HttpRequest) -> HttpResponse:
    """The chart as a file that needs no style sheet. Errors as those of the table."""
    answered = _answered(request)
    if isinstance(answered, HttpResponse):
        return answered
    chart, found = answered
    legend = 2 * UPPER + HEIGHT
    source = legend + LINE_HEIGHT * (len(found.lines) + 1)
    context = _context(chart, found) | {
        "legend": [(legend + LINE_HEIGHT * place, line) for place, line in enumerate(found.lines)],
        "source": source,
        "whole": source + UPPER,
        "address": absolute(request, chart.url),
        "today": timezone.localdate(),
    }
    drawing = render_to_string("search/trends.svg", context, request)
    return chart_file(drawing, "trends.svg", "image/svg+xml", _headers(request, chart, found))


def _answered(request: HttpRequest) -> tuple[TrendParameters, Trends] | HttpResponse:
    asked = read_trends(request.GET)
    errors = [*asked.notes, *([] if asked.lines else ["“line” is missing: a search."])]
    if errors:
        return refusals.malformed(errors)
    try:
        return asked, trends_of(asked.searches, asked.step)
    except EngineUnavailable as error:
        return refusals.unavailable(error)


def _headers(request: HttpRequest, chart: TrendParameters, found: Trends) -> dict[str, str]:
    """What an export has in the headers of its receipt, as far as a chart has it."""
    named = {
        "Archive-Query": absolute(request, chart.url),
        "Archive-Time": timezone.now().replace(microsecond=0).isoformat(),
        "Archive-Generation": found.generation,
    }
    return {name: value for name, value in named.items() if value}


def _context(asked: TrendParameters, found: Trends) -> dict[str, Any]:
    rows = [
        {
            "line": line,
            "words": search.q,
            "filters": search.asking("").query,
            "without": asked.without(place).url,
        }
        for place, (line, search) in enumerate(zip(found.lines, asked.lines, strict=True))
    ]
    return {
        "asked": asked,
        "notes": [*asked.notes, *found.notes],
        "trends": found,
        "drawing": drawing_of(found, share=asked.share),
        "height": HEIGHT,
        "upper": UPPER,
        "middle": (UPPER + LOWER) // 2,
        "lower": LOWER,
        "rows": rows,
        "free": LETTERS[len(rows) :],
        "steps": [(step, asked.by(step).url, step == found.step) for step in STEPS],
        "other_form": asked.shown_as(share=not asked.share).url,
        "range": date_fields(asked.period),
        "each_url": _each_url(asked),
    }


def _each_url(asked: TrendParameters) -> str:
    """The address at which each outlet of a single search becomes a line."""
    if len(asked.lines) != 1 or len(asked.lines[0].outlets) == 1:
        return ""
    chart = replace(asked, lines=tuple(asked.searches), since=None, until=None)
    return f"{chart.url}&each=outlet"
