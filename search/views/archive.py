"""The archive by date and by outlet: lists that are read from the table, not from the index."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import ExtractMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles.models import Article, ArticleQuerySet, Outlet
from articles.partialdate import PartialDate
from search.addresses.pagination import pages_of
from search.addresses.parameters import Parameters
from search.addresses.trendparameters import TrendParameters
from search.charts.holdings import by_date, histogram_of_outlet, years_of
from search.charts.tallies import tally

PAGE_SIZE = 50


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """Every year of the archive with its number of articles."""
    shown = Article.objects.shown()
    context = {
        "years": years_of(tally("dates", lambda: by_date(shown))),
        "undated": shown.undated().count(),
    }
    return render(request, "search/archive.html", context)


@require_safe
def period(request: HttpRequest, year: int, month: int | None = None) -> HttpResponse:
    """The articles of a year or a month."""
    try:
        date = PartialDate(year, month)
    except ValueError as error:
        raise Http404(str(error)) from error
    articles = Article.objects.shown().within(date)
    months: list[tuple[PartialDate, int]] = []
    if month is None:
        counts = (
            articles.exclude(published_precision=Article.Precision.YEAR)
            .annotate(month=ExtractMonth("published"))
            .values_list("month")
            .annotate(Count("pk"))
            .order_by("month")
        )
        months = [(PartialDate(year, number), count) for number, count in counts]
    context = {
        "date": date,
        "year": PartialDate(year),
        "months": months,
        **_listing(request, articles),
    }
    return render(request, "search/period.html", context)


@require_safe
def outlets(request: HttpRequest) -> HttpResponse:
    """Every outlet with its number of articles."""
    unknown = Article.objects.shown().filter(outlet__isnull=True).count()
    listed = tally("outlets", lambda: list(Article.objects.shown().outlets()))
    context = {"outlets": listed, "unknown": unknown}
    return render(request, "search/outlets.html", context)


@require_safe
def outlet(request: HttpRequest, slug: str) -> HttpResponse:
    """The articles of one outlet. The slug of a merged outlet redirects to the outlet that it was
    merged into."""
    found = Outlet.objects.filter(slug=slug).first()
    if found is None:
        heir = Outlet.objects.filter(aliases__slug=slug).first()
        if heir is None:
            raise Http404("no such outlet")
        return redirect(heir)
    articles = Article.objects.shown().filter(outlet=found)
    context = {
        "outlet": found,
        "histogram": histogram_of_outlet(by_date(articles), found.slug),
        "chart": TrendParameters.of(Parameters(outlets=(found.slug,))),
        "undated": articles.undated().count(),
        "undated_url": Parameters(outlets=(found.slug,), undated=True).url,
        **_listing(request, articles),
    }
    return render(request, "search/outlet.html", context)


def _listing(request: HttpRequest, articles: ArticleQuerySet) -> dict[str, Any]:
    """The requested page, or the nearest that exists, with the addresses of the others."""
    ordered = articles.listed().newest_first()
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    pages = pages_of(page.number, page.paginator.num_pages, lambda number: f"?page={number}")
    return {"page": page, "pages": pages}
