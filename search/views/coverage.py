"""`GET /coverage/`: a table of outlets by months or years, so that "no hits" can be told from
"no data"; `GET /coverage.csv`: the same as a file."""

from __future__ import annotations

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from search import refusals
from search.addresses.pagination import pages_of
from search.charts.coverage import coverage_of
from search.charts.tables import chart_file, coverage_table

#: Outlets on one page.
PAGE_SIZE = 60


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """The parameter ``year`` shows the months of a year. A value that is not a year is ignored with
    a note."""
    typed = request.GET.get("year", "").strip()
    year = _year(typed)
    found = coverage_of(year)
    page = Paginator(found.rows, PAGE_SIZE).get_page(request.GET.get("page"))

    def address(number: int) -> str:
        return "?" + urlencode([*([("year", year)] if year else []), ("page", number)])

    context = {
        "coverage": found,
        "page": page,
        "year": year,
        "csv_url": reverse("coverage-csv", query={"year": year} if year else None),
        "note": f"“{typed[:40]}” is not a year." if typed and year is None else "",
        "pages": pages_of(page.number, page.paginator.num_pages, address),
    }
    return render(request, "search/coverage.html", context)


@require_safe
def coverage_csv(request: HttpRequest) -> HttpResponse:
    """All outlets of the table. 400 for a value that is not a year."""
    typed = request.GET.get("year", "").strip()
    year = _year(typed)
    if typed and year is None:
        return refusals.malformed([f"“{typed[:40]}” is not a year."])
    name = f"coverage-{year}.csv" if year else "coverage.csv"
    return chart_file(coverage_table(coverage_of(year)), name, "text/csv")


def _year(typed: str) -> int | None:
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 4):
        return None
    return int(typed) if dt.MINYEAR <= int(typed) <= dt.MAXYEAR else None
