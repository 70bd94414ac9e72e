"""Keys of an article's sentences and lines, by which articles are compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db import connections, models

from articles.models.articles import Article

_Key = TypeVar("_Key", bound=models.Model)


class ArticleKeyQuerySet(models.QuerySet[_Key]):
    """Keys of a text, each a row of its own. Articles that share words have equal keys."""

    def insert(self, keys: Iterable[tuple[int, int]]) -> None:
        """Store keys, each with the primary key of its article before it.

        An article has dozens of them, for which ``bulk_create`` would take several times as long.
        """
        rows = list(keys)
        into = f'INSERT INTO "{self.model._meta.db_table}" ("article_id", "key")'
        connection = connections[self.db]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # One statement, since each that is sent takes its time while others wait to write.
                columns = [[row[place] for row in rows] for place in (0, 1)]
                cursor.execute(
                    f"{into} SELECT * FROM unnest(%s::bigint[], %s::bigint[])",  # noqa: S608 - our table
                    columns,
                )
            else:
                cursor.executemany(f"{into} VALUES (%s, %s)", rows)


class PassageQuerySet(ArticleKeyQuerySet["Passage"]):
    pass


class Passage(models.Model):
    """A long sentence of an article, by which dates are inferred from other articles."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="passages")
    key = models.BigIntegerField(db_index=True)

    objects = PassageQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.key:x}"


class TextKeyQuerySet(ArticleKeyQuerySet["TextKey"]):
    pass


class TextKey(models.Model):
    """Some successive words of an article's text, by which copies are found."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="text_keys")
    key = models.BigIntegerField(db_index=True)

    objects = TextKeyQuerySet.as_manager()

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
