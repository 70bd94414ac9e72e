"""Which articles share their text, as ``articles/copies`` finds it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final, Self

from django.db import connections, models
from django.db.models import Q

from articles.models.articles import Article

#: Two articles are copies of one text if one holds so much of the other, of a thousand words.
COPY: Final = 700
_IS_COPY = Q(share__gte=COPY) | Q(share_of_other__gte=COPY)
_INSERT = 'INSERT INTO "articles_textkey" ("article_id", "key") VALUES (%s, %s)'


class TextKeyQuerySet(models.QuerySet["TextKey"]):
    def insert(self, keys: Iterable[tuple[int, int]]) -> None:
        """Store keys, each with the primary key of its article before it.

        An article has dozens of them, for which ``bulk_create`` would take several times as long.
        """
        with connections[self.db].cursor() as cursor:
            cursor.executemany(_INSERT, list(keys))


class TextKey(models.Model):
    """The key of some words of an article's text. Articles that share them have equal keys."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="text_keys")
    key = models.BigIntegerField(db_index=True)

    objects = TextKeyQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.key:x}"


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
