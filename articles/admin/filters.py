"""Filters of the article list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from articles.models import NO_HEADLINE, REVIEW_REASONS, Article, Outlet, Tag

#: The slug in addresses for articles without an outlet; no outlet has it.
UNKNOWN = "unknown"
#: The key in addresses for articles without tags; a key of a tag has no comma.
NO_TAGS = "none,"
#: Tags that the filter lists, those with most articles first.
MOST_TAGS = 100


class OutletFilter(admin.SimpleListFilter):
    """Articles of one outlet, or articles whose outlet is unknown."""

    title = "outlet"
    parameter_name = "outlet"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        having = Outlet.objects.filter(article__isnull=False).distinct()
        yield from having.values_list("slug", "name")
        yield UNKNOWN, "Outlet unknown"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if self.value() == UNKNOWN:
            return queryset.filter(outlet__isnull=True)
        return queryset.filter(outlet__slug=self.value()) if self.value() else None


class TagFilter(admin.SimpleListFilter):
    """Articles with a tag, or without any."""

    title, parameter_name = "tag", "tag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        counted = Tag.objects.annotate(count=Count("articles")).filter(count__gt=0)
        yield from counted.order_by("-count", "key").values_list("key", "name")[:MOST_TAGS]
        yield NO_TAGS, "No tags"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if self.value() == NO_TAGS:
            return queryset.filter(tags=None)
        return queryset.filter(tags__key=self.value()) if self.value() else None


class ReviewReasonFilter(admin.SimpleListFilter):
    """Articles that a person should review, by reason, or articles that have been reviewed."""

    title, parameter_name = "reason to check", "look"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        yield "any", "Any reason"
        yield from ((name, reason.label) for name, reason in REVIEW_REASONS.items())
        yield "reviewed", "Reviewed"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        chosen = self.value()
        if chosen == "reviewed":
            return queryset.filter(reviewed_at__isnull=False)
        wanted = Article.objects.needing_review(*([chosen] if chosen in REVIEW_REASONS else []))
        return queryset.filter(pk__in=wanted.values("pk")) if chosen else None


class ConditionFilter(admin.SimpleListFilter):
    """Articles that meet a condition, or do not."""

    condition: Q
    choices_shown = ("Yes", "No")

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        yield from zip(("yes", "no"), self.choices_shown, strict=True)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if self.value() == "yes":
            return queryset.filter(self.condition)
        return queryset.exclude(self.condition) if self.value() == "no" else None


class DateFilter(ConditionFilter):
    title, parameter_name = "date", "undated"
    choices_shown = ("Undated", "Dated")
    condition = Q(published__isnull=True)


class HeadlineFilter(ConditionFilter):
    title, parameter_name = "headline", "no_headline"
    choices_shown = ("No headline", "With a headline")
    condition = NO_HEADLINE


class PinFilter(ConditionFilter):
    title, parameter_name = "pins", "pinned"
    choices_shown = ("With pinned facts", "Without pinned facts")
    condition = ~Q(pins={})


class WithdrawalFilter(ConditionFilter):
    title, parameter_name = "withdrawal", "withdrawn"
    choices_shown = ("Withdrawn", "Not withdrawn")
    condition = Q(withdrawn_at__isnull=False)


FILTERS: tuple[Any, ...] = (
    ReviewReasonFilter,
    OutletFilter,
    TagFilter,
    "published_basis",
    DateFilter,
    HeadlineFilter,
    PinFilter,
    WithdrawalFilter,
)
