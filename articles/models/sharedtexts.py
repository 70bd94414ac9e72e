"""Which articles share their text, as ``articles/copies`` finds it."""

from __future__ import annotations

from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Case, Q, When

from articles.models.articles import Article

#: Two articles are copies of one text if one holds so much of the other, of a thousand words.
COPY: Final = 700
#: Likewise, they have the same text. A credit more or less makes no other text.
SAME: Final = 980
_IS_COPY = Q(share__gte=COPY) | Q(share_of_other__gte=COPY)


class ComparedText(models.Model):
    """The version of an article whose text was compared with those of all others."""

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="compared"
    )
    version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"version {self.version} of {self.article_id}"


class SharedTextQuerySet(models.QuerySet["SharedText"]):
    def copies(self) -> Self:
        """Those of articles of which one holds most of the other."""
        return self.filter(_IS_COPY)

    def copies_first(self) -> Self:
        """All of them, those of copies before the others; otherwise in the order they have."""
        order = Case(When(_IS_COPY, then=0), default=1)
        return self.order_by(order, *self.query.order_by)

    def identical(self) -> Self:
        """Those of articles that have the same text."""
        return self.filter(share__gte=SAME, share_of_other__gte=SAME)

    def no_copies(self) -> Self:
        return self.exclude(_IS_COPY)


class SharedText(models.Model):
    """How much of an article's text stands in another one's: ``share`` of a thousand words.

    Two articles that share text have a row each, whichever has more of it.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="shared_texts")
    other = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    share = models.PositiveSmallIntegerField()
    share_of_other = models.PositiveSmallIntegerField()

    objects = SharedTextQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "other"], name="shared_once"),
        ]

    def __str__(self) -> str:
        return f"{self.share / 10:g} % of {self.article_id} in {self.other_id}"

    @property
    def is_copy(self) -> bool:
        return self.share >= COPY or self.share_of_other >= COPY
