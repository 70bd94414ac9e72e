"""The files that browsers and robots ask of every site: robots.txt, sitemaps and opensearch.xml.
Robots are kept out unless ROBOTS_WELCOME is on.

The sitemaps do not use django.contrib.sitemaps. To keep an address for each page and the time of
each change, it would need a section for each page, a subclass and templates of our own: more code
than is here, and one more query for each page in the index.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, reverse
from django.views.decorators.http import require_safe

from articles.models import Article, ArticleQuerySet
from search.addresses.permalinks import absolute

#: Addresses in one sitemap; 50,000 are allowed.
PAGE_SIZE = 5_000
#: Addresses that cost work and have nothing that the articles' own pages lack.
NOT_FOR_ROBOTS = (
    *("admin", "accounts", "api", "selection", "marked", "collections"),
    *("export", "receipt", "feed", "follow", "names", "quotations", "trends", "copies", "?"),
)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Robots are kept out by default: others own the texts, and the archive has its own search."""
    lines = ["User-agent: *"]
    if _are_robots_welcome():
        lines += [f"Disallow: {get_script_prefix()}{each}" for each in NOT_FOR_ROBOTS]
        lines += ["", f"Sitemap: {absolute(request, reverse('sitemap'))}"]
    else:
        lines += ["Disallow: /"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The sitemaps, each of PAGE_SIZE articles; 404 where robots are kept out."""
    numbers = _pages().page_range
    urls = [absolute(request, reverse("sitemap-page", args=[n])) for n in numbers]
    return _xml(request, "search/sitemap_index.xml", {"urls": urls})


@login_not_required
@require_safe
def sitemap(request: HttpRequest, page: int) -> HttpResponse:
    """The current addresses of articles, and when each article was last changed."""
    try:
        articles = _pages().page(page)
    except InvalidPage as error:
        raise Http404("no such sitemap") from error
    root = absolute(request, "/").rstrip("/")
    return _xml(request, "search/sitemap.xml", {"articles": articles, "root": root})


def _are_robots_welcome() -> bool:
    return settings.ROBOTS_WELCOME and not settings.LOGIN_REQUIRED


def _pages() -> Paginator[Article]:
    if not _are_robots_welcome():
        raise Http404("robots are kept out")
    rows: ArticleQuerySet = Article.objects.shown().order_by("pk")
    return Paginator(rows.only("public_id", "headline", "body", "changed_at"), PAGE_SIZE)


def _xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")


@login_not_required
@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description with which a browser adds the archive to its search engines."""
    context = {"root": absolute(request, reverse("search"))}
    return render(
        request,
        "search/opensearch.xml",
        context,
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )
