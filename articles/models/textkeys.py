"""Keys of an article's sentences and lines, by which articles are compared."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connections, models

from articles.models.articles import Article

_INSERT = 'INSERT INTO "articles_passage" ("article_id", "key") VALUES (%s, %s)'


class PassageQuerySet(models.QuerySet["Passage"]):
    def insert(self, passages: Iterable[tuple[int, int]]) -> None:
        """Store passages, each given as the primary key of its article and its own key.

        An article has dozens of them, for which ``bulk_create`` would take several times as long.
        """
        with connections[self.db].cursor() as cursor:
            cursor.executemany(_INSERT, list(passages))


class Passage(models.Model):
    """A long sentence of an article, stored as a key. Articles that share it have equal keys."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="passages")
    key = models.BigIntegerField(db_index=True)

    objects = PassageQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.key:x}"


class LineKeys(models.Model):
    """The lines of an article's current capture that may be learnt, as 64-bit keys.

    Both columns are sorted, little-endian integers: ``story`` has the lines in the story,
    ``around`` those that are only elsewhere. Stored so that learning need not extract from every
    capture again.
    """

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="line_keys")
    story = models.BinaryField()
    around = models.BinaryField()

    def __str__(self) -> str:
        return f"lines of {self.article_id}"
