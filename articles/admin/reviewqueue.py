"""The queue of articles that people should check: how many wait, and which comes next."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import HttpRequest, QueryDict
from django.urls import resolve, reverse

from articles.models import REVIEW_REASONS, Article

#: The parameter of an article's page that has the filters of the list it was opened from.
FILTERS = "_changelist_filters"
#: Counting more would make admin's start page slow.
MOST_COUNTED = 5_000
_LIST = "admin:articles_article_changelist"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many articles wait to be checked for a reason, counted up to one more than MOST_COUNTED,
    and the address of their list."""

    label: str
    count: int
    url: str

    @property
    def words(self) -> str:
        if self.count > MOST_COUNTED:
            return f"more than {MOST_COUNTED:,}"
        return f"{self.count:,}"


def waiting() -> list[Waiting]:
    """The reasons for which articles wait."""
    return [each for each in _all_reasons() if each.count]


def _all_reasons() -> Iterator[Waiting]:
    noticed = Article.objects.order_by().exclude(notice="").values("pk")
    for name, reason in REVIEW_REASONS.items():
        articles = Article.objects.order_by().needing_review(name)
        if reason.has_notice:
            # Otherwise a database may well read all articles that are not withdrawn.
            articles = articles.filter(pk__in=noticed)
        count = articles[: MOST_COUNTED + 1].count()
        yield Waiting(reason.label, count, f"{reverse(_LIST)}?{urlencode({'look': name})}")


def around(
    article: Article, request: HttpRequest, admin: ModelAdmin[Article]
) -> tuple[int | None, int | None]:
    """The primary keys of the articles before and after this one on the list from which it was
    opened. If it is no longer on it, the first one follows. None at the ends, or without such a
    list."""
    filters = request.GET.get(FILTERS)
    if not filters:
        return None, None
    listing = copy(request)
    listing.GET = QueryDict(filters)
    listing.resolver_match = resolve(reverse(_LIST))
    try:
        rows = admin.get_changelist_instance(listing).get_queryset(listing)
    except IncorrectLookupParameters:
        return None, None
    keys = list(rows.values_list("pk", flat=True))
    if article.pk not in keys:
        return None, keys[0] if keys else None
    place = keys.index(article.pk)
    before = keys[place - 1] if place else None
    return before, keys[place + 1] if place + 1 < len(keys) else None


def address_of(key: int, request: HttpRequest) -> str:
    """The page of an article on the same list."""
    address = reverse("admin:articles_article_change", args=[key])
    return f"{address}?{urlencode({FILTERS: request.GET.get(FILTERS, '')})}"
