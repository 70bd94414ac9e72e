"""The outbox: changes of articles that are not in the index yet."""

from django.db import models


class OutboxEntry(models.Model):
    """An article that has changed since it was indexed.

    Entries are written in the transaction of the change; an article may have several.
    ``article_id`` is not a foreign key, because the entry outlives a deleted article, whose
    document must still be removed from the index.
    """

    article_id = models.BigIntegerField()
    queued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "outbox entries"

    def __str__(self) -> str:
        return f"article {self.article_id}"
