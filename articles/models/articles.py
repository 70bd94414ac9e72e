"""Articles. Every change to one is announced by a signal."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.db import DatabaseError, models
from django.db.models.functions import Length
from django.db.models.signals import post_delete
from django.utils.text import slugify

from articles.addresses import article_path
from articles.extraction.lines.titles import title_of
from articles.models.articlequeries import DATED, ArticleQuerySet
from articles.models.captures import Capture
from articles.models.outlets import Outlet
from articles.models.sequences import next_numbers
from articles.models.signals import articles_changed, dates_changed
from articles.models.tags import Tag
from articles.partialdate import PartialDate
from newsarchive.transactions import writing

LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)


class StaleArticleError(DatabaseError):
    """The row changed since this object was read; nothing was saved."""


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
    tags = models.ManyToManyField(Tag, related_name="articles", blank=True)

    findings = models.JSONField(default=list, blank=True, editable=False)
    # The number of the snapshot of learnt lines used for the findings; 0: none.
    snapshot = models.PositiveIntegerField(default=0, editable=False)
    extracted = models.JSONField(default=dict, blank=True, editable=False)
    undecided = models.BooleanField(default=False, editable=False, db_index=True)
    pins = models.JSONField(default=dict, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # Given when the article becomes visible: when it is created, and when it is restored.
    sequence = models.PositiveBigIntegerField(unique=True, editable=False)
    # What its provider says of it, who withdrew it, or of a mere teaser.
    notice = models.TextField(blank=True, editable=False)
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
            models.Index(fields=["id"], name="noticed", condition=~models.Q(notice="")),
            models.Index(
                fields=["withdrawn_at", "outlet", "published", "published_precision"],
                name="shown_by_outlet",
            ),
            models.Index(
                fields=["withdrawn_at", "published", "published_precision", "outlet"],
                name="shown_by_date",
            ),
            models.Index(
                Length("headline"),
                "withdrawn_at",
                "reviewed_at",
                "published",
                name="by_headline_length",
            ),
            models.Index(fields=["id", "version"], name="versions"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save if the row is still as it was read, and send the signals.

        Raises StaleArticleError if the row was changed or deleted since.
        """
        if kwargs.get("update_fields") is not None:
            further = {"version", "changed_at", "sequence"}
            kwargs["update_fields"] = {*kwargs["update_fields"], *further}
        with writing():
            redated = False
            appears = self._state.adding
            if self.pk is not None and not self._state.adding:
                rows = Article.objects.select_for_update()
                row = rows.filter(pk=self.pk, version=self.version).values_list(*DATED).first()
                if row is None:
                    raise StaleArticleError(
                        f"Article {self.public_id} was changed by somebody else in the meantime."
                    )
                redated = row != tuple(getattr(self, name) for name in DATED)
                appears = row[DATED.index("withdrawn_at")] is not None and not self.is_withdrawn
                self.version += 1
            if appears:
                (self.sequence,) = next_numbers(Article, 1)
            super().save(*args, **kwargs)
            articles_changed.send(sender=Article, ids=[self.pk])
            if redated:
                dates_changed.send(sender=Article, ids=[self.pk])

    def get_absolute_url(self) -> str:
        slug = slugify(self.title)[:70].rstrip("-") or "article"
        return article_path(self.public_id, slug)

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
    def tag_names(self) -> list[str]:
        """Prefetch ``tags``: otherwise it costs a query."""
        return [tag.name for tag in self.tags.all()] if self.pk else []

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


# For conditions on headline__length, which its index answers.
Article._meta.get_field("headline").register_lookup(Length)


def _announce_deletion(instance: Article, **kwargs: Any) -> None:
    articles_changed.send(sender=Article, ids=[instance.pk])


post_delete.connect(_announce_deletion, sender=Article)
