"""Queries for articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models.outlets import Outlet, OutletQuerySet
from articles.models.reviewreasons import REVIEW_REASONS
from articles.models.sequences import last_number, next_numbers
from articles.models.signals import articles_changed, dates_changed
from articles.partialdate import PartialDate
from newsarchive.transactions import writing

if TYPE_CHECKING:
    from articles.models.articles import Article

#: The columns whose changes ``dates_changed`` announces.
DATED = ("published", "published_precision", "published_basis", "withdrawn_at")


class ArticleQuerySet(models.QuerySet["Article"]):
    """Queries for articles. Bulk changes send the same signals as ``Article.save``."""

    def shown(self) -> ArticleQuerySet:
        """Articles that readers see: those that are not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def listed(self) -> ArticleQuerySet:
        """Shown articles for lists: with outlets, without columns that only their pages need."""
        return self.shown().select_related("outlet").defer("findings", "extracted", "pins")

    def undated(self) -> ArticleQuerySet:
        return self.filter(published__isnull=True)

    def within(self, period: PartialDate) -> ArticleQuerySet:
        """Articles whose date, as far as it is known, lies within a year, month or day."""
        precisions = ["day", "month", "year"][
            : ["day", "month", "year"].index(period.precision) + 1
        ]
        return self.filter(
            published__range=(period.first_day, period.last_day),
            published_precision__in=precisions,
        )

    def needing_review(self, *names: str) -> ArticleQuerySet:
        """Articles that a person should review for one of these reasons; by default, for any.

        ``names`` are keys of REVIEW_REASONS. Leaves out articles that are reviewed or withdrawn, or
        whose fact in question is pinned.
        """
        wanted = models.Q(pk__in=())
        for reason in (REVIEW_REASONS[name] for name in names or REVIEW_REASONS):
            wanted |= reason.condition & ~models.Q(pins__has_key=reason.fact)
        return self.shown().filter(wanted, reviewed_at__isnull=True)

    def review_reasons(self) -> dict[int, list[str]]:
        """The labels of the reasons for review, by primary key of the articles that need one."""
        found: dict[int, list[str]] = {}
        for name, reason in REVIEW_REASONS.items():
            for key in self.order_by().needing_review(name).values_list("pk", flat=True):
                found.setdefault(key, []).append(reason.label)
        return found

    def outlets(self) -> OutletQuerySet:
        """The outlets of these articles with an ``articles`` count, the largest first."""
        # A subquery, since a join would read every article.
        own = self.filter(outlet=OuterRef("pk")).order_by().values("outlet")
        counts = Coalesce(Subquery(own.annotate(count=Count("*")).values("count")), 0)
        found = Outlet.objects.annotate(articles=counts).filter(articles__gt=0)
        return found.order_by("-articles", "name")

    def newest_first(self) -> ArticleQuerySet:
        return self.order_by(F("published").desc(nulls_last=True), "-pk")

    def last_sequence(self) -> int:
        """The last sequence number that was given: all articles up to it are in the table."""
        return last_number(self.model)

    def update(self, **values: Any) -> int:
        with writing():
            ids = list(self.order_by().values_list("pk", flat=True))
            if not ids:
                return 0
            values |= {"version": F("version") + 1, "changed_at": timezone.now()}
            hidden = []
            if "withdrawn_at" in values:
                rows = self.order_by().filter(withdrawn_at__isnull=False)
                hidden = list(rows.values_list("pk", flat=True))
            changed = super().update(**values)
            self._number_restored(hidden)
            articles_changed.send(sender=self.model, ids=ids)
            if not values.keys().isdisjoint(DATED):
                dates_changed.send(sender=self.model, ids=ids)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]  # Django's mark: not for templates

    def _number_restored(self, hidden: Collection[int]) -> None:
        """Give new sequence numbers to those of these articles that are shown now."""
        if not hidden:
            return
        rows = self.model._base_manager.filter(pk__in=hidden, withdrawn_at=None).order_by("pk")
        restored = list(rows.values_list("pk", flat=True))
        numbers = next_numbers(self.model, len(restored)) if restored else ()
        for key, number in zip(restored, numbers, strict=True):
            # Its version and the signals are those of the update that restored it.
            models.QuerySet.update(self.model._base_manager.filter(pk=key), sequence=number)

    def touch(self) -> int:
        """Raise the version and announce a change without changing a fact."""
        return self.update()

    def bulk_create(self, objs: Iterable[Article], *args: Any, **kwargs: Any) -> list[Article]:
        new = list(objs)
        with writing():
            numbers = next_numbers(self.model, len(new)) if new else ()
            for article, number in zip(new, numbers, strict=True):
                article.sequence = number
            articles = super().bulk_create(new, *args, **kwargs)
            articles_changed.send(sender=self.model, ids=[article.pk for article in articles])
        return articles

    # bulk_update() calls update() above.
