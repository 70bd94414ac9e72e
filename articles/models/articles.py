"""Articles. Every change to one is announced by a signal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import DatabaseError, models, transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.db.models.signals import post_delete
from django.dispatch import Signal
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from articles.extraction.lines.titles import title_of
from articles.models.captures import Capture
from articles.models.outlets import Outlet, OutletQuerySet
from articles.partialdate import PartialDate

#: Sent inside the transaction of every change to articles, with ``ids``: their primary keys.
articles_changed = Signal()
#: Sent likewise when a date of publication or a withdrawal may have changed.
dates_changed = Signal()
LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
_DATED = ("published", "published_precision", "published_basis", "withdrawn_at")


@dataclass(frozen=True, slots=True)
class ReviewReason:
    """A reason for a person to review an article: a fact of which the rules are not certain.

    ``label`` names the reason in admin, ``fact`` is the fact in question, and ``condition`` selects
    the articles.
    """

    label: str
    fact: str
    condition: models.Q


#: By the value that stands for the reason in addresses.
REVIEW_REASONS = {
    "undated": ReviewReason("Undated", "published", models.Q(published__isnull=True)),
    "inferred": ReviewReason("Date inferred", "published", models.Q(published_basis="inferred")),
    "headline": ReviewReason("No headline", "headline", models.Q(headline="")),
}


class StaleArticleError(DatabaseError):
    """The row changed since this object was read; nothing was saved."""


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

    def update(self, **values: Any) -> int:
        with transaction.atomic():
            ids = list(self.order_by().values_list("pk", flat=True))
            if not ids:
                return 0
            values |= {"version": F("version") + 1, "changed_at": timezone.now()}
            changed = super().update(**values)
            articles_changed.send(sender=Article, ids=ids)
            if not values.keys().isdisjoint(_DATED):
                dates_changed.send(sender=Article, ids=ids)
        return changed

    update.alters_data = True  # type: ignore[attr-defined]  # Django's mark: not for templates

    def touch(self) -> int:
        """Raise the version and announce a change without changing a fact."""
        return self.update()

    def bulk_create(self, objs: Iterable[Article], *args: Any, **kwargs: Any) -> list[Article]:
        with transaction.atomic():
            articles = super().bulk_create(objs, *args, **kwargs)
            articles_changed.send(sender=Article, ids=[article.pk for article in articles])
        return articles

    # bulk_update() calls update() above.


class Article(models.Model):
    """A news article: facts that rules read from its captures or that people corrected."""

    class Basis(models.TextChoices):
        STATED = "stated", "stated"
        INFERRED = "inferred", "inferred"
        EDITED = "edited", "edited"
        UNKNOWN = "unknown", "unknown"

    class Precision(models.TextChoices):
        DAY = "day", "day"
        MONTH = "month", "month"
        YEAR = "year", "year"

    public_id = models.CharField(max_length=64, unique=True, editable=False)
    capture = models.OneToOneField(Capture, on_delete=models.PROTECT, related_name="+")

    outlet = models.ForeignKey(Outlet, null=True, blank=True, on_delete=models.PROTECT)
    agency = models.CharField(max_length=200, blank=True)
    headline = models.TextField(blank=True)
    standfirst = models.TextField(blank=True)
    byline = models.JSONField(default=list, blank=True)
    dateline = models.CharField(max_length=300, blank=True)
    published = models.DateField(null=True, blank=True, db_index=True)
    published_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    published_basis = models.CharField(
        "basis of the date",
        max_length=8,
        choices=Basis.choices,
        default=Basis.UNKNOWN,
        db_index=True,
    )
    published_why = models.TextField(blank=True)
    published_candidates = models.JSONField(default=list, blank=True)
    captions = models.JSONField(default=list, blank=True)
    body = models.TextField(blank=True)
    url = models.URLField(max_length=2000, blank=True)
    language = models.CharField(max_length=20, blank=True)

    findings = models.JSONField(default=list, blank=True, editable=False)
    # The number of the snapshot of learnt lines used for the findings; 0: none.
    snapshot = models.PositiveIntegerField(default=0, editable=False)
    extracted = models.JSONField(default=dict, blank=True, editable=False)
    undecided = models.BooleanField(default=False, editable=False, db_index=True)
    pins = models.JSONField(default=dict, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reviewed_by = models.CharField(max_length=150, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        # So that changes through related managers send the signals as well.
        base_manager_name = "objects"
        # These cover the columns that counts need, so that counting reads no rows of the table.
        indexes: ClassVar = [
            models.Index(
                fields=["withdrawn_at", "outlet", "published", "published_precision"],
                name="shown_by_outlet",
            ),
            models.Index(
                fields=["withdrawn_at", "published", "published_precision", "outlet"],
                name="shown_by_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save if the row is still as it was read, and send the signals.

        Raises StaleArticleError if the row was changed or deleted since.
        """
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version", "changed_at"}
        with transaction.atomic():
            redated = False
            if self.pk is not None and not self._state.adding:
                rows = Article.objects.select_for_update()
                row = rows.filter(pk=self.pk, version=self.version).values_list(*_DATED).first()
                if row is None:
                    raise StaleArticleError(
                        f"Article {self.public_id} was changed by somebody else in the meantime."
                    )
                redated = row != tuple(getattr(self, name) for name in _DATED)
                self.version += 1
            super().save(*args, **kwargs)
            articles_changed.send(sender=Article, ids=[self.pk])
            if redated:
                dates_changed.send(sender=Article, ids=[self.pk])

    def get_absolute_url(self) -> str:
        slug = slugify(self.title)[:70].rstrip("-") or "article"
        return reverse("article", args=[self.public_id, slug])

    @property
    def title(self) -> str:
        """The headline, or the first sentence where there is none."""
        first = "" if self.headline else next(iter(self.paragraphs), "")
        return title_of(self.headline, first) or "Untitled capture"

    @property
    def lang(self) -> str:
        """The HTML ``lang`` attribute of its text: "" for English or an invalid code."""
        is_code = LANGUAGE_CODE.fullmatch(self.language) and not self.language.startswith("en")
        return self.language if is_code else ""

    @property
    def paragraphs(self) -> list[str]:
        return [paragraph for paragraph in self.body.split("\n\n") if paragraph.strip()]

    @property
    def published_date(self) -> PartialDate | None:
        """The date of publication, as precise as it is known, or None."""
        if self.published is None:
            return None
        return PartialDate.of(self.published, self.published_precision or "day")

    def set_published(self, date: PartialDate | None) -> None:
        self.published = date.first_day if date else None
        self.published_precision = date.precision if date else ""

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


def _announce_deletion(instance: Article, **kwargs: Any) -> None:
    articles_changed.send(sender=Article, ids=[instance.pk])


post_delete.connect(_announce_deletion, sender=Article)
